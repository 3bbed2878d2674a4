import type { BackupContent } from '../domain/purge/backup-manifest.ts';
import type { BaseSnapshot } from '../ports/store.ts';

/** What the worker thread is asked: no secret, public keys only. */
export interface BackupJob {
  readonly databaseFile: string;
  /** Instead of the file, where the base is in no file of ours. */
  readonly snapshot?: BaseSnapshot | undefined;
  /** Folders copied file by file beside the base, by their name in the archive. */
  readonly folders: readonly { readonly name: string; readonly folder: string }[];
  /** Written whole and fsynced, 0600. */
  readonly sealedFile: string;
  /** Armoured public keys. */
  readonly recipients: readonly string[];
  readonly createdAtMs: number;
  readonly tool: string;
}

export interface BackupSealed {
  readonly content: BackupContent;
  readonly recipients: readonly string[];
  readonly sealed: { readonly bytes: number; readonly sha256: string };
}

/** A system error crosses threads by its code. */
export type BackupAnswer =
  | { readonly kind: 'sealed'; readonly answer: BackupSealed }
  | { readonly kind: 'failed'; readonly code: string; readonly errorName: string };
