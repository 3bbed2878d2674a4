import { localLink, type TRPCLink } from '@trpc/client';
import type { LoggedIn } from '../../shared/desk.ts';
import { AppError } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { TerminalDoor } from '../../shared/terminal-door.ts';
import type { AppContext } from '../app-context.ts';
import { loginOf } from '../domain/access/account-rules.ts';
import { type AppRouter, appRouter } from '../routers/app-router.ts';
import { confirmPassword, logIn, logOut, type OpenedSession } from '../steps/access/log-in.ts';
import { isKeyOf, logInByKey } from '../steps/access/log-in-by-key.ts';
import { noteLock } from '../steps/access/note-lock.ts';
import { confirmBadge, redeemCode, seatNamed } from '../steps/seats/redeem-code.ts';

/** Who logs in here with a password or a key; whoever has a badge does it by their code. */
const SEATED: ReadonlySet<Role> = new Set<Role>(['agent', 'mobilisation', 'lead']);

function elsewhere(): AppError {
  return new AppError({
    code: 'role-refused',
    kind: 'forbidden',
    message: 'Cette porte est celle des téléacteurs, de l’annuaire et de « Ce soir ».',
    hint: 'Votre rôle se sert des commandes : « plateau login » sur votre poste.',
  });
}

/** The workstation has screens for a passphrase or a code that are still to choose; « Annuaire » and « Ce soir » have none. */
function firstElsewhere(): AppError {
  return new AppError({
    code: 'first-login-elsewhere',
    kind: 'forbidden',
    message: 'Ce compte n’a pas fini sa première connexion.',
    hint: 'Faites-la par « plateau login » sur votre poste, puis revenez ici.',
  });
}

/** A session that no screen here is for is closed at once: both are in the audit log. */
async function seatedOnly(
  app: AppContext,
  { token, account, expiresAtMs, owes }: OpenedSession,
): Promise<LoggedIn> {
  const { id, displayName, role } = account;
  const isReady = owes === undefined || role === 'agent';
  if (SEATED.has(role) && isReady)
    return { token, account: id, displayName, role, expiresAtMs, ...(owes && { owes }) };
  await logOut(app, token);
  throw SEATED.has(role) ? firstElsewhere() : elsewhere();
}

/** The key of a seat proves the place; who sits there is told by their code. */
function codeNeeded(): AppError {
  return new AppError({
    code: 'code-needed',
    kind: 'unauthenticated',
    message: 'Ce poste demande le code de votre badge.',
    hint: 'Tapez les huit lettres du badge.',
  });
}

/** Somebody with a badge, whom no login names: the account of their slot does. */
function badgeHolder({ token, account, expiresAtMs }: OpenedSession): LoggedIn {
  const { id, login, displayName, role } = account;
  return { token, account: id, login, displayName, role, expiresAtMs };
}

async function confirm(
  app: AppContext,
  attempt: { readonly login: string; readonly address: string; readonly password: string },
): Promise<void> {
  const account = await app.store.read((rows) => rows.accounts.byLogin(attempt.login));
  if (account?.role !== 'volunteer') return await confirmPassword(app, attempt);
  await confirmBadge(app, { account, code: attempt.password });
}

/** The door of workstations rendered in this process (SSH), over the steps of the login by RPC. */
export function openTerminalDoor(app: AppContext): TerminalDoor {
  return {
    isSeat: async (login) => (await seatNamed(app, login)) !== undefined,
    logIn: async (attempt) => {
      const seat = await seatNamed(app, attempt.login);
      if (!seat) return await seatedOnly(app, await logIn(app, attempt));
      const { address, password: code } = attempt;
      return badgeHolder(await redeemCode(app, { seat: seat.name, code, address }));
    },
    hasKey: async (key) => {
      const seat = await seatNamed(app, key.login);
      return seat ? seat.keyFingerprint === key.fingerprint : await isKeyOf(app, key);
    },
    logInByKey: async (attempt) => {
      const seat = await seatNamed(app, attempt.login);
      if (!seat) return await seatedOnly(app, await logInByKey(app, attempt));
      const { address, code, fingerprint } = attempt;
      if (code === undefined) throw codeNeeded();
      return badgeHolder(await redeemCode(app, { seat: seat.name, code, address, fingerprint }));
    },
    confirmPassword: (attempt) => confirm(app, attempt),
    noteLock: ({ login, what }) => noteLock(app, { login: loginOf(login) ?? '', what }),
    logOut: (token) => logOut(app, token),
  };
}

/**
 * The procedures without a network between: same roles, same refusals, same metrics and log. `token` is read at each call,
 * so that a later login of the same person takes the place of the former.
 */
export function linkInProcess(
  app: AppContext,
  seat: { readonly token: () => string | undefined; readonly address: string },
): TRPCLink<AppRouter> {
  const screen = app.chance.uuid();
  return localLink({
    router: appRouter,
    createContext: async () => ({
      app,
      token: seat.token(),
      tokenNow: seat.token,
      address: seat.address,
      screen,
    }),
  });
}
