import type { TRPCError } from '@trpc/server';
import * as z from 'zod';
import { type ErrorKind, isAppError } from '../../shared/errors.ts';
import { inputRefusal } from './refused-input.ts';

/** What a refusal is called on the wire. */
export const TRANSPORT_CODE: Record<ErrorKind, TRPCError['code']> = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'too-many': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
};

/** What leaves with an error: code, hint; the French sentence is the message. Never a stack, never an input. */
export interface ErrorData {
  readonly appCode: string;
  readonly hint: string;
}

/** Refusals of the transport itself: whatever their code, the request was not one of ours. */
const MISSHAPEN: ReadonlySet<TRPCError['code']> = new Set([
  'BAD_REQUEST',
  'PARSE_ERROR',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
]);

const issuesOf = ({ cause }: TRPCError) => (cause instanceof z.ZodError ? cause.issues : []);

/** Code and hint of whatever a procedure, or the transport, failed with. */
export function errorData(error: TRPCError): ErrorData {
  if (isAppError(error.cause)) return { appCode: error.cause.code, hint: error.cause.hint };
  if (MISSHAPEN.has(error.code)) {
    return { appCode: 'input-invalid', hint: inputRefusal(issuesOf(error)).hint };
  }
  if (error.code === 'NOT_FOUND')
    return { appCode: 'procedure-unknown', hint: 'Mettez à jour le poste ou la commande.' };
  return { appCode: 'internal', hint: 'Recommencez ; si cela dure, prévenez l’exploitation.' };
}

/** Its sentence for the person; of a bug, only that there was one. */
export function frenchMessage(error: TRPCError): string {
  if (isAppError(error.cause)) return error.cause.message;
  if (MISSHAPEN.has(error.code)) return inputRefusal(issuesOf(error)).message;
  if (error.code === 'NOT_FOUND') return 'Cette demande est inconnue du serveur.';
  return 'Le serveur a rencontré une erreur interne.';
}
