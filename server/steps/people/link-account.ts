import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { type AskedPeople, refuseWithoutOffice } from './people-access.ts';
import { knownCard } from './show-participant.ts';

/**
 * That account of the mobilisation is that person: it has their rights in the directory, by their groups, and no more.
 * An empty login takes the link away. AppErrors `people-account-unknown`, `people-card-unknown`, `people-forbidden`. Twice is
 * a no-op.
 */
export async function linkAccount(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  asked: AskedPeople & { readonly card: string; readonly login: string },
): Promise<{ readonly login: string }> {
  return await store.write(async (rows) => {
    const { row, asker } = await knownCard(rows, asked);
    refuseWithoutOffice(asker, 'd’y lier un compte');
    const account = asked.login === '' ? undefined : await rows.accounts.byLogin(asked.login);
    const isOther = account !== undefined && (await rows.people.byAccount(account.id))?.id !== row.id;
    const isTaken = isOther && (await rows.people.byAccount(account.id)) !== undefined;
    if (
      asked.login !== '' &&
      (account?.role !== 'mobilisation' || account.id === asked.account.id || isTaken)
    )
      throw new AppError({
        code: 'people-account-unknown',
        kind: 'not-found',
        message: 'Ce compte n’est pas un compte de mobilisation libre, ou c’est le vôtre.',
        hint: 'Créez-le d’abord : « plateau account create IDENTIFIANT --role mobilisation ».',
      });
    await rows.people.update(row.id, { account: account?.id ?? null });
    const detail = { linked: account !== undefined };
    await trail(rows, { actor: asked.account.id, atMs: clock.nowMs() })('people.account', row.id, { detail });
    return { login: asked.login };
  });
}
