import type { EventPrivacy } from '../../../shared/people/agenda-words.ts';

/** Of one file: what the house takes in pieces (server/live/file-pieces.ts). */
export const MOST_FILE_BYTES = 20 * 2 ** 20;

/** A document of a charity's library. Its words are sealed as all that people type. */
export interface LibraryDocument {
  readonly id: string;
  readonly charity: string;
  /** Names of folders, from the top: `Kits/2026`; empty at the top. */
  readonly folder: string;
  readonly title: string;
  readonly description: string;
  /** Joined by « , ». */
  readonly tags: string;
  readonly privacy: EventPrivacy;
  /** Ids of its groups. */
  readonly groups: readonly string[];
  /** Out of every list, search and link since then; null: in the library. */
  readonly withdrawnAtMs: number | null;
  readonly author: string;
  readonly atMs: number;
  readonly changedAtMs: number;
}

/** A file that was put there, never changed: the next one is another version. */
export interface DocumentVersion {
  readonly id: string;
  readonly document: string;
  /** From 1. */
  readonly number: number;
  /** As it is downloaded: cleaned by `fileNameOf`. */
  readonly name: string;
  /** Of the clear file, and its SHA-256. */
  readonly bytes: number;
  readonly sha256: string;
  /** Account or participant; empty once erased. */
  readonly author: string;
  readonly atMs: number;
}
