import { peoplePlace } from '../../domain/people/people-place.ts';
import type { SessionKeyName } from '../../ports/keys/key-rotation.ts';
import type { RingPlace } from '../../ports/keys/ring-sharing.ts';
import type { RingKey } from '../../ports/rows/ring-sharing.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';

/** Keys that every ring of the house must hold, as they are after so many rotations. */
export interface DueKeys extends RingPlace, SessionKeyName {}

/** Those of every campaign that lives and of every charity's people. */
export async function dueKeys(rows: StoreReader): Promise<readonly DueKeys[]> {
  const last = await rows.rotations.last();
  const marks = new Map((await rows.ringSharing.keys()).map(({ place, mark }) => [place, mark]));
  const campaigns = (await rows.campaignHeads.all())
    .filter(({ state }) => !isErased(state))
    .map(({ code, charity }) => ({ place: code, charity }));
  const people = (await rows.people.bases()).map(({ charity }) => {
    const place = peoplePlace(charity);
    return { place, charity: place };
  });
  return [...campaigns, ...people].map(({ place, charity }) => {
    const rotation = last.get(place);
    const number = rotation?.number ?? 0;
    const isRunning = rotation?.resealedAtMs === null;
    return { place, charity, number, isRunning, mark: marks.get(sessionPlace({ place, number })) };
  });
}

/** Those of one place; undefined once they end. */
export async function dueOf(rows: StoreReader, place: string): Promise<DueKeys | undefined> {
  return (await dueKeys(rows)).find((one) => one.place === place);
}

/** Where the claim of a charity's blind-index key stands. */
export function blindPlace(charity: string): string {
  return `blind:${charity}`;
}

/** Where the claim of the session key that so many rotations made stands. */
export function sessionPlace({ place, number }: Pick<DueKeys, 'place' | 'number'>): string {
  return `${place}#${number}`;
}

/** Claims whose keys are due no more, with whatever was said of them. */
export function endedClaims(keys: readonly RingKey[], due: readonly RingPlace[]): readonly string[] {
  const living = new Set(due.flatMap(({ place, charity }) => [place, blindPlace(charity)]));
  return keys.map(({ place }) => place).filter((place) => !living.has(place.replace(/#\d+$/, '')));
}

/** Names of the servers whose ring counts: all that ever began, but those declared lost. */
export async function countedServers({ servers, keyDestructions }: StoreReader): Promise<readonly string[]> {
  const lost = new Set((await keyDestructions.lostServers()).map(({ name }) => name));
  return (await servers.all()).map(({ name }) => name).filter((name) => !lost.has(name));
}
