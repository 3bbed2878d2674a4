import { isAppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import type { Store } from '../ports/store.ts';
import { authenticate } from '../steps/access/log-in.ts';
import { refuseRole } from '../steps/access/refuse-role.ts';
import { type WebBearer, webBearer } from '../steps/web-door/web-bearer.ts';
import { patiently } from './patient-writes.ts';
import { procedureBase, t } from './procedure-base.ts';
import { paceOf } from './procedure-paces.ts';
import { type RequestContext, requireToken } from './request-context.ts';

/** What routers are made of: a procedure starts from the builder of those who may call it. */
export const router = t.router;

/** Open to a stranger: only login and the clock. */
export const anyone = procedureBase
  .meta({ role: 'anyone', pace: 'stranger' })
  .use(({ ctx, next, meta, type }) =>
    patiently({ store: ctx.app.store, type }, async (store) => {
      await ctx.app.pace.take(paceOf(meta, type), ctx.address);
      return next({ ctx: { ...ctx, app: { ...ctx.app, store } } });
    }),
  );

interface Bearer {
  readonly token: string;
  readonly account: AccountRow;
}

/**
 * Who asks. A token that opens nothing is a stranger's: it is counted under its address, like a login; one that opens
 * a session proves its line. One that owes something is open to its payment only.
 */
async function bearerOf(ctx: RequestContext, store: Store, path: string): Promise<Bearer> {
  try {
    const token = requireToken(ctx);
    const account = await authenticate({ store, clock: ctx.app.clock }, token, path);
    ctx.proven?.();
    if (ctx.visitor) ctx.visitor.refusal = undefined;
    return { token, account };
  } catch (refusal) {
    if (ctx.visitor && isAppError(refusal)) ctx.visitor.refusal = refusal;
    await ctx.app.pace.take('stranger', ctx.address);
    throw refusal;
  }
}

export const loggedIn = procedureBase.meta({ role: 'logged-in' }).use(({ ctx, next, meta, type, path }) =>
  patiently({ store: ctx.app.store, type }, async (store) => {
    const bearer = await bearerOf(ctx, store, path);
    await ctx.app.pace.take(paceOf(meta, type), bearer.account.id);
    return next({ ctx: { ...ctx, ...bearer, app: { ...ctx.app, store } } });
  }),
);

/** Somebody of a directory, by a session of the web door: no token of an account opens these, nor theirs anything else. */
async function participantOf(ctx: RequestContext, store: Store): Promise<WebBearer> {
  try {
    return await webBearer({ store, clock: ctx.app.clock }, requireToken(ctx));
  } catch (refusal) {
    if (ctx.visitor && isAppError(refusal)) ctx.visitor.refusal = refusal;
    await ctx.app.pace.take('stranger', ctx.address);
    throw refusal;
  }
}

export const participantOnly = procedureBase.meta({ role: 'participant' }).use(({ ctx, next, meta, type }) =>
  patiently({ store: ctx.app.store, type }, async (store) => {
    const bearer = await participantOf(ctx, store);
    const { account } = bearer;
    await ctx.app.pace.take(paceOf(meta, type), account.id);
    return next({ ctx: { ...ctx, bearer, account, app: { ...ctx.app, store } } });
  }),
);

/** One middleware for all that comes before the work: each of several would copy the house and the request. */
function roleProcedure(role: Role, ...also: Role[]) {
  return procedureOf([role, ...also], (store) => store);
}

function procedureOf([role, ...also]: readonly [Role, ...Role[]], storeOf: (store: Store) => Store) {
  const whose = { role, ...(also.length > 0 ? { also } : {}) };
  return procedureBase.meta(whose).use(({ ctx, next, meta, type, path }) =>
    patiently({ store: ctx.app.store, type }, async (store) => {
      const bearer = await bearerOf(ctx, store, path);
      const { clock, pace, refusals } = ctx.app;
      await pace.take(paceOf(meta, type), bearer.account.id);
      await refuseRole({ store, clock, refusals }, bearer.account, [role, ...also]);
      const given = storeOf(store);
      const result = await next({ ctx: { ...ctx, ...bearer, app: { ...ctx.app, store: given } } });
      // What the step's store did not wait for.
      if (given !== store) await store.settled();
      return result;
    }),
  );
}

/**
 * What agents wait for reaches the disk together, while other keyboards go on: the step is given the store whose writes return
 * before the disk has them, and the answer leaves once it has.
 */
export const agentOnly = procedureOf(['agent'], (store) => store.unsettled);
export const leadOnly = roleProcedure('lead');
export const opsOnly = roleProcedure('ops');
export const dataOfficerOnly = roleProcedure('dataOfficer');
export const leadOrOps = roleProcedure('lead', 'ops');
export const consentReader = roleProcedure('lead', 'verifier', 'dataOfficer');
/** Words of the charity are recorded by those who hold its papers. */
export const opsOrDataOfficer = roleProcedure('ops', 'dataOfficer');
/** What is said to donors is read by whoever answers for it; no personal data. */
export const scriptReaders = roleProcedure('lead', 'ops', 'dataOfficer', 'verifier', 'observer');
export const leadOrVerifier = roleProcedure('lead', 'verifier');
/** Whoever a colleague calls who cannot log in. */
export const leadOpsOrOfficer = roleProcedure('lead', 'ops', 'dataOfficer');
/** Whoever keeps a charity's directory; which, and how far, the step says. */
export const directoryKeeper = roleProcedure('mobilisation', 'dataOfficer');
/** Whoever keeps a charity's agenda; which events, and how far, the step says. */
export const agendaKeeper = roleProcedure('mobilisation');
/** Whoever keeps the attendance of slots: of an event, or as a lead of the line that they are of. */
export const attendanceKeeper = roleProcedure('mobilisation', 'lead', 'ops');
/** Whoever came with a badge, at a seat of a pledge line: nothing else is open to them. */
export const volunteerOnly = roleProcedure('volunteer');
export const observerOnly = roleProcedure('observer');
/**
 * Those who may be the second person of an act under four eyes; each act narrows it
 * (server/domain/access/four-eyes.ts).
 */
export const secondPerson = roleProcedure('dataOfficer', 'lead', 'ops');
