import { peoplePlace } from '../../domain/people/people-place.ts';
import type { RingPlace } from '../../ports/keys/ring-sharing.ts';
import type { RingKey } from '../../ports/rows/ring-sharing.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';

/** Keys that every ring of the house must hold, as they are after so many rotations. */
export interface DueKeys extends RingPlace {
  readonly number: number;
}

/** Those of every campaign that lives and of every charity's people. */
export async function dueKeys(rows: StoreReader): Promise<readonly DueKeys[]> {
  const numbers = await rows.rotations.lastNumbers();
  const campaigns = (await rows.campaignHeads.all())
    .filter(({ state }) => !isErased(state))
    .map(({ code, charity }) => ({ place: code, charity }));
  const people = (await rows.people.bases()).map(({ charity }) => {
    const place = peoplePlace(charity);
    return { place, charity: place };
  });
  return [...campaigns, ...people].map((keys) => ({ ...keys, number: numbers.get(keys.place) ?? 0 }));
}

/** Where the claim of a charity's blind-index key stands. */
export function blindPlace(charity: string): string {
  return `blind:${charity}`;
}

/** Claims whose keys are due no more, with whatever was said of them. */
export function endedClaims(keys: readonly RingKey[], due: readonly RingPlace[]): readonly string[] {
  const living = new Set(due.flatMap(({ place, charity }) => [place, blindPlace(charity)]));
  return keys.map(({ place }) => place).filter((place) => !living.has(place));
}

/** Names of the servers whose ring counts: all that ever began, but those declared lost. */
export async function countedServers({ servers, keyDestructions }: StoreReader): Promise<readonly string[]> {
  const lost = new Set((await keyDestructions.lostServers()).map(({ name }) => name));
  return (await servers.all()).map(({ name }) => name).filter((name) => !lost.has(name));
}
