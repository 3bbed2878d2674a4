import { holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface FormerDeps {
  readonly store: Store;
  readonly backups: Pick<Backups, 'list'>;
}

/** When each backup of before the last rotation was made, of those that this server keeps and that hold the campaign. */
export async function backupsOfBefore(
  { store, backups }: FormerDeps,
  campaign: string,
): Promise<readonly number[]> {
  const all = await store.read((rows) => rows.rotations.ofCampaign(campaign));
  const lastMs = Math.max(...all.map((one) => one.resealedAtMs ?? 0));
  return (await backups.list())
    .filter((one) => one.createdAtMs <= lastMs && holdsCampaign(one, campaign))
    .map(({ createdAtMs }) => createdAtMs);
}

/** The former keys of the campaign exist nowhere any more. Twice notes it once. */
export async function noteEnded(
  store: Store,
  ended: {
    readonly campaign: string;
    readonly actor: string;
    readonly atMs: number;
    readonly destroyed: number;
  },
): Promise<void> {
  const { campaign, actor, atMs, destroyed } = ended;
  await store.write(async (rows) => {
    const open = (await rows.rotations.ofCampaign(campaign)).filter(({ endedAtMs }) => endedAtMs === null);
    if (open.length === 0) return;
    for (const { number } of open) await rows.rotations.change({ campaign, number }, { endedAtMs: atMs });
    await trail(rows, { actor, atMs })('key.retired-destroyed', campaign, {
      campaign,
      detail: { destroyed },
    });
  });
}
