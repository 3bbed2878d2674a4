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

interface UnlockRequest {
  readonly by: AccountRow;
  readonly login: string;
  readonly reason: string;
}

/**
 * A word that lets that person log in while guesses of their login wait, from wherever they are: with their password,
 * once, within a quarter of an hour; one given before opens nothing any more. A lead gives it to the agents of their
 * campaigns, ops and the data officer to anybody. AppErrors `account-unknown`, `code-suffices` (whoever has a
 * one-time code needs no word).
 */
export async function unlockAccount(
  deps: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  request: UnlockRequest,
): Promise<UnlockGiven> {
  const { by, reason } = request;
  const nowMs = deps.clock.nowMs();
  const expiresAtMs = nowMs + UNLOCK.lifeMs;
  const word = unlockWord(Buffer.from(deps.chance.token(UNLOCK.signs), 'base64url'));
  await deps.store.write(async (rows) => {
    const account = await accountFor(rows, request);
    if (await rows.accounts.codeSecret(account.id)) throw codeSuffices();
    const { tries } = UNLOCK;
    await rows.accounts.setUnlock({ account: account.id, wordHash: sha256(word), expiresAtMs, tries });
    await trail(rows, { actor: by.id, atMs: nowMs })('account.unlock', account.id, { reason });
  });
  return { word, expiresAtMs };
}

async function accountFor(
  rows: StoreReader,
  { by, login }: { readonly by: AccountRow; readonly login: string },
): Promise<AccountRow> {
  const account = await rows.accounts.byLogin(loginOf(login) ?? '');
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
