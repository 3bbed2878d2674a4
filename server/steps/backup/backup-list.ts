import type { BackupManifest } from '../../domain/purge/backup-manifest.ts';
import type { Backups } from '../../ports/backup.ts';

export type BackupLine = Pick<
  BackupManifest,
  'name' | 'createdAtMs' | 'sealed' | 'campaigns' | 'auditHead' | 'tookMs'
>;

/** Whole backups of the folder, newest first. */
export async function listBackups(deps: {
  readonly backups: Pick<Backups, 'list'>;
}): Promise<readonly BackupLine[]> {
  return (await deps.backups.list()).map(({ name, createdAtMs, sealed, campaigns, auditHead, tookMs }) => ({
    name,
    createdAtMs,
    sealed,
    campaigns,
    auditHead,
    tookMs,
  }));
}
