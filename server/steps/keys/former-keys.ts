import { holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface FormerDeps {
  readonly store: Store;
  readonly backups: Pick<Backups, 'list'>;
}

/** When each backup of before the last rotation was made, of those that this server keeps and that hold what they open. */
export async function backupsOfBefore(
  { store, backups }: FormerDeps,
  place: string,
): Promise<readonly number[]> {
  const all = await store.read((rows) => rows.rotations.ofPlace(place));
  const lastMs = Math.max(...all.map((one) => one.resealedAtMs ?? 0));
  return (await backups.list())
    .filter((one) => one.createdAtMs <= lastMs && holdsCampaign(one, place))
    .map(({ createdAtMs }) => createdAtMs);
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
      campaign: place,
      detail: { destroyed },
    });
  });
}
