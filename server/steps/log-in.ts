import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import {
  type AccessVerdict,
  afterFailure,
  attemptVerdict,
  loginOf,
  mayWork,
  NO_FAILURE,
  sessionEndMs,
} from '../domain/account-rules.ts';
import type { Chance, Clock } from '../ports/clock.ts';
import type { LoginThrottle, Passwords } from '../ports/passwords.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import type { AuditEntry } from '../ports/rows/audit.ts';
import type { Store } from '../ports/store.ts';

export interface LogInDeps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly clock: Clock;
  readonly chance: Chance;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Network address of the person, where there is one. */
  readonly address?: string;
}

export interface OpenedSession {
  /** Given to the person once; the store keeps its SHA-256 only. */
  readonly token: string;
  readonly account: AccountRow;
  readonly expiresAtMs: number;
}

const TOKEN_BYTES = 32;
const LOCKED_MS = 60_000;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** One sentence for an unknown login and for a wrong password: nobody learns which logins exist. */
function refused(): AppError {
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

function accessRefused(verdict: Exclude<AccessVerdict, 'yes'>): AppError {
  return new AppError({
    code: `access-${verdict}`,
    kind: 'forbidden',
    message: ACCESS_SENTENCE[verdict],
    hint: 'Demandez au responsable des données d’ouvrir ou de prolonger votre accès.',
  });
}

type SessionNote = Pick<AuditEntry, 'atMs' | 'action'> & Partial<AuditEntry> & { readonly account?: string };

/** What was typed as an unknown login is never written: it may be a password in the wrong field. */
function noteOf({ account, ...note }: SessionNote): AuditEntry {
  const who = { actor: account ?? 'system', subject: account ?? 'inconnu' };
  return { campaign: '', reason: '', detail: {}, ...who, ...note };
}

/** Attempts made too soon are refused before any hashing, and are not counted. */
async function refuseTooSoon(deps: LogInDeps, login: string, address: string | undefined): Promise<void> {
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
async function countFailure(
  deps: LogInDeps,
  failed: { readonly login: string; readonly id?: string; readonly address?: string },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  deps.store.write((rows) => {
    const account = failed.id === undefined ? undefined : rows.accounts.byId(failed.id);
    const state = account && afterFailure(account, nowMs);
    if (account && state) rows.accounts.update(account.id, state);
    const detail = { failures: state?.failures ?? 0 };
    const known = account && { account: account.id };
    rows.audit.append(
      noteOf({ atMs: nowMs, action: 'session.refused', reason: 'password', detail, ...known }),
    );
  });
  if (failed.id === undefined) await deps.throttle.fail({ kind: 'login', value: failed.login });
  if (failed.address !== undefined) await deps.throttle.fail({ kind: 'address', value: failed.address });
}

type Opening = AccessVerdict | 'password-changed';

/** Everything is read again inside the transaction: the account may have changed while the password was hashed. */
function openSession(deps: LogInDeps, verified: AccountRow): OpenedSession {
  const nowMs = deps.clock.nowMs();
  const token = deps.chance.token(TOKEN_BYTES);
  const expiresAtMs = sessionEndMs(verified, nowMs);
  const opening = deps.store.write((rows): Opening => {
    const account = rows.accounts.byId(verified.id);
    if (account?.passwordHash !== verified.passwordHash) return 'password-changed';
    const note = { atMs: nowMs, account: account.id };
    const verdict = mayWork(account, nowMs);
    if (verdict !== 'yes') {
      rows.audit.append(noteOf({ ...note, action: 'session.refused', reason: verdict }));
      return verdict;
    }
    if (account.failures > 0) rows.accounts.update(account.id, NO_FAILURE);
    rows.accounts.dropExpiredSessions(nowMs);
    rows.accounts.addSession({
      tokenHash: hashOf(token),
      account: account.id,
      createdAtMs: nowMs,
      expiresAtMs,
    });
    rows.audit.append(noteOf({ ...note, action: 'session.open', detail: { expiresAtMs } }));
    return 'yes';
  });
  if (opening === 'password-changed') throw refused();
  if (opening !== 'yes') throw accessRefused(opening);
  return { token, account: { ...verified, ...NO_FAILURE }, expiresAtMs };
}

/**
 * Opens a session of at most twelve hours, never past the account's end. AppErrors `login-refused`,
 * `login-slowed`, `login-locked`, `login-running`, `login-busy`, `access-disabled`, `access-not-yet`, `access-ended`.
 * A second call opens a second session.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials): Promise<OpenedSession> {
  const { password, address } = credentials;
  const login = loginOf(credentials.login) ?? credentials.login.slice(0, 64);
  const leave = deps.throttle.enter(login);
  if (!leave) throw alreadyRunning();
  try {
    await refuseTooSoon(deps, login, address);
    const account = deps.store.read((rows) => rows.accounts.byLogin(login));
    if ((await deps.passwords.verify(password, account?.passwordHash)) && account) {
      return openSession(deps, account);
    }
    await countFailure(deps, {
      login,
      ...(account && { id: account.id }),
      ...(address !== undefined && { address }),
    });
    throw refused();
  } finally {
    leave();
  }
}

/** Who holds this token, as the account is now. AppError `session-ended` when it is unknown, expired or closed. */
export function authenticate(deps: Pick<LogInDeps, 'store' | 'clock'>, token: string): AccountRow {
  const nowMs = deps.clock.nowMs();
  const account = deps.store.read((rows) => {
    const session = rows.accounts.session(hashOf(token));
    if (!session || session.expiresAtMs <= nowMs) return undefined;
    return rows.accounts.byId(session.account);
  });
  if (account && mayWork(account, nowMs) === 'yes') return account;
  throw new AppError({
    code: 'session-ended',
    kind: 'unauthenticated',
    message: 'Votre session est terminée.',
    hint: 'Ouvrez une nouvelle session avec votre identifiant et votre mot de passe.',
  });
}

/** Ends the session; a second call does nothing. */
export function logOut(deps: Pick<LogInDeps, 'store' | 'clock'>, token: string): void {
  const tokenHash = hashOf(token);
  deps.store.write((rows) => {
    const session = rows.accounts.session(tokenHash);
    if (!session) return;
    rows.accounts.endSession(tokenHash);
    const atMs = deps.clock.nowMs();
    rows.audit.append(noteOf({ atMs, action: 'session.close', account: session.account }));
  });
}
