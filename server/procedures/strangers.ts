import type { TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { type AppError, isAppError } from '../../shared/errors.ts';
import { authenticateAny } from '../steps/access/log-in.ts';
import { type RequestContext, requireToken, type Visitor } from './request-context.ts';

/** What the transport says of a procedure that is not there, or not asked as it should be: a map of the house for a stranger. */
const MAPPING: ReadonlySet<TRPCError['code']> = new Set(['NOT_FOUND', 'METHOD_NOT_SUPPORTED']);

interface Failed {
  readonly error: TRPCError;
  readonly ctx: RequestContext | undefined;
}

/**
 * Whoever has no open session gets the refusal of a procedure that is there, word for word: what exists is told to nobody who
 * may not use it. Undefined for those who are logged in, and for every other refusal.
 */
export function strangerRefusal({ error, ctx }: Failed): AppError | undefined {
  if (!ctx || !MAPPING.has(error.code) || isAppError(error.cause)) return undefined;
  return ctx.visitor?.refusal;
}

/** Asked by the door before the request is: what tRPC answers by itself is shaped at once, without looking into the base. */
export async function visitorOf(ctx: RequestContext): Promise<Visitor> {
  try {
    await authenticateAny(ctx.app, requireToken(ctx));
    return { refusal: undefined };
  } catch (refusal) {
    if (isAppError(refusal)) return { refusal };
    throw refusal;
  }
}

/** Exactly what a procedure answers to somebody who is not logged in. */
export function strangerShape({ code: appCode, message, hint }: AppError) {
  const code = 'UNAUTHORIZED' as const;
  return { code: TRPC_ERROR_CODES_BY_KEY[code], message, data: { code, httpStatus: 401, appCode, hint } };
}

/** The HTTP status of one answer, or of a batch refused whole, when it would tell a stranger what exists; undefined: as usual. */
export function statusForStranger(
  errors: readonly TRPCError[],
  ctx: RequestContext | undefined,
): 401 | undefined {
  const isRefused = (error: TRPCError) =>
    error.code === 'UNAUTHORIZED' || strangerRefusal({ error, ctx }) !== undefined;
  return errors.length > 0 && errors.every(isRefused) ? 401 : undefined;
}
