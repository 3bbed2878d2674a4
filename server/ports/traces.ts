export interface ScanRequest {
  /** Every regular file under these folders, and these files, is read byte by byte. */
  readonly places: readonly string[];
  /** Byte runs of at least 16 bytes to look for. */
  readonly needles: readonly Uint8Array[];
}

export interface ScanResult {
  readonly files: number;
  readonly bytes: number;
  /** Paths relative to their place, with the number of distinct needles found in each; empty when nothing is left. */
  readonly hits: readonly { readonly file: string; readonly needles: number }[];
}

/** The purge's re-scan of the bytes left (F-08). Reads only; a place that does not exist holds nothing. */
export interface Traces {
  scan(request: ScanRequest): Promise<ScanResult>;
}
