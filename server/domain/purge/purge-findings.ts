import type { KeptFigures } from '../indicators/kept-figures.ts';
import type { InventoryItem } from './inventory-item.ts';
import type { DatedRemains } from './postgres-remains.ts';
import type { WordKind } from './sought-words.ts';

/** What a purge has gathered so far; kept with its progress so that a kill loses nothing of the certificate. */
export interface PurgeFindings {
  readonly inventory: readonly InventoryItem[];
  readonly keyFingerprint: string;
  readonly contactFiles: readonly { readonly name: string; readonly sha256: string; readonly rows: number }[];
  readonly isLastOfCharity: boolean;
  readonly verifier: string;
  readonly forcedBecause: string | null;
  readonly kept: KeptFigures;
  /**
   * Byte runs the re-scan looks for, complemented: stored as they are, the scan would find its own list. Emptied once
   * scanned.
   */
  readonly complementedNeedles: readonly string[];
  /** How many there were, once they are gone. */
  readonly needles?: number;
  readonly scan?: { readonly files: number; readonly bytes: number; readonly hits: readonly string[] };
  readonly openingFailed?: boolean;
  /** Absent when the donors' words were not looked for: the purge went on after a stop, and they are kept nowhere. */
  readonly words?: WordsFound;
  /** Of a base in PostgreSQL, as it was compacted. */
  readonly remains?: DatedRemains;
  /** The server that began it has not been restarted: its memory may hold values of donors. */
  readonly restartDue?: boolean;
}

/** What became of the search for the words of the campaign's donors. */
export interface WordsFound {
  readonly sought: number;
  readonly found: readonly { readonly file: string; readonly kind: WordKind }[];
}

/** In order; each is idempotent, and the purge goes on after the last one recorded. */
export const PURGE_STEPS = [
  'begun',
  'keys-destroyed',
  'rows-erased',
  'files-removed',
  'compacted',
  'scanned',
  'certified',
] as const;
export type PurgeStep = (typeof PURGE_STEPS)[number];

function complement(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (byte) => byte ^ 0xff);
}

export function hideNeedle(needle: Uint8Array): string {
  return Buffer.from(complement(needle)).toString('base64');
}

export function revealNeedle(hidden: string): Uint8Array {
  return complement(Buffer.from(hidden, 'base64'));
}
