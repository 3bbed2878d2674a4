import { civilDate } from '../../../shared/time.ts';

/** One file of the archive. */
export interface BackupEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * What the archive holds; stands inside it as `manifest.json`, and beside it, signed. Counts and hashes only: no
 * personal value.
 */
export interface BackupContent {
  readonly format: 'plateau-backup-1';
  readonly createdAtMs: number;
  readonly tool: string;
  /** `PRAGMA user_version` of the base. */
  readonly schemaVersion: number;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Records, or pledges, of each campaign: a purged one has none. */
  readonly campaigns: readonly { readonly code: string; readonly records: number }[];
  readonly auditHead: { readonly seq: number; readonly hash: string };
  /** Of a base in PostgreSQL: where its log stood (LSN). */
  readonly position?: string | undefined;
  /** In the order of the archive, `manifest.json` left out. */
  readonly entries: readonly BackupEntry[];
}

/** The manifest beside the sealed file, under a detached signature of the house. */
export interface BackupManifest extends BackupContent {
  readonly name: string;
  /** Fingerprints of the keys that open it. */
  readonly recipients: readonly string[];
  readonly sealed: { readonly bytes: number; readonly sha256: string };
  /** How long it took, milliseconds of real time. */
  readonly tookMs: number;
}

export const SNAPSHOT_PATH = 'plateau.db';
export const CONTENT_PATH = 'manifest.json';
export const SEALED_SUFFIX = '.tar.gz.pgp';

/** `plateau-20261124T180500Z`, in universal time: names sort as they were made. */
export function backupName(atMs: number): string {
  const instant = new Date(Math.floor(atMs / 1000) * 1000).toISOString();
  return `plateau-${instant.replace(/[-:]|\.000/g, '')}`;
}

/** Beyond the newest `keep`, oldest first. */
export function backupsToDrop<T extends { readonly createdAtMs: number }>(
  all: readonly T[],
  keep: number,
): readonly T[] {
  return all
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs)
    .slice(keep)
    .reverse();
}

/** One a civil day of the house: owed when none was made today. */
export function isBackupDue(all: readonly { readonly createdAtMs: number }[], nowMs: number): boolean {
  return !all.some(({ createdAtMs }) => civilDate(createdAtMs) === civilDate(nowMs));
}

/** True when records of the campaign, sealed, stand in it. */
export function holdsCampaign(backup: Pick<BackupContent, 'campaigns'>, campaign: string): boolean {
  return backup.campaigns.some(({ code, records }) => code === campaign && records > 0);
}
