import { initTRPC, TRPCError } from '@trpc/server';
import { isAppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { PaceKind } from '../ports/procedure-pace.ts';
import { errorData, frenchMessage, TRANSPORT_CODE } from './answered-errors.ts';
import type { RequestContext } from './request-context.ts';
import { strangerRefusal, strangerShape } from './strangers.ts';

/** Who may call, and how often: stated by every procedure, in parts that tRPC merges (a test enumerates them). */
export interface ProcedureMeta {
  /** Stated by the builder of the role; a participant has no account: they came in by the web door. */
  readonly role?: Role | 'anyone' | 'logged-in' | 'participant';
  /** Other roles that may call it too. */
  readonly also?: readonly Role[];
  /** Stated by every mutation, and by a query that is more than a look (paceOf). */
  readonly pace?: PaceKind;
}

export const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    defaultMeta: { role: 'dataOfficer' },
    errorFormatter: ({ shape, error, ctx }) => {
      const stranger = strangerRefusal({ error, ctx });
      if (stranger) return strangerShape(stranger);
      return {
        code: shape.code,
        message: frenchMessage(error),
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...errorData(error) },
      };
    },
  });

/** An AppError becomes a transport error once, here; a bug is logged by its class and place, without values. */
function toldError({ app }: RequestContext, path: string, error: TRPCError): TRPCError {
  const { cause } = error;
  if (isAppError(cause))
    return new TRPCError({ code: TRANSPORT_CODE[cause.kind], message: cause.message, cause });
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    const frame = cause?.stack?.split('\n').find((line) => line.trim().startsWith('at ')) ?? '';
    app.log.error('procedure.failed', {
      path,
      kind: cause?.constructor.name ?? 'unknown',
      frame: frame.trim(),
    });
  }
  return error;
}

const watched = t.middleware(async ({ ctx, next, path }) => {
  const stop = ctx.app.metrics.startProcedure(path);
  const result = await next();
  if (result.ok) {
    stop('ok');
    return result;
  }
  const told = toldError(ctx, path, result.error);
  stop(told.code === 'TOO_MANY_REQUESTS' ? 'too-many' : 'error');
  throw told;
});

/** What every procedure is made of, whoever may call it: counted, timed, its errors told. */
export const procedureBase = t.procedure.use(watched);
