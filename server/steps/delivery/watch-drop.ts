import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { checkpointNames } from '../../domain/audit/audit-checkpoint.ts';
import { proofNames } from '../../domain/delivery/delivery-manifest.ts';
import { type ClearFile, clearFileNotice, clearFiles } from '../../domain/files/clear-file.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CharityDrop } from '../../ports/drop.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface WatchDropDeps {
  readonly store: Store;
  readonly drop: Pick<CharityDrop, 'listFolder' | 'sweepParts' | 'deliver'>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DropWatched {
  readonly removedParts: number;
  /** Files in clear met for the first time. */
  readonly newInClear: number;
}

/**
 * A look at the charity's drop, by itself: parts that a kill left of our deliveries are removed, and a file that anybody can
 * open is an alert (custody-alerts.ts), an entry of the log, once, and a notice to the charity in its `out/`. Nothing is
 * opened, and no file of somebody else's is touched. A drop that does not answer is looked at the next time. Twice changes
 * nothing more.
 */
export async function watchDrop(deps: WatchDropDeps): Promise<DropWatched> {
  const { store, drop, log } = deps;
  const delivered = await store.read((rows) => deliveredNames(rows));
  const removedParts = await unlessRefused(deps, () => drop.sweepParts(delivered, deps.clock.nowMs()));
  if (removedParts) log.info('drop.parts-removed', { count: removedParts });
  const seen: ClearFile[] = [];
  const looked = new Set<string>();
  for (const folder of ['in', 'out'] as const) {
    const listed = await unlessRefused(deps, () => drop.listFolder(folder));
    if (!listed) continue;
    looked.add(folder);
    seen.push(...clearFiles(folder, listed));
  }
  const newInClear = await noteSeen(deps, seen, looked);
  await tellCharity(deps);
  return { removedParts: removedParts ?? 0, newInClear };
}

/** Undefined when the drop refuses: an upload-only `out/` is never listed, a house may have no drop. */
async function unlessRefused<T>(
  { log }: Pick<WatchDropDeps, 'log'>,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code !== 'drop-not-configured') log.warn('drop.unwatched', { code: error.code });
    return undefined;
  }
}

/** Every name under which something of ours grows or stands on the drop. */
async function deliveredNames(rows: StoreReader): Promise<readonly string[]> {
  const files = await inTurn.flatMap(await rows.campaignHeads.all(), ({ code }) => rows.deliveries.all(code));
  return [
    ...files.flatMap(({ fileName }) => Object.values(proofNames(fileName))),
    ...(await rows.checkpoints.all()).flatMap(({ day }) => Object.values(checkpointNames(day))),
    ...(await rows.clearFiles.standing()).map((file) => clearFileNotice(file).name),
  ];
}

/** Returns how many are new. What is no longer there, in a folder that was looked at, ends its alert. */
async function noteSeen(
  { store, clock }: WatchDropDeps,
  seen: readonly ClearFile[],
  looked: ReadonlySet<string>,
): Promise<number> {
  const standing = await store.read((rows) => rows.clearFiles.standing());
  const marks = new Set(seen.map(({ mark }) => mark));
  const gone = standing.filter(({ mark, folder }) => looked.has(folder) && !marks.has(mark));
  const come = seen.filter(({ mark }) => !standing.some((one) => one.mark === mark));
  if (gone.length + come.length === 0) return 0;
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs });
    for (const { mark } of gone) await rows.clearFiles.change(mark, { goneAtMs: atMs });
    const added = await inTurn.filter(come, (file) => rows.clearFiles.add(file, atMs));
    for (const { mark, folder, ending, bytes, modifiedAtMs } of added)
      await note('drop.clear-file', mark.slice(0, 12), { detail: { folder, ending, bytes, modifiedAtMs } });
    return added.length;
  });
}

/** One notice a file, kept trying until the drop takes it. */
async function tellCharity(deps: WatchDropDeps): Promise<void> {
  const { store, drop, clock } = deps;
  for (const file of await store.read((rows) => rows.clearFiles.standing())) {
    if (file.toldAtMs !== null) continue;
    const { name, text } = clearFileNotice(file);
    const isTold = await unlessRefused(deps, async () => {
      await drop.deliver(name, Buffer.from(text));
      return true;
    });
    if (!isTold) return;
    const atMs = clock.nowMs();
    await store.write(async (rows) => {
      await rows.clearFiles.change(file.mark, { toldAtMs: atMs });
      await trail(rows, { actor: 'system', atMs })('drop.clear-told', file.mark.slice(0, 12));
    });
  }
}
