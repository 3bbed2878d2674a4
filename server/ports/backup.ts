import type { ChainVerdict } from '../domain/audit/audit-chain.ts';
import type { BackupManifest } from '../domain/purge/backup-manifest.ts';
import type { PacketKey } from './rows/damages.ts';
import type { SealedBytes, SealPlace } from './vault.ts';

/**
 * Sealed copies of the house's data in the folder of backups: the base's native snapshot, its schema and every table as JSON
 * Lines, the deliverables that wait and the certificates, in one compressed `tar` under OpenPGP (`gpg -d … | tar xz`). Sealed to
 * the house's key and, when registered, to the data officer's. The key ring is never in it.
 */
export interface Backups {
  /** False when no folder is configured: `create` and `destroy` throw AppError `backup-not-configured`. */
  readonly isConfigured: boolean;
  /** How many the retention leaves. */
  readonly keep: number;
  /** Makes one while others read and write; nothing of it is in clear on disk. AppErrors `backup-disk-full`, `backup-exists`. */
  create(request: { readonly createdAtMs: number }): Promise<BackupManifest>;
  /** Newest first; whole ones only, a cut one is none. AppError `backup-manifest-unreadable`. */
  list(): Promise<readonly BackupManifest[]>;
  /**
   * Those sealed packets as one backup of the folder holds them, in the order asked; undefined for one that it does not hold. The
   * whole backup is checked as `BackupReader` does. AppErrors those of `BackupReader`, `backup-not-configured`.
   */
  packets(name: string, wanted: readonly PacketKey[]): Promise<readonly (SealedBytes | undefined)[]>;
  /** Overwrites and removes; already gone is a no-op. */
  destroy(name: string): Promise<void>;
  /** Erases what a kill left of a backup or of its removal; nothing to erase is a no-op. */
  sweep(): Promise<void>;
  /** Resolves when none is being made: the base's compaction needs to be alone. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A sealed record or pledge of the snapshot, to try the keys on. */
export interface SampledPacket {
  /** French, as a sentence begins with it: « La fiche 12 ». */
  readonly subject: string;
  readonly place: SealPlace;
  readonly sealed: SealedBytes;
}

/** What a restoration in memory found. */
export interface BackupExamination {
  readonly manifest: BackupManifest;
  /** `ok`, or what SQLite says of the damage. */
  readonly integrity: string;
  readonly foreignKeyBreaches: number;
  /** Tables whose rows, in the snapshot or in the JSON Lines, are not those of the manifest. */
  readonly wrongCounts: readonly string[];
  readonly audit: ChainVerdict;
  readonly headAgrees: boolean;
  readonly samples: readonly SampledPacket[];
  /** Packets that were known to be damaged when it was made: none of them is a sample. */
  readonly damaged: number;
}

/**
 * Reads a sealed backup back with the house's key. Before anything is opened the manifest's signature and the sealed bytes are
 * checked. AppErrors `backup-not-found`, `backup-unsigned`, `backup-altered`, `backup-wrong-key`, and those of the key ring.
 */
export interface BackupReader {
  /** Restores in memory and examines; nothing is written. */
  examine(file: string, samplesPerCampaign: number): Promise<BackupExamination>;
  /** Restores into an empty or absent folder, whole or not at all. AppError `restore-folder-not-empty`. */
  restore(file: string, into: string): Promise<BackupManifest>;
}
