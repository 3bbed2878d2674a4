import { KNOWN_PLACES, unlockWordOf } from '../../domain/access/guess-rules.ts';
import { isOwnMachine, placeOf } from '../../domain/access/login-places.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';

/**
 * Has that account come from there before; without an account, has anybody? What this machine renders itself is no
 * stranger to anybody.
 */
export async function isKnownPlace(
  rows: StoreReader,
  address: string | undefined,
  account: string | undefined,
): Promise<boolean> {
  if (address === undefined || address === '') return false;
  return isOwnMachine(address) || (await rows.accounts.hasPlace(placeOf(address), account));
}

/** Remembers where a person who came in came from; the oldest places of an account are forgotten. Within a transaction. */
export async function rememberPlace(
  rows: StoreWriter,
  {
    account,
    address,
    nowMs,
  }: { readonly account: string; readonly address?: string; readonly nowMs: number },
): Promise<void> {
  if (address === undefined || address === '' || isOwnMachine(address)) return;
  await rows.accounts.addPlace({ account, place: placeOf(address), seenAtMs: nowMs }, KNOWN_PLACES.most);
  await rows.accounts.dropPlaces(nowMs - KNOWN_PLACES.forMs);
}

/** Does the attempt bear the word that a lead gave for that login? Each use counts, until it has none left (`UNLOCK`). */
export async function hasUnlock(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { login, code }: { readonly login: string; readonly code?: string | undefined },
): Promise<boolean> {
  const word = code === undefined ? undefined : unlockWordOf(code);
  if (word === undefined) return false;
  const hash = sha256(word);
  const account = await store.read(async (rows) => (await rows.accounts.byLogin(login))?.id ?? '');
  const nowMs = clock.nowMs();
  // Nothing is written for a word that nobody gave: how long the refusal takes says nothing.
  if (!(await store.read((rows) => rows.accounts.hasUnlock(account, hash, nowMs)))) return false;
  return await store.write((rows) => rows.accounts.takeUnlock(account, hash, nowMs));
}
