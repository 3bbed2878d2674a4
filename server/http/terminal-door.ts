import { localLink, type TRPCLink } from '@trpc/client';
import type { LoggedIn } from '../../shared/desk.ts';
import { AppError } from '../../shared/errors.ts';
import type { TerminalDoor } from '../../shared/terminal-door.ts';
import type { AppContext } from '../app-context.ts';
import { loginOf } from '../domain/access/account-rules.ts';
import { type AppRouter, appRouter } from '../routers/app-router.ts';
import { confirmPassword, logIn, logOut, type OpenedSession } from '../steps/access/log-in.ts';
import { isKeyOf, logInByKey } from '../steps/access/log-in-by-key.ts';
import { noteLock } from '../steps/access/note-lock.ts';

/** The session of another role is closed at once: both are in the audit log. */
async function agentsOnly(
  app: AppContext,
  { token, account, expiresAtMs, owes }: OpenedSession,
): Promise<LoggedIn> {
  const { id, displayName, role } = account;
  if (role === 'agent') return { token, account: id, displayName, role, expiresAtMs, ...(owes && { owes }) };
  await logOut(app, token);
  throw new AppError({
    code: 'role-refused',
    kind: 'forbidden',
    message: 'Cette porte est celle des téléacteurs.',
    hint: 'Votre rôle se sert des commandes : « plateau login » sur votre poste.',
  });
}

/** The door of workstations rendered in this process (SSH), over the steps of the login by RPC. */
export function openTerminalDoor(app: AppContext): TerminalDoor {
  return {
    logIn: async (attempt) => await agentsOnly(app, await logIn(app, attempt)),
    hasKey: (key) => isKeyOf(app, key),
    logInByKey: async (attempt) => await agentsOnly(app, await logInByKey(app, attempt)),
    confirmPassword: (attempt) => confirmPassword(app, attempt),
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
