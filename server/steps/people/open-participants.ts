import type { ParticipantContent } from '../../domain/people/people-fields.ts';
import { participantPlace } from '../../domain/people/people-place.ts';
import { giveWay } from '../../give-way.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';

/**
 * Everything that opens a participant's card stands in this file: who and why go to the audit log before a byte is opened
 * (R-32).
 */
export interface OpenPeopleDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openParticipant'>;
  readonly clock: Clock;
}

/** Cards opened between two breaths of the event loop, some 3 ms. */
const PER_TURN = 20;

/** Opens one card: one entry `people.open`. AppErrors `campaign-key-missing`, `seal-broken`, `seal-moved`. */
export async function openParticipant(
  { store, vault, clock }: OpenPeopleDeps,
  row: ParticipantRow,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<ParticipantContent> {
  await store.write((rows) =>
    trail(rows, { actor, atMs: clock.nowMs() })('people.open', row.id, {
      reason,
      detail: { charity: row.charity },
    }),
  );
  return await openNotedParticipant(vault, row);
}

/** Opens one card whose act is noted by the caller. AppErrors `campaign-key-missing`, `seal-broken`, `seal-moved`. */
export async function openNotedParticipant(
  vault: OpenPeopleDeps['vault'],
  row: ParticipantRow,
): Promise<ParticipantContent> {
  return await vault.openParticipant(participantPlace(row), row.sealed);
}

/**
 * Opens cards whose act is noted by the caller, in the order given: undefined where a card no longer opens, since one damaged
 * card keeps nobody from the others. The event loop breathes between slices. AppError `campaign-key-missing`.
 */
export async function openNotedParticipants(
  vault: OpenPeopleDeps['vault'],
  rows: readonly ParticipantRow[],
): Promise<readonly (ParticipantContent | undefined)[]> {
  const opened: (ParticipantContent | undefined)[] = [];
  for (let at = 0; at < rows.length; at += PER_TURN) {
    const some = rows.slice(at, at + PER_TURN);
    opened.push(...(await Promise.all(some.map((row) => openedOrLost(openNotedParticipant(vault, row))))));
    await giveWay();
  }
  return opened;
}
