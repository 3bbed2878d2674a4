import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupFacts } from '../../ports/rows/slots.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface NamesAsked {
  readonly account: Pick<AccountRow, 'id'>;
  /** `campaign`: null of an event. */
  readonly slot: { readonly id: number; readonly campaign: string | null };
  readonly people: readonly Pick<SignupFacts, 'id'>[];
}

/**
 * THE way to open names of a slot to show them, by sign-up: that it is done is one entry of the audit log, first; none
 * for nobody. Whoever was erased meanwhile has none. Twice notes twice.
 */
export async function openSlotNames(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  asked: NamesAsked,
): Promise<ReadonlyMap<number, string>> {
  const { account, slot, people } = asked;
  if (people.length === 0) return new Map();
  const noted = { campaign: slot.campaign ?? '', detail: { people: people.length } };
  await store.write((rows) =>
    trail(rows, { actor: account.id, atMs: clock.nowMs() })('slot.names', String(slot.id), noted),
  );
  return await store.read((rows) => rows.slots.names(people.map(({ id }) => id)));
}
