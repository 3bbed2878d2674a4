import { AppError } from '../../../shared/errors.ts';
import type { AccessVerdict } from '../../domain/access/account-rules.ts';
import { type LoginDoor, opensTo, type SecondFactor } from '../../domain/access/second-factor.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { LoginThrottle, Passwords, RefusalTally, ThrottleKey } from '../../ports/passwords.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Secrets } from '../../ports/secrets.ts';
import type { Store } from '../../ports/store.ts';
import { hasUnlock, isKnownPlace } from './known-places.ts';
import { noteRefusal, refusedLogin } from './note-refusals.ts';

export interface LogInDeps {
  readonly store: Store;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly refusals: RefusalTally;
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
  /** One-time code, or the word of a lead (unlock-account.ts). */
  readonly code?: string | undefined;
  /** Absent: the terminal's. */
  readonly door?: LoginDoor | undefined;
}

/** Whom a door does not open to is unknown at it, in every way that a guesser could tell. */
async function accountAt(
  { store }: LogInDeps,
  { login, door = 'terminal' }: Attempt,
): Promise<AccountRow | undefined> {
  const account = await store.read((rows) => rows.accounts.byLogin(login));
  return account && opensTo(door, account.role) ? account : undefined;
}

const LOCKED_MS = 60_000;

/** One sentence for an unknown login and for a wrong password: nobody learns which logins exist. */
export function refused(): AppError {
  return new AppError({
    code: 'login-refused',
    kind: 'unauthenticated',
    message: 'Identifiant ou mot de passe incorrect.',
    hint: 'Vérifiez la saisie (majuscules, clavier) ; après cinq erreurs les essais ralentissent, après dix ils attendent 15 minutes.',
  });
}

/** AppErrors `login-slowed`, `login-locked`: so long before the next guess is looked at. */
export function mustWait(waitMs: number): AppError {
  const locked = waitMs > LOCKED_MS;
  const delay = locked ? `${Math.ceil(waitMs / 60_000)} min` : `${Math.ceil(waitMs / 1000)} s`;
  return new AppError({
    code: locked ? 'login-locked' : 'login-slowed',
    kind: 'too-many',
    message: locked
      ? 'Trop d’essais manqués : les essais attendent un quart d’heure.'
      : 'Trop d’essais manqués : les essais sont ralentis.',
    hint: `Attendez ${delay}. D’un lieu d’où vous êtes déjà venu, ou avec votre code, réessayez ; sinon demandez un mot de passage à votre chef d’équipe.`,
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

/** Under which its failures are counted. */
export async function keysOf(
  deps: LogInDeps,
  { login, address = '' }: Attempt,
): Promise<readonly ThrottleKey[]> {
  const pair: ThrottleKey = { kind: 'pair', value: `${login} ${address}` };
  const isFamiliar = await deps.store.read((rows) => isKnownPlace(rows, address, undefined));
  return isFamiliar ? [pair] : [pair, { kind: 'login', value: login }];
}

/** Whoever holds a key may try codes as often as a password: counted, or AppErrors `login-slowed`, `login-locked`. */
export async function countOrRefuse(
  { throttle, clock }: LogInDeps,
  keys: readonly ThrottleKey[],
): Promise<() => Promise<void>> {
  const { waitMs, takeBack } = await throttle.attempt({ counted: keys, nowMs: clock.nowMs() });
  if (waitMs > 0) throw mustWait(waitMs);
  return takeBack;
}

/** A wrong password or code that was looked at: told to the audit log, and its address has one failure more. */
export async function tellFailure(
  deps: LogInDeps,
  { address }: Pick<Attempt, 'address'>,
  { id, reason }: { readonly id?: string | undefined; readonly reason: 'password' | 'code' },
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.store.write((rows) => noteRefusal(deps, rows, { ...refusedLogin(id, reason), nowMs }));
  if (address !== undefined) await deps.throttle.fail([{ kind: 'address', value: address }], nowMs);
}

/** The person is in: their failures from that address are forgotten, those of others are not. */
export async function forgetFailures(
  { throttle }: LogInDeps,
  { login, address = '' }: Attempt,
): Promise<void> {
  await throttle.forget({ kind: 'pair', value: `${login} ${address}` });
}

type WithPassword = Attempt & { readonly password: string };

/**
 * The account whose password this is. A wrong one is counted and refused. While guesses wait, who knows the right one
 * still comes in from a place they came from before, with the code that their access demands, or with a lead's word.
 * AppErrors `login-refused`, `login-slowed`, `login-locked`, `login-busy`.
 */
export async function provePassword(
  deps: LogInDeps,
  attempt: WithPassword,
  hasRightCode: (account: AccountRow) => Promise<boolean>,
): Promise<AccountRow> {
  const nowMs = deps.clock.nowMs();
  const keys = await keysOf(deps, attempt);
  const { address = '' } = attempt;
  // The same whether the login exists or not: what is known of an account never shows in how long its guessers wait.
  const watched: readonly ThrottleKey[] = [{ kind: 'address', value: address }];
  const { waitMs, takeBack } = await deps.throttle.attempt({ counted: keys, watched, nowMs });
  if (waitMs === 0) return tryOpenly(deps, attempt, takeBack);
  if (await hasUnlock(deps, attempt)) return tryOpenly(deps, attempt, await deps.throttle.fail(keys, nowMs));
  const account = await tryQuietly(deps, attempt);
  const isAwaited =
    account !== undefined &&
    ((await deps.store.read((rows) => isKnownPlace(rows, attempt.address, account.id))) ||
      (await hasRightCode(account)));
  if (!isAwaited) throw mustWait(waitMs);
  return account;
}

/** Counted before it is looked at: guesses sent together wait like guesses in a row. */
async function tryOpenly(
  deps: LogInDeps,
  attempt: WithPassword,
  takeBack: () => Promise<void>,
): Promise<AccountRow> {
  const account = await accountAt(deps, attempt);
  const isRight = await deps.passwords
    .verify(attempt.password, account?.passwordHash)
    .catch(async (error) => {
      await takeBack();
      throw error;
    });
  if (isRight && account) {
    await takeBack();
    return account;
  }
  await tellFailure(deps, attempt, { id: account?.id, reason: 'password' });
  throw refused();
}

/** Looked at as often, and as long, for a login that does not exist; nothing is counted, since nobody is told. */
async function tryQuietly(deps: LogInDeps, attempt: WithPassword): Promise<AccountRow | undefined> {
  const { login, address = '', code } = attempt;
  const pair = `${login} ${address}${code === undefined ? '' : ' code'}`;
  if (!(await deps.throttle.takeQuiet(pair, address, deps.clock.nowMs()))) return undefined;
  const account = await accountAt(deps, attempt);
  const isRight = await deps.passwords.verify(attempt.password, account?.passwordHash);
  return isRight ? account : undefined;
}
