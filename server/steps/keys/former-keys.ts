import { charityOfPeople } from '../../domain/people/people-place.ts';
import { holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { campaignOf } from './key-place.ts';

interface FormerDeps {
  readonly store: Store;
  readonly backups: Pick<Backups, 'list'>;
}

/** When each backup of before the last rotation was made, of those that this server keeps and that hold what they open. */
export async function backupsOfBefore(
  { store, backups }: FormerDeps,
  place: string,
): Promise<readonly number[]> {
  const { all, openedAtMs } = await store.read(async (rows) => ({
    all: await rows.rotations.ofPlace(place),
    openedAtMs: await directoryOpenedMs(rows, place),
  }));
  const lastMs = Math.max(...all.map((one) => one.resealedAtMs ?? 0));
  return (await backups.list())
    .filter((one) => one.createdAtMs <= lastMs)
    .filter((one) => holdsCampaign(one, place) || one.createdAtMs >= openedAtMs)
    .map(({ createdAtMs }) => createdAtMs);
}

/** Since when backups hold something of a directory: their counts are of all directories together. Never, of a campaign. */
async function directoryOpenedMs(rows: StoreReader, place: string): Promise<number> {
  const charity = charityOfPeople(place);
  const base = charity === undefined ? undefined : await rows.people.base(charity);
  return base?.openedAtMs ?? Number.POSITIVE_INFINITY;
}

/** The former keys of the place exist nowhere any more. Twice notes it once. */
export async function noteEnded(
  store: Store,
  ended: {
    readonly place: string;
    readonly actor: string;
    readonly atMs: number;
    readonly destroyed: number;
  },
): Promise<void> {
  const { place, actor, atMs, destroyed } = ended;
  await store.write(async (rows) => {
    const open = (await rows.rotations.ofPlace(place)).filter(({ endedAtMs }) => endedAtMs === null);
    if (open.length === 0) return;
    for (const { number } of open) await rows.rotations.change({ place, number }, { endedAtMs: atMs });
    await trail(rows, { actor, atMs })('key.retired-destroyed', place, {
      ...campaignOf(place),
      detail: { destroyed },
    });
  });
}
