import type { SessionDebt } from '../../../shared/desk.ts';
import { AppError } from '../../../shared/errors.ts';
import { type AccessVerdict, loginOf, mayWork, sessionEndMs } from '../../domain/access/account-rules.ts';
import { demandsCode, type LoginDoor } from '../../domain/access/second-factor.ts';
import { debtOf, MAY_ASK } from '../../domain/access/session-debts.ts';
import { isOpen, OWING_MS, SESSION_LIFE, seenEveryMs } from '../../domain/access/session-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { AccountRow, OpenSessionRow, SessionScope } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';
import { closeFormerShift } from '../shift/end-silent-shifts.ts';
import { trail } from '../trail.ts';
import { rememberPlace } from './known-places.ts';
import {
  accessRefused,
  forgetFailures,
  keysOf,
  type LogInDeps,
  provePassword,
  refused,
} from './log-in-attempt.ts';
import { checkCode, rightStep } from './log-in-code.ts';
import { noteRefusal, refusedLogin, tellRefusalsOf } from './note-refusals.ts';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** One-time code, for an account that demands it. */
  readonly code?: string | undefined;
  /** Network address of the person, where there is one. */
  readonly address?: string | undefined;
  /** Absent: the terminal's. */
  readonly door?: LoginDoor | undefined;
}

export interface OpenedSession {
  /** Given to the person once; the store keeps its SHA-256 only. */
  readonly token: string;
  readonly account: AccountRow;
  readonly expiresAtMs: number;
  /** Nothing else is open to it until this is paid. */
  readonly owes?: SessionDebt | undefined;
}

const TOKEN_BYTES = 32;

/** What the store keeps of a token: SHA-256, hexadecimal. */
export function hashOf(token: string): string {
  return sha256(token);
}

/** What was shown to be this account's, and how to see inside the transaction that it still is. */
export interface Proof {
  readonly account: AccountRow;
  readonly stillTrue: (rows: StoreReader, account: AccountRow) => Promise<boolean>;
  /** Step of the one-time code given, when the account demands one. */
  readonly codeStep?: number | undefined;
  /** Where the person comes from: from now on they are known there. */
  readonly address?: string | undefined;
  /** For the audit log, where it is not the password. */
  readonly by?: string;
  readonly door?: LoginDoor | undefined;
}

type Opening = Exclude<AccessVerdict, 'yes'> | 'no-more-true' | Pick<OpenedSession, 'owes' | 'expiresAtMs'>;

/** Whole, unless the role or the door demands a one-time code that the account has not enrolled yet. */
async function scopeOf(
  rows: StoreReader,
  { secondFactor }: LogInDeps,
  { account: { id, role }, door }: Pick<Proof, 'account' | 'door'>,
): Promise<SessionScope> {
  const lacksCode = (await rows.accounts.codeSecret(id)) === undefined;
  return lacksCode && demandsCode(role, secondFactor, door) ? 'enrol' : 'full';
}

/** Everything is read again inside the transaction: the account may have changed while the password was hashed. */
export async function openSession(deps: LogInDeps, proof: Proof): Promise<OpenedSession> {
  const nowMs = deps.clock.nowMs();
  const token = deps.chance.token(TOKEN_BYTES);
  const { account: verified, codeStep, address, door, by = door } = proof;
  const opening = await deps.store.write(async (rows): Promise<Opening> => {
    const account = await rows.accounts.byId(verified.id);
    if (!account || !(await proof.stillTrue(rows, account))) return 'no-more-true';
    const note = trail(rows, { actor: account.id, atMs: nowMs });
    const verdict = mayWork(account, nowMs);
    if (verdict !== 'yes') {
      await noteRefusal(deps, rows, { ...refusedLogin(account.id, verdict), nowMs });
      return verdict;
    }
    if (codeStep !== undefined && !(await rows.accounts.spendCode(account.id, codeStep)))
      return 'no-more-true';
    await tellRefusalsOf(deps, rows, { actor: account.id, nowMs });
    await rows.accounts.endUnlock(account.id);
    await rememberPlace(rows, { account: account.id, address, nowMs });
    if (account.role === 'agent') {
      await closeFormerShift(rows, account.id, nowMs);
      await rows.shifts.begin(account.id, nowMs);
    }
    await rows.accounts.dropExpiredSessions(nowMs);
    const scope = await scopeOf(rows, deps, { account, door });
    const owes = debtOf({ scope }, account);
    const lifeMs = owes === undefined ? SESSION_LIFE[account.role].absoluteMs : OWING_MS;
    const expiresAtMs = sessionEndMs(account, nowMs, lifeMs);
    await rows.accounts.addSession({
      tokenHash: hashOf(token),
      account: account.id,
      createdAtMs: nowMs,
      expiresAtMs,
      scope,
    });
    const detail = { expiresAtMs, ...(by === undefined ? {} : { by }), ...(owes && { owes }) };
    await note('session.open', account.id, { detail });
    return { expiresAtMs, owes };
  });
  if (opening === 'no-more-true') throw refused();
  if (typeof opening === 'string') throw accessRefused(opening);
  return { token, account: verified, ...opening };
}

