import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../../shared/errors.ts';
import { type BackupManifest, holdsCampaign } from '../../domain/purge/backup-manifest.ts';
import type { PurgeRow } from '../../ports/rows/purges.ts';
import { createBackup, removeBackup } from '../backup/backup-create.ts';
import type { PurgeDeps } from './purge-report.ts';

/**
 * The backups that hold records of the purged campaign go, once a newer one without them is there: no record in them opens any
 * more, but amounts, dates and blind indexes of their queue columns are not sealed one by one. Cut anywhere, a second call goes
 * on. Copies made elsewhere are out of reach; the destroyed key is what ends them. Returns how many went.
 */
export async function replaceBackups(
  deps: Pick<PurgeDeps, 'backups' | 'store' | 'clock' | 'keptHead'>,
  row: PurgeRow,
): Promise<number> {
  await deps.backups.sweep();
  const all = await deps.backups.list();
  const isHolder = (one: BackupManifest) => holdsCampaign(one, row.campaign);
  return await replace(deps, { all, isHolder, actor: row.operator, why: 'destruction de la campagne' });
}

/**
 * Likewise for a directory: the backups of an instant at which it was there, both ends included. Returns how many went.
 */
export async function replaceBackupsBetween(
  deps: Parameters<typeof replaceBackups>[0],
  { actor, fromMs, toMs }: { readonly actor: string; readonly fromMs: number; readonly toMs: number },
): Promise<number> {
  await deps.backups.sweep();
  const all = await deps.backups.list();
  const isHolder = ({ createdAtMs }: BackupManifest) => createdAtMs >= fromMs && createdAtMs <= toMs;
  return await replace(deps, { all, isHolder, actor, why: 'destruction de l’annuaire' });
}

interface Replacement {
  readonly all: readonly BackupManifest[];
  readonly isHolder: (one: BackupManifest) => boolean;
  readonly actor: string;
  readonly why: string;
}

async function replace(
  deps: Parameters<typeof replaceBackups>[0],
  { all, isHolder, actor, why }: Replacement,
): Promise<number> {
  const holders = all.filter(isHolder);
  if (holders.length === 0) return 0;
  const newest = Math.max(...holders.map((one) => one.createdAtMs));
  const hasNewer = all.some((one) => !isHolder(one) && one.createdAtMs > newest);
  if (!hasNewer) await backUpWithout(deps, actor);
  for (const { name } of holders) await removeBackup(deps, { actor, name, why });
  return holders.length;
}

/** A backup is named by its second: one of before, made in this very second, must not leave the purge half done. */
async function backUpWithout(deps: Parameters<typeof replaceBackups>[0], actor: string): Promise<void> {
  const make = () => createBackup(deps, { actor });
  try {
    await make();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'backup-exists') throw error;
    await pause(1_000);
    await make();
  }
}
