import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import { type AccessVerdict, loginOf, mayWork, NO_FAILURE, sessionEndMs } from '../domain/account-rules.ts';
import type { AccountRow } from '../ports/rows/accounts.ts';
import type { StoreReader } from '../ports/store.ts';
import { accessRefused, inTurn, type LogInDeps, noteOf, provePassword, refused } from './log-in-attempt.ts';
import { checkCode } from './log-in-code.ts';

export type { LogInDeps } from './log-in-attempt.ts';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** One-time code, for an account that demands it. */
  readonly code?: string | undefined;
  /** Network address of the person, where there is one. */
  readonly address?: string | undefined;
}

export interface OpenedSession {
  /** Given to the person once; the store keeps its SHA-256 only. */
  readonly token: string;
  readonly account: AccountRow;
  readonly expiresAtMs: number;
}

const TOKEN_BYTES = 32;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What was shown to be this account's, and how to see inside the transaction that it still is. */
export interface Proof {
  readonly account: AccountRow;
  readonly stillTrue: (rows: StoreReader, account: AccountRow) => boolean;
  /** Step of the one-time code given, when the account demands one. */
  readonly codeStep?: number | undefined;
  /** For the audit log, where it is not the password. */
  readonly by?: string;
}

type Opening = AccessVerdict | 'no-more-true';

/** Everything is read again inside the transaction: the account may have changed while the password was hashed. */
export function openSession(deps: LogInDeps, proof: Proof): OpenedSession {
  const nowMs = deps.clock.nowMs();
  const token = deps.chance.token(TOKEN_BYTES);
  const { account: verified, codeStep, by } = proof;
  const expiresAtMs = sessionEndMs(verified, nowMs);
  const opening = deps.store.write((rows): Opening => {
    const account = rows.accounts.byId(verified.id);
    if (!account || !proof.stillTrue(rows, account)) return 'no-more-true';
    const note = { atMs: nowMs, account: account.id };
    const verdict = mayWork(account, nowMs);
    if (verdict !== 'yes') {
      rows.audit.append(noteOf({ ...note, action: 'session.refused', reason: verdict }));
      return verdict;
    }
    if (codeStep !== undefined && !rows.accounts.spendCode(account.id, codeStep)) return 'no-more-true';
    if (account.failures > 0) rows.accounts.update(account.id, NO_FAILURE);
    rows.accounts.dropExpiredSessions(nowMs);
    rows.accounts.addSession({
      tokenHash: hashOf(token),
      account: account.id,
      createdAtMs: nowMs,
      expiresAtMs,
    });
    const detail = { expiresAtMs, ...(by === undefined ? {} : { by }) };
    rows.audit.append(noteOf({ ...note, action: 'session.open', detail }));
    return 'yes';
  });
  if (opening === 'no-more-true') throw refused();
  if (opening !== 'yes') throw accessRefused(opening);
  return { token, account: { ...verified, ...NO_FAILURE }, expiresAtMs };
}

/**
 * Opens a session of at most twelve hours, never past the account's end. AppErrors `login-refused`,
 * `login-slowed`, `login-locked`, `login-running`, `login-busy`, `code-needed`, `code-refused`, `access-disabled`,
 * `access-not-yet`, `access-ended`. A second call opens a second session.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials): Promise<OpenedSession> {
  const { password, code, address } = credentials;
  const login = loginOf(credentials.login) ?? credentials.login.slice(0, 64);
  return inTurn(deps, { login, address }, async () => {
    const account = await provePassword(deps, { login, password, address });
    const codeStep = await checkCode(deps, { account, code, address });
    const stillTrue: Proof['stillTrue'] = (_, now) => now.passwordHash === account.passwordHash;
    return openSession(deps, { account, codeStep, stillTrue });
  });
}

/**
 * Is the person in front of the screen still its owner? Same waits, same counting and same audit log as a login; opens
 * nothing. AppErrors of `logIn`, without codes.
 */
export async function confirmPassword(deps: LogInDeps, credentials: Credentials): Promise<void> {
  const { login, password, address } = credentials;
  await inTurn(deps, { login, address }, async () => {
    const { id, failures } = await provePassword(deps, { login, password, address });
    deps.store.write((rows) => {
      if (failures > 0) rows.accounts.update(id, NO_FAILURE);
      rows.audit.append(noteOf({ atMs: deps.clock.nowMs(), action: 'session.unlock', account: id }));
    });
  });
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
