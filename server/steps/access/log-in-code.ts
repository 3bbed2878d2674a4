import { AppError } from '../../../shared/errors.ts';
import { stepOfCode } from '../../domain/access/one-time-code.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ThrottleKey } from '../../ports/passwords.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';
import { countOrRefuse, type LogInDeps, tellFailure } from './log-in-attempt.ts';

function codeNeeded(): AppError {
  return new AppError({
    code: 'code-needed',
    kind: 'unauthenticated',
    message: 'Cet accès demande aussi un code à usage unique.',
    hint: 'Donnez le code à six chiffres de votre application.',
  });
}

/** AppError `code-enrolled`: nobody draws another secret over the one that the person holds. */
export async function refuseEnrolled(rows: StoreReader, { id }: Pick<AccountRow, 'id'>): Promise<void> {
  if (!(await rows.accounts.codeSecret(id))) return;
  throw new AppError({
    code: 'code-enrolled',
    kind: 'conflict',
    message: 'Un code à usage unique est déjà enregistré pour cet accès.',
    hint: 'Téléphone perdu ou changé : le responsable des données l’oublie (plateau account totp … --off).',
  });
}

/** What to do about a code that does not fit: under a simulated clock it is not the telephone that is wrong. */
export function codeHint({ isSimulated }: Pick<Clock, 'isSimulated'>, hint: string): string {
  return isSimulated
    ? 'L’heure de ce serveur est simulée (PLATEAU_CLOCK_START) : un vrai téléphone ne peut pas donner ses codes. Retirez la variable, ou coupez le second facteur pour cette démonstration.'
    : hint;
}

function codeRefused(clock: Clock): AppError {
  const hint = 'Attendez le code suivant de votre application, et vérifiez l’heure du téléphone.';
  return new AppError({
    code: 'code-refused',
    kind: 'unauthenticated',
    message: 'Ce code n’est pas le bon, ou il a déjà servi.',
    hint: codeHint(clock, hint),
  });
}

/** Name under which the secret of an account's codes is sealed. */
export function codeSecretName(account: string): string {
  return `one-time-code ${account}`;
}

interface GivenCode {
  readonly account: AccountRow;
  readonly code?: string | undefined;
}

/** The step of a right code of an account that demands one; undefined for any other. Counts nothing. */
export async function rightStep(deps: LogInDeps, { account, code }: GivenCode): Promise<number | undefined> {
  const demanded = await deps.store.read((rows) => rows.accounts.codeSecret(account.id));
  if (!demanded || code === undefined) return undefined;
  const secret = await deps.secrets.open(codeSecretName(account.id), demanded.sealed);
  return stepOfCode(code, secret, { nowMs: deps.clock.nowMs(), lastStep: demanded.lastStep });
}

/**
 * The step of a right one-time code, to be spent when the session opens; undefined for an account that demands none.
 * A wrong one counts under `keys`, before it is looked at as a password does; whoever holds a key waits like whoever knows a
 * password. AppErrors `code-needed` (not counted), `code-refused`, `login-slowed`, `login-locked`.
 */
export async function checkCode(
  deps: LogInDeps,
  given: GivenCode & { readonly address?: string | undefined; readonly keys: readonly ThrottleKey[] },
): Promise<number | undefined> {
  const { account, code } = given;
  if (!(await deps.store.read((rows) => rows.accounts.codeSecret(account.id)))) return undefined;
  if (code === undefined) throw codeNeeded();
  const isByKey = given.keys.every(({ kind }) => kind === 'key');
  const takeBack = isByKey
    ? await countOrRefuse(deps, given.keys)
    : await deps.throttle.fail(given.keys, deps.clock.nowMs());
  const step = await rightStep(deps, given);
  if (step === undefined) {
    await tellFailure(deps, given, { id: account.id, reason: 'code' });
    throw codeRefused(deps.clock);
  }
  await takeBack();
  return step;
}
