import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Role } from '../../../shared/roles.ts';
import { loginOf, mayWork } from '../../domain/access/account-rules.ts';
import { demandsCode, type SecondFactor } from '../../domain/access/second-factor.ts';
import { isOpen } from '../../domain/access/session-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LoginThrottle } from '../../ports/passwords.ts';
import type { AccountRow, OpenSessionRow, SessionScope } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { cutAccess } from './cut-access.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** An open session as listed: never its token, nor the hash of it. */
export interface SessionView {
  readonly login: string;
  readonly number: number;
  readonly scope: SessionScope;
  readonly createdAtMs: number;
  readonly seenAtMs: number;
  readonly expiresAtMs: number;
}

async function accountOf(rows: StoreReader, login: string): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(loginOf(login) ?? '');
  if (account) return account;
  throw new AppError({
    code: 'account-unknown',
    kind: 'not-found',
    message: 'Aucun accès ne porte cet identifiant.',
    hint: 'Vérifiez la liste avec « plateau account list ».',
  });
}

async function openOf(
  rows: StoreReader,
  account: AccountRow,
  nowMs: number,
): Promise<readonly OpenSessionRow[]> {
  if (mayWork(account, nowMs) !== 'yes') return [];
  return (await rows.accounts.sessionsOf(account.id)).filter((one) => isOpen(one, account.role, nowMs));
}

/** Open sessions of that person, or of everybody; oldest first. AppError `account-unknown`. */
export async function listSessions(deps: Deps, login: string | undefined): Promise<readonly SessionView[]> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read(async (rows) => {
    const accounts = login === undefined ? await rows.accounts.all() : [await accountOf(rows, login)];
    return await inTurn.flatMap(accounts, async (account) =>
      (await openOf(rows, account, nowMs)).map(({ number, scope, createdAtMs, seenAtMs, expiresAtMs }) => ({
        login: account.login,
        ...{ number, scope, createdAtMs, seenAtMs, expiresAtMs },
      })),
    );
  });
}

/**
 * Ends that person's sessions at once, or the one of that number; the access itself stays. Answers how many; a second
 * call, or a number that is not open, ends none. AppError `account-unknown`.
 */
export async function revokeSessions(
  deps: Deps,
  change: {
    readonly login: string;
    readonly session?: number | undefined;
    readonly reason: string;
    readonly actor: string;
  },
): Promise<{ readonly ended: number }> {
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const account = await accountOf(rows, change.login);
    const { actor, reason, session } = change;
    const text = 'Votre session vient d’être fermée par le responsable des données.';
    const ended = await cutAccess(rows, {
      account,
      atMs,
      actor,
      text,
      ...(session === undefined ? {} : { session }),
    });
    if (ended > 0)
      await trail(rows, { actor, atMs })('account.revoke', account.id, {
        reason,
        detail: { sessions: ended },
      });
    return { ended };
  });
}

/** What an account may do at this very moment, and by which doors; no secret, no hash. */
export interface EffectiveAccess {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
  readonly standing: 'yes' | 'disabled' | 'not-yet' | 'ended';
  /** Those of the grant whose data stand; none when the access does not stand. */
  readonly campaigns: readonly string[];
  readonly validFromMs: number;
  /** Exclusive. */
  readonly validToMs: number;
  /** Whole days until the end; 0: today is the last. */
  readonly daysLeft: number;
  readonly sessions: number;
  readonly doors: {
    readonly password: true;
    readonly keys: number;
    /** `owed`: demanded by the role, to be enrolled at the next login before anything else. */
    readonly code: 'enrolled' | 'owed' | 'none';
  };
  readonly lastLoginAtMs: number | null;
  /** Until when guesses from places that nobody comes from must wait; null: none do. */
  readonly guessedUntilMs: number | null;
}

const DAY_MS = 86_400_000;

/** Every account as it stands now. */
export async function listEffective(deps: EffectiveDeps): Promise<readonly EffectiveAccess[]> {
  const { store, clock, throttle, secondFactor } = deps;
  const nowMs = clock.nowMs();
  const standing = await store.read(
    async (rows) =>
      await inTurn.map(await rows.accounts.all(), (account) =>
        effectiveOf(rows, account, { nowMs, secondFactor }),
      ),
  );
  return await inTurn.map(standing, async (one) => {
    const waitMs = await throttle.waitMs({ kind: 'login', value: one.login }, nowMs);
    return { ...one, guessedUntilMs: waitMs > 0 ? nowMs + waitMs : null };
  });
}

interface EffectiveDeps extends Deps {
  readonly throttle: LoginThrottle;
  readonly secondFactor?: SecondFactor;
}

async function effectiveOf(
  rows: StoreReader,
  account: AccountRow,
  { nowMs, secondFactor: setting }: { nowMs: number; secondFactor: SecondFactor | undefined },
): Promise<Omit<EffectiveAccess, 'guessedUntilMs'>> {
  const { id, login, displayName, role, validFromMs, validToMs } = account;
  const standing = mayWork(account, nowMs);
  const stands = async (code: string) =>
    ['open', 'closed'].includes((await rows.campaignHeads.byCode(code))?.state ?? '');
  const owes = demandsCode(role, setting) ? 'owed' : 'none';
  return {
    login,
    displayName,
    role,
    standing,
    campaigns: standing === 'yes' ? await inTurn.filter(account.campaigns, stands) : [],
    validFromMs,
    validToMs,
    daysLeft: Math.max(0, Math.ceil((validToMs - nowMs) / DAY_MS) - 1),
    sessions: (await openOf(rows, account, nowMs)).length,
    doors: {
      password: true,
      keys: (await rows.accounts.keysOf(id)).length,
      code: (await rows.accounts.codeSecret(id)) ? 'enrolled' : owes,
    },
    lastLoginAtMs: (await rows.accounts.lastLoginAtMs(id)) ?? null,
  };
}
