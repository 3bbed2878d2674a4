import { initTRPC, TRPCError } from '@trpc/server';
import { isAppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { PaceKind } from '../ports/procedure-pace.ts';
import { errorData, frenchMessage, TRANSPORT_CODE } from './answered-errors.ts';
import type { RequestContext } from './request-context.ts';
import { strangerRefusal, strangerShape } from './strangers.ts';

/** Who may call, and how often: stated by every procedure, in parts that tRPC merges (a test enumerates them). */
export interface ProcedureMeta {
  /** Stated by the builder of the role. */
  readonly role?: Role | 'anyone' | 'logged-in';
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

/** AppErrors become transport errors once, here; a bug is logged by its class and place, without values. */
const errors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (isAppError(cause))
    throw new TRPCError({ code: TRANSPORT_CODE[cause.kind], message: cause.message, cause });
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    const frame = cause?.stack?.split('\n').find((line) => line.trim().startsWith('at ')) ?? '';
    ctx.app.log.error('procedure.failed', {
      path,
      kind: cause?.constructor.name ?? 'unknown',
      frame: frame.trim(),
    });
  }
  return result;
});

const measured = t.middleware(async ({ ctx, next, path }) => {
  const stop = ctx.app.metrics.startProcedure(path);
  const result = await next();
  const failed = !result.ok && (result.error.code === 'TOO_MANY_REQUESTS' ? 'too-many' : 'error');
  stop(failed || 'ok');
  return result;
});

/** What every procedure is made of, whoever may call it: counted, timed, its errors told. */
export const procedureBase = t.procedure.use(measured).use(errors);
