import { AppError } from '../../../shared/errors.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import { mayView } from '../find-campaign.ts';

const WHOLE = 36;
/** Calls of other campaigns may begin alike: so many are looked at. */
const LOOKED_AT = 50;

/**
 * What was asked with the whole number of a call of which a person typed the beginning, as lists and messages show it; among
 * the campaigns in their sight. A whole number, or none, stays as it is. AppErrors `call-unknown`, `call-ambiguous`.
 */
export async function withSoughtCall<T extends { readonly callId?: string | undefined }>(
  { app, account }: { readonly app: { readonly store: Store }; readonly account: AccountRow },
  asked: T,
): Promise<T> {
  const { callId: start } = asked;
  if (start === undefined || start.length === WHOLE) return asked;
  const found = await app.store.read((rows) => rows.calls.beginningWith(start, LOOKED_AT));
  const [first, second] = found.filter(({ campaign }) => mayView(account, campaign));
  if (first && !second) return { ...asked, callId: first.callId };
  throw second ? ambiguous() : unknown();
}

function ambiguous(): AppError {
  return new AppError({
    code: 'call-ambiguous',
    kind: 'invalid',
    message: 'Plusieurs appels commencent par ce numéro.',
    hint: 'Donnez-en davantage de signes, ou le numéro entier.',
  });
}

function unknown(): AppError {
  return new AppError({
    code: 'call-unknown',
    kind: 'not-found',
    message: 'Aucun appel de vos campagnes ne commence par ce numéro.',
    hint: 'Les listes montrent les numéros : plateau verify list, plateau quality calls.',
  });
}
