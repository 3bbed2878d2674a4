import { webSessionEndMs } from '../../domain/access/web-session-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { type CharityVoice, charityVoice } from './charity-voice.ts';
import type { WebBearer } from './web-bearer.ts';

/** Where a participant is, for the frame of every page: nothing of a card is opened for it. */
export interface EnteredSpace {
  readonly charity: CharityVoice;
  /** Of a group at least. */
  readonly isCoordinator: boolean;
  /** Somebody who is not confirmed yet sees nobody. */
  readonly isConfirmed: boolean;
  readonly nowMs: number;
  /** When this session ends if nobody comes back. */
  readonly endsAtMs: number;
}

/** As the person stands at this request. */
export async function enteredSpace(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { person, standing, session }: WebBearer,
): Promise<EnteredSpace> {
  return {
    charity: await store.read((rows) => charityVoice(rows, person.charity)),
    isCoordinator: standing.belongings.some(({ level }) => level === 'coordinator'),
    isConfirmed: standing.status === 'confirmed',
    nowMs: clock.nowMs(),
    endsAtMs: webSessionEndMs(session, standing),
  };
}