function typedLogin({ login }: Credentials): string {
  return loginOf(login) ?? login.slice(0, 64);
}

/**
 * Opens a session of its role's life (session-life.ts), never past the account's end. AppErrors `login-refused`,
 * `login-slowed`, `login-locked`, `login-busy`, `code-needed`, `code-refused`, `access-disabled`,
 * `access-not-yet`, `access-ended`. A second call opens a second session.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials): Promise<OpenedSession> {
  const { code, address, door } = credentials;
  const attempt = { ...credentials, login: typedLogin(credentials) };
  const hasRightCode = async (account: AccountRow) =>
    (await rightStep(deps, { account, code })) !== undefined;
  const account = await provePassword(deps, attempt, hasRightCode);
  const codeStep = await checkCode(deps, { account, code, address, keys: await keysOf(deps, attempt) });
  const stillTrue: Proof['stillTrue'] = async (_, now) => now.passwordHash === account.passwordHash;
  const opened = await openSession(deps, { account, codeStep, stillTrue, address, door });
  await forgetFailures(deps, attempt);
  return opened;
}

/**
 * Is the person in front of the screen still its owner? Same waits, same counting and same audit log as a login; opens
 * nothing. AppErrors of `logIn`, without codes.
 */
export async function confirmPassword(deps: LogInDeps, credentials: Credentials): Promise<void> {
  const attempt = { ...credentials, login: typedLogin(credentials) };
  const { id } = await provePassword(deps, attempt, async () => false);
  await forgetFailures(deps, attempt);
  await deps.store.write((rows) =>
    trail(rows, { actor: id, atMs: deps.clock.nowMs() })('session.unlock', id),
  );
}

interface Held {
  readonly account: AccountRow;
  readonly session: OpenSessionRow;
}

async function heldBy({ store, clock }: AuthenticateDeps, token: string): Promise<Held | undefined> {
  const nowMs = clock.nowMs();
  const held = await store.glance((rows) => rows.accounts.bearer(hashOf(token)));
  if (!held || !isOpen(held.session, held.account.role, nowMs)) return undefined;
  return mayWork(held.account, nowMs) === 'yes' ? held : undefined;
}

type AuthenticateDeps = Pick<LogInDeps, 'store' | 'clock'>;

/** Does this token still open anything? Asking is no use of the session. */
export async function isTokenOpen(deps: AuthenticateDeps, token: string): Promise<boolean> {
  return (await heldBy(deps, token)) !== undefined;
}

/**
 * Who holds this token, as the account is now, whatever the session may do. AppError `session-ended` when it is unknown,
 * expired, idle for too long, revoked, or when the access itself has ended.
 */
export async function authenticateAny(deps: AuthenticateDeps, token: string): Promise<Held> {
  const held = await heldBy(deps, token);
  if (!held) throw sessionEnded();
  const nowMs = deps.clock.nowMs();
  if (nowMs - held.session.seenAtMs >= seenEveryMs(held.account.role))
    await deps.store.write(async (rows) => {
      // Revoked since.
      if (await rows.accounts.session(held.session.tokenHash))
        await rows.accounts.changeSession(held.session.tokenHash, { seenAtMs: nowMs });
    });
  return held;
}

const OWED: Record<SessionDebt, readonly [string, string, string]> = {
  code: [
    'code-enrolment-needed',
    'Votre rôle demande un code à usage unique, et aucun n’est encore enregistré.',
    'Enregistrez-le maintenant : plateau login le propose, ou plateau account enrol.',
  ],
  passphrase: [
    'passphrase-owed',
    'Votre mot de passe a été tiré au sort : choisissez d’abord le vôtre.',
    'Le poste le demande à la connexion ; pour les commandes, plateau login le demande aussi.',
  ],
};

/**
 * The same for a whole session, or for one that asks the procedure which pays what it owes (session-debts.ts). AppErrors
 * `session-ended`, `code-enrolment-needed`, `passphrase-owed`.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  token: string,
  procedure = '',
): Promise<AccountRow> {
  const { account, session } = await authenticateAny(deps, token);
  const debt = debtOf(session, account);
  if (debt === undefined || MAY_ASK[debt].includes(procedure)) return account;
  const [code, message, hint] = OWED[debt];
  throw new AppError({ code, kind: 'forbidden', message, hint });
}

/** One sentence for every token that opens nothing, whatever it was of. */
export function sessionEnded(): AppError {
  return new AppError({
    code: 'session-ended',
    kind: 'unauthenticated',
    message: 'Votre session est terminée.',
    hint: 'Ouvrez une nouvelle session avec votre identifiant et votre mot de passe.',
  });
}

/** Ends the session; a second call does nothing. */
export async function logOut(deps: Pick<LogInDeps, 'store' | 'clock'>, token: string): Promise<void> {
  const tokenHash = hashOf(token);
  await deps.store.write(async (rows) => {
    const session = await rows.accounts.session(tokenHash);
    if (!session) return;
    await rows.accounts.endSession(tokenHash);
    const { account } = session;
    await trail(rows, { actor: account, atMs: deps.clock.nowMs() })('session.close', account);
  });
}
