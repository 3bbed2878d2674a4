import type { SessionDebt } from '../../../shared/desk.ts';
import { logIn, logOut } from '../access/log-in.ts';
import type { LogInDeps } from '../access/log-in-attempt.ts';

interface TypedEntry {
  readonly login: string;
  readonly password: string;
  /** '' the first time, when there is none yet. */
  readonly code: string;
  readonly address: string;
  /** Token of the session that the browser had. */
  readonly former: string | undefined;
}

/**
 * The charity's observer by the web: the login of commands with its waits, its counting and its audit log; any other
 * account is unknown there, and a code is owed by whoever has none. The browser's former session ends; the token is always a new
 * one. AppErrors of `logIn`.
 */
export async function enterAsObserver(
  deps: LogInDeps,
  { login, password, code, address, former }: TypedEntry,
): Promise<{ readonly token: string; readonly owes: SessionDebt | undefined }> {
  const given = code.trim() === '' ? undefined : code.trim();
  const { token, owes } = await logIn(deps, { login, password, code: given, address, door: 'web' });
  if (former !== undefined) await logOut(deps, former);
  return { token, owes };
}
