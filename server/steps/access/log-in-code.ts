import { AppError } from '../../../shared/errors.ts';
import { stepOfCode } from '../../domain/access/one-time-code.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import { countFailure, type LogInDeps } from './log-in-attempt.ts';

function codeNeeded(): AppError {
  return new AppError({
    code: 'code-needed',
    kind: 'unauthenticated',
    message: 'Cet accès demande aussi un code à usage unique.',
    hint: 'Donnez le code à six chiffres de votre application.',
  });
}

function codeRefused(): AppError {
  return new AppError({
    code: 'code-refused',
    kind: 'unauthenticated',
    message: 'Ce code n’est pas le bon, ou il a déjà servi.',
    hint: 'Attendez le code suivant de votre application, et vérifiez l’heure du téléphone.',
  });
}

/** Name under which the secret of an account's codes is sealed. */
export function codeSecretName(account: string): string {
  return `one-time-code ${account}`;
}

/**
 * The step of a right one-time code, to be spent when the session opens; undefined for an account that demands none. A
 * wrong code is counted like a wrong password. AppErrors `code-needed` (not counted), `code-refused`.
 */
export async function checkCode(
  deps: LogInDeps,
  given: {
    readonly account: AccountRow;
    readonly code?: string | undefined;
    readonly address?: string | undefined;
  },
): Promise<number | undefined> {
  const { account, code, address } = given;
  const demanded = deps.store.read((rows) => rows.accounts.codeSecret(account.id));
  if (!demanded) return undefined;
  if (code === undefined) throw codeNeeded();
  const secret = await deps.secrets.open(codeSecretName(account.id), demanded.sealed);
  const step = stepOfCode(code, secret, { nowMs: deps.clock.nowMs(), lastStep: demanded.lastStep });
  if (step !== undefined) return step;
  await countFailure(deps, { login: account.login, id: account.id, address, reason: 'code' });
  throw codeRefused();
}
