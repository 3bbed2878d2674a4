import { AppError } from '../../../shared/errors.ts';
import { type AccessVerdict, afterFailure, attemptVerdict } from '../../domain/access/account-rules.ts';
import type { SecondFactor } from '../../domain/access/second-factor.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { LoginThrottle, Passwords } from '../../ports/passwords.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface LogInDeps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Opens the secrets of one-time codes; only accounts that demand a code need it. */
  readonly secrets: Secrets;
  /** Absent: required, as an installation is by default. */
  readonly secondFactor?: SecondFactor;
}

/** Who tries, from where. */
export interface Attempt {
  readonly login: string;
  /** Network address of the person, where there is one. */
  readonly address?: string | undefined;
}

const LOCKED_MS = 60_000;

/** One sentence for an unknown login and for a wrong password: nobody learns which logins exist. */
export function refused(): AppError {
  return new AppError({
    code: 'login-refused',
    kind: 'unauthenticated',
    message: 'Identifiant ou mot de passe incorrect.',
    hint: 'Vérifiez la saisie (majuscules, clavier) ; après cinq erreurs l’accès ralentit, après dix il se bloque 15 minutes.',
  });
}

function mustWait(waitMs: number): AppError {
  const locked = waitMs > LOCKED_MS;
  const delay = locked ? `${Math.ceil(waitMs / 60_000)} min` : `${Math.ceil(waitMs / 1000)} s`;
  return new AppError({
    code: locked ? 'login-locked' : 'login-slowed',
    kind: 'too-many',
    message: locked
      ? 'Trop d’essais manqués : cet accès est bloqué pour un quart d’heure.'
      : 'Trop d’essais manqués : cet accès est ralenti.',
    hint: `Réessayez dans ${delay}, ou demandez un nouveau mot de passe au responsable des données.`,
  });
}

function alreadyRunning(): AppError {
  return new AppError({
    code: 'login-running',
    kind: 'too-many',
    message: 'Une connexion avec cet identifiant est déjà en cours.',
    hint: 'Attendez sa réponse, puis recommencez.',
  });
}

const ACCESS_SENTENCE: Record<Exclude<AccessVerdict, 'yes'>, string> = {
  disabled: 'Cet accès a été fermé.',
  'not-yet': 'Cet accès n’est pas encore ouvert.',
  ended: 'Cet accès est arrivé à son terme.',
};

/** The account is outside its dates, or closed: said plainly, since the password was right. */
export function accessRefused(verdict: Exclude<AccessVerdict, 'yes'>): AppError {
  return new AppError({
    code: `access-${verdict}`,
    kind: 'forbidden',
    message: ACCESS_SENTENCE[verdict],
    hint: 'Demandez au responsable des données d’ouvrir ou de prolonger votre accès.',
  });
}

/** Attempts made too soon are refused before any hashing, and are not counted. */
async function refuseTooSoon(deps: LogInDeps, { login, address }: Attempt): Promise<void> {
  const account = deps.store.read((rows) => rows.accounts.byLogin(login));
  const waits = [
    address === undefined ? 0 : await deps.throttle.waitMs({ kind: 'address', value: address }),
    account ? 0 : await deps.throttle.waitMs({ kind: 'login', value: login }),
  ];
  const verdict = account ? attemptVerdict(account, deps.clock.nowMs()) : { kind: 'allowed' as const };
  if (verdict.kind === 'wait') waits.push(verdict.waitMs);
  const waitMs = Math.max(...waits);
  if (waitMs > 0) throw mustWait(waitMs);
}

/** Counts the failure and writes it to the audit log, in one transaction for a known account. */
export async function countFailure(
  deps: LogInDeps,
  failed: Attempt & { readonly id?: string | undefined; readonly reason: 'password' | 'code' },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    const account = failed.id === undefined ? undefined : rows.accounts.byId(failed.id);
    const state = account && afterFailure(account, nowMs);
    if (account && state) rows.accounts.update(account.id, state);
    const detail = { failures: state?.failures ?? 0 };
    // What was typed as an unknown login is never written: it may be a password in the wrong field.
    const note = trail(rows, { actor: account?.id ?? 'system', atMs: nowMs });
    note('session.refused', account?.id ?? 'inconnu', { reason: failed.reason, detail });
  });
  if (failed.id === undefined) await deps.throttle.fail({ kind: 'login', value: failed.login });
  if (failed.address !== undefined) await deps.throttle.fail({ kind: 'address', value: failed.address });
}

/**
 * One attempt at a time per login, none before its time: then `work`, which proves who it is. AppErrors `login-running`,
 * `login-slowed`, `login-locked`, and those of `work`.
 */
export async function inTurn<T>(deps: LogInDeps, attempt: Attempt, work: () => Promise<T>): Promise<T> {
  const leave = deps.throttle.enter(attempt.login);
  if (!leave) throw alreadyRunning();
  try {
    await refuseTooSoon(deps, attempt);
    return await work();
  } finally {
    leave();
  }
}

/** The account whose password this is. A wrong one is counted and refused: AppErrors `login-refused`, `login-busy`. */
export async function provePassword(
  deps: LogInDeps,
  attempt: Attempt & { readonly password: string },
): Promise<AccountRow> {
  const account = deps.store.read((rows) => rows.accounts.byLogin(attempt.login));
  if ((await deps.passwords.verify(attempt.password, account?.passwordHash)) && account) return account;
  const { login, address } = attempt;
  await countFailure(deps, { login, address, id: account?.id, reason: 'password' });
  throw refused();
}
