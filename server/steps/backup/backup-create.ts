import { AppError } from '../../../shared/errors.ts';
import { type BackupManifest, backupsToDrop, isBackupDue } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';
import { type KeptHeadDeps, keepHead } from '../audit/kept-head.ts';
import { trail } from '../trail.ts';

export interface BackupDeps extends KeptHeadDeps {
  readonly backups: Backups;
}

export interface BackupMade {
  readonly backup: BackupManifest;
  /** Names that the retention removed. */
  readonly dropped: readonly string[];
}

/**
 * Makes a sealed backup while agents work, drops those that the retention does not keep, and audits both. The backup
 * holds the audit log as it stood before the entry that tells of it.
 */
export async function createBackup(
  deps: BackupDeps,
  request: { readonly actor: string },
): Promise<BackupMade> {
  const backup = await deps.backups.create({ createdAtMs: deps.clock.nowMs() });
  const { name, sealed, auditHead, tookMs } = backup;
  const count = backup.tables.reduce((sum, one) => sum + one.rows, 0);
  const detail = { bytes: sealed.bytes, rows: count, seq: auditHead.seq, tookMs };
  const by = { actor: request.actor, atMs: deps.clock.nowMs() };
  await deps.store.write((rows) => trail(rows, by)('backup.create', name, { detail }));
  const dropped: string[] = [];
  for (const old of backupsToDrop(await deps.backups.list(), deps.backups.keep)) {
    await removeBackup(deps, { actor: request.actor, name: old.name, why: 'durée de garde' });
    dropped.push(old.name);
  }
  await keepHead(deps);
  return { backup, dropped };
}

/** Destroys one backup of the folder, and says so in the audit log. A second call fails as a missing file does. */
export async function removeBackup(
  deps: Pick<BackupDeps, 'backups' | 'store' | 'clock'>,
  { actor, name, why }: { readonly actor: string; readonly name: string; readonly why: string },
): Promise<void> {
  await deps.backups.destroy(name);
  const by = { actor, atMs: deps.clock.nowMs() };
  await deps.store.write((rows) => trail(rows, by)('backup.destroy', name, { reason: why }));
}

/**
 * The data officer's: a backup now. AppError `purge-running` while a destruction is under way: it compacts the base alone, and
 * what it has not erased yet has no place in a new copy.
 */
export async function backupNow(deps: BackupDeps, request: { readonly actor: string }): Promise<BackupMade> {
  if (await isPurgeRunning(deps)) throw purgeRunning();
  return createBackup(deps, request);
}

async function isPurgeRunning({ store }: Pick<BackupDeps, 'store'>): Promise<boolean> {
  return await store.read(async (rows) => (await rows.purges.unfinished()).length > 0);
}

function purgeRunning(): AppError {
  return new AppError({
    code: 'purge-running',
    kind: 'conflict',
    message: 'Une destruction de campagne est en cours : aucune sauvegarde n’est faite.',
    hint: 'Recommencez quand son attestation est écrite ; elle fait elle-même une sauvegarde neuve.',
  });
}

/** The schedule's: one a day, at its first turn of the day; nothing where no folder is configured. */
export async function backupIfDue(deps: BackupDeps): Promise<BackupMade | undefined> {
  if (!deps.backups.isConfigured || (await isPurgeRunning(deps))) return undefined;
  if (!isBackupDue(await deps.backups.list(), deps.clock.nowMs())) return undefined;
  return createBackup(deps, { actor: 'system' });
}
