import type { TRPCError } from '@trpc/server';
import { type AppError, isAppError } from '../../shared/errors.ts';
import type { AppContext } from '../app-context.ts';
import { authenticateAny } from '../steps/access/log-in.ts';

/** What the transport says of a procedure that is not there, or not asked as it should be: a map of the house for a stranger. */
const MAPPING: ReadonlySet<TRPCError['code']> = new Set(['NOT_FOUND', 'METHOD_NOT_SUPPORTED']);

interface Failed<Context> {
  readonly error: TRPCError;
  readonly ctx: Context | undefined;
}

/**
 * Whoever has no open session gets the refusal of a procedure that is there, word for word: what exists is told to nobody who
 * may not use it. Undefined for those who are logged in, and for every other refusal.
 */
export function strangerRefusal<Context extends { readonly app: AppContext }>(
  { error, ctx }: Failed<Context>,
  requireToken: (ctx: Context) => string,
): AppError | undefined {
  if (!ctx || !MAPPING.has(error.code) || isAppError(error.cause)) return undefined;
  try {
    authenticateAny(ctx.app, requireToken(ctx));
    return undefined;
  } catch (refusal) {
    if (isAppError(refusal)) return refusal;
    throw refusal;
  }
}
