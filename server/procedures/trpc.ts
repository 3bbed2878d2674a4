import type { Role } from '../../shared/roles.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import { authenticate } from '../steps/access/log-in.ts';
import { refuseRole } from '../steps/access/refuse-role.ts';
import { patientWrites } from './patient-writes.ts';
import { procedureBase, t } from './procedure-base.ts';
import { paceOf } from './procedure-paces.ts';
import { type RequestContext, requireToken } from './request-context.ts';
import { answeredOnceSettled } from './settled-answers.ts';

/** What routers are made of: a procedure starts from the builder of those who may call it. */
export const router = t.router;

const procedure = procedureBase.use(patientWrites);

/** Open to a stranger: only login and the clock. */
export const anyone = procedure
  .meta({ role: 'anyone', pace: 'stranger' })
  .use(async ({ ctx, next, meta, type }) => {
    await ctx.app.pace.take(paceOf(meta, type), ctx.address);
    return next();
  });

interface Bearer {
  readonly token: string;
  readonly account: AccountRow;
}

/**
 * Who asks. A token that opens nothing is a stranger's: it is counted under its address, like a login; one that opens
 * a session proves its line. One that owes something is open to its payment only.
 */
async function bearerOf(ctx: RequestContext, path: string): Promise<Bearer> {
  try {
    const token = requireToken(ctx);
    const account = authenticate(ctx.app, token, path);
    ctx.proven?.();
    return { token, account };
  } catch (refusal) {
    await ctx.app.pace.take('stranger', ctx.address);
    throw refusal;
  }
}

export const loggedIn = procedure.meta({ role: 'logged-in' }).use(async ({ ctx, next, meta, type, path }) => {
  const { token, account } = await bearerOf(ctx, path);
  await ctx.app.pace.take(paceOf(meta, type), account.id);
  return next({ ctx: { ...ctx, token, account } });
});

function roleProcedure(role: Role, ...also: Role[]) {
  const whose = { role, ...(also.length > 0 ? { also } : {}) };
  return procedure.meta(whose).use(async ({ ctx, next, meta, type, path }) => {
    const { token, account } = await bearerOf(ctx, path);
    await ctx.app.pace.take(paceOf(meta, type), account.id);
    refuseRole(ctx.app, account, [role, ...also]);
    return next({ ctx: { ...ctx, token, account } });
  });
}

export const agentOnly = roleProcedure('agent').use(answeredOnceSettled);
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
export const observerOnly = roleProcedure('observer');
/**
 * Those who may be the second person of an act under four eyes; each act narrows it
 * (server/domain/access/four-eyes.ts).
 */
export const secondPerson = roleProcedure('dataOfficer', 'lead', 'ops');
