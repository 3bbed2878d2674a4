import type { SoughtWord, WordKind } from '../domain/purge/sought-words.ts';

export interface ScanRequest {
  /** Every regular file under these folders, and these files, is read byte by byte. */
  readonly places: readonly string[];
  /** Byte runs of at least 16 bytes to look for. */
  readonly needles: readonly Uint8Array[];
  /** Looked for under every writing that a file may have; not at all when absent. Nothing of them is written. */
  readonly words?: readonly SoughtWord[] | undefined;
}

export interface WordTrace {
  readonly file: string;
  /** Never the word. */
  readonly kind: WordKind;
}

export interface ScanResult {
  readonly files: number;
  readonly bytes: number;
  /** Paths relative to their place, with the number of distinct needles found in each; empty when nothing is left. */
  readonly hits: readonly { readonly file: string; readonly needles: number }[];
  readonly words: readonly WordTrace[];
}

/** The purge's re-scan of the bytes left (F-08). Reads only; a place that does not exist holds nothing. */
export interface Traces {
  scan(request: ScanRequest): Promise<ScanResult>;
}
