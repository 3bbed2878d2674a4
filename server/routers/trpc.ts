import { initTRPC, TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import * as z from 'zod';
import { AppError, type ErrorKind, isAppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { AppContext } from '../app-context.ts';
import type { PaceKind } from '../ports/procedure-pace.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import { authenticate, authenticateAny } from '../steps/access/log-in.ts';
import { paceOf } from './procedure-paces.ts';
import { strangerRefusal } from './strangers.ts';

/** One request: the house, the bearer's token if any, and where it comes from (for the login limiter). */
export interface RequestContext {
  readonly app: AppContext;
  readonly token: string | undefined;
  readonly address: string;
  /** The token as it is now, of a seat in this process whose person may log in again (SSH). */
  readonly tokenNow?: (() => string | undefined) | undefined;
  /** The workstation it comes from, one name per program (one-screen.ts); undefined for commands. */
  readonly screen?: string | undefined;
}

/** Who may call, and how often: stated by every procedure, in parts that tRPC merges (a test enumerates them). */
export interface ProcedureMeta {
  /** Stated by the builder of the role. */
  readonly role?: Role | 'anyone' | 'logged-in';
  /** Other roles that may call it too. */
  readonly also?: readonly Role[];
  /** Stated by every mutation, and by a query that is more than a look (paceOf). */
  readonly pace?: PaceKind;
}

const TRANSPORT_CODE: Record<ErrorKind, TRPCError['code']> = {
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

/** Names of the fields at fault, which are ours: never what was written in them. */
function fieldsAtFault(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return '';
  const names = new Set(
    cause.issues.flatMap(({ path: [first] }) => (typeof first === 'string' ? [first] : [])),
  );
  return names.size === 0 ? '' : ` (${[...names].join(', ')})`;
}

function errorData(error: TRPCError): ErrorData {
  if (isAppError(error.cause)) return { appCode: error.cause.code, hint: error.cause.hint };
  if (MISSHAPEN.has(error.code)) {
    const hint = `Vérifiez les valeurs données${fieldsAtFault(error.cause)}, puis recommencez.`;
    return { appCode: 'input-invalid', hint };
  }
  if (error.code === 'NOT_FOUND')
    return { appCode: 'procedure-unknown', hint: 'Mettez à jour le poste ou la commande.' };
  return { appCode: 'internal', hint: 'Recommencez ; si cela dure, prévenez l’exploitation.' };
}

function frenchMessage(error: TRPCError): string {
  if (isAppError(error.cause)) return error.cause.message;
  if (MISSHAPEN.has(error.code)) return 'La demande n’a pas la forme attendue.';
  if (error.code === 'NOT_FOUND') return 'Cette demande est inconnue du serveur.';
  return 'Le serveur a rencontré une erreur interne.';
}

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    defaultMeta: { role: 'dataOfficer' },
    errorFormatter: ({ shape, error, ctx }) => {
      const stranger = strangerRefusal({ error, ctx }, requireToken);
      if (stranger) return strangerShape(stranger);
      return {
        code: shape.code,
        message: frenchMessage(error),
        data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...errorData(error) },
      };
    },
  });

/** Exactly what a procedure answers to somebody who is not logged in. */
function strangerShape({ code: appCode, message, hint }: AppError) {
  const code = 'UNAUTHORIZED' as const;
  return { code: TRPC_ERROR_CODES_BY_KEY[code], message, data: { code, httpStatus: 401, appCode, hint } };
}

/** The HTTP status of one answer, or of a batch refused whole, when it would tell a stranger what exists; undefined: as usual. */
export function statusForStranger(
  errors: readonly TRPCError[],
  ctx: RequestContext | undefined,
): 401 | undefined {
  const isRefused = (error: TRPCError) =>
    error.code === 'UNAUTHORIZED' || strangerRefusal({ error, ctx }, requireToken) !== undefined;
  return errors.length > 0 && errors.every(isRefused) ? 401 : undefined;
}

export const router = t.router;
export const createCaller = t.createCallerFactory;

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

const base = t.procedure.use(measured).use(errors);

function requireToken(ctx: RequestContext): string {
  if (ctx.token) return ctx.token;
  throw new AppError({
    code: 'not-logged-in',
    kind: 'unauthenticated',
    message: 'Aucune session n’est ouverte.',
    hint: 'Ouvrez une session : « plateau login », ou l’écran d’accueil du poste.',
  });
}

function refuseRole(account: AccountRow, [role, ...also]: readonly [Role, ...Role[]], app: AppContext): void {
  if (account.role === role || also.includes(account.role)) return;
  app.store.write((rows) =>
    rows.audit.append({
      atMs: app.clock.nowMs(),
      actor: account.id,
      action: 'access.refused',
      campaign: '',
      subject: role,
      reason: '',
      detail: {},
    }),
  );
  throw new AppError({
    code: 'role-refused',
    kind: 'forbidden',
    message: 'Votre rôle ne permet pas cette action.',
    hint: 'Demandez à la personne dont c’est le rôle, ou au responsable des données.',
  });
}

/** Open to a stranger: only login and the clock. */
export const anyone = base
  .meta({ role: 'anyone', pace: 'stranger' })
  .use(async ({ ctx, next, meta, type }) => {
    await ctx.app.pace.take(paceOf(meta, type), ctx.address);
    return next();
  });

export const loggedIn = base.meta({ role: 'logged-in' }).use(async ({ ctx, next, meta, type }) => {
  const token = requireToken(ctx);
  const account = authenticate(ctx.app, token);
  await ctx.app.pace.take(paceOf(meta, type), account.id);
  return next({ ctx: { ...ctx, token, account } });
});

/** The same for a session that may only enrol a one-time code. */
export const enrolling = base.meta({ role: 'logged-in' }).use(async ({ ctx, next, meta, type }) => {
  const token = requireToken(ctx);
  const { account } = authenticateAny(ctx.app, token);
  await ctx.app.pace.take(paceOf(meta, type), account.id);
  return next({ ctx: { ...ctx, token, account } });
});

function roleProcedure(role: Role, ...also: Role[]) {
  return base.meta({ role, ...(also.length > 0 ? { also } : {}) }).use(async ({ ctx, next, meta, type }) => {
    const token = requireToken(ctx);
    const account = authenticate(ctx.app, token);
    await ctx.app.pace.take(paceOf(meta, type), account.id);
    refuseRole(account, [role, ...also], ctx.app);
    return next({ ctx: { ...ctx, token, account } });
  });
}

const unsettledApps = new WeakMap<AppContext, AppContext>();

/** The same house, whose writes return before the disk has them. */
function unsettledApp(app: AppContext): AppContext {
  const known = unsettledApps.get(app) ?? { ...app, store: app.store.unsettled };
  unsettledApps.set(app, known);
  return known;
}

/** What agents wait for reaches the disk together, while other keyboards go on: the answer leaves once it is there. */
const answeredOnceSettled = t.middleware(async ({ ctx, next }) => {
  const result = await next({ ctx: { ...ctx, app: unsettledApp(ctx.app) } });
  await ctx.app.store.settled();
  return result;
});

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
export const observerOnly = roleProcedure('observer');
/** Those who may be the second person of an act under four eyes; each act narrows it (domain/four-eyes.ts). */
export const secondPerson = roleProcedure('dataOfficer', 'lead', 'ops');
