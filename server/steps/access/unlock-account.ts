import { AppError } from '../../../shared/errors.ts';
import { loginOf } from '../../domain/access/account-rules.ts';
import { UNLOCK, unlockWord } from '../../domain/access/guess-rules.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** Said to the person by telephone, shown once, kept nowhere. */
export interface UnlockGiven {
  readonly word: string;
  readonly expiresAtMs: number;
}

/**
 * A word that lets that person log in while guesses of their login wait, from wherever they are: with their password,
 * once, within a quarter of an hour; one given before opens nothing any more. A lead gives it to the agents of their
 * campaigns, ops and the data officer to anybody. AppErrors `account-unknown`, `code-suffices` (whoever has a
 * one-time code needs no word).
 */
export function unlockAccount(
  deps: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  request: { readonly by: AccountRow; readonly login: string; readonly reason: string },
): UnlockGiven {
  const { by, reason } = request;
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + UNLOCK.lifeMs;
  const word = unlockWord(Buffer.from(deps.chance.token(UNLOCK.signs), 'base64url'));
  deps.store.write((rows) => {
    const account = accountFor(rows, request);
    if (rows.accounts.codeSecret(account.id)) throw codeSuffices();
    const { tries } = UNLOCK;
    rows.accounts.setUnlock({ account: account.id, wordHash: sha256(word), expiresAtMs, tries });
    trail(rows, { actor: by.id, atMs: nowMs })('account.unlock', account.id, { reason });
  });
  return { word, expiresAtMs };
}

function accountFor(
  rows: StoreReader,
  { by, login }: { readonly by: AccountRow; readonly login: string },
): AccountRow {
  const account = rows.accounts.byLogin(loginOf(login) ?? '');
  const isTheirs = account?.role === 'agent' && account.campaigns.some((code) => by.campaigns.includes(code));
  if (account && (by.role !== 'lead' || isTheirs)) return account;
  throw new AppError({
    code: 'account-unknown',
    kind: 'not-found',
    message: 'Aucun accès ne porte cet identifiant, ou il n’est pas d’une de vos campagnes.',
    hint: 'Vérifiez l’identifiant avec la personne ; pour un autre accès, voyez le responsable des données.',
  });
}

function codeSuffices(): AppError {
  return new AppError({
    code: 'code-suffices',
    kind: 'conflict',
    message: 'Cette personne a un code à usage unique : il suffit pour entrer.',
    hint: 'Qu’elle donne le code de son application avec son mot de passe ; téléphone perdu : plateau account forget-code.',
  });
}
