/** One part of a copy of the key ring, and whether that copy still exists as far as the house knows. */
export interface KeyCopyRow {
  /** That of the copy: its parts share it. */
  readonly id: string;
  readonly part: string;
  readonly file: string;
  readonly sha256: string;
  readonly madeAtMs: number;
  readonly madeBy: string;
  readonly endedAtMs: number | null;
  readonly endedBy: string | null;
  /** `destroyed` by the house itself, or `attested` by its holder. */
  readonly endedHow: 'destroyed' | 'attested' | null;
}

export interface KeyCopyReader {
  /** Oldest first. */
  all(): Promise<readonly KeyCopyRow[]>;
  /** Of these parts, ended ones included; oldest first. */
  ofParts(parts: readonly string[]): Promise<readonly KeyCopyRow[]>;
}

export interface KeyCopyWriter extends KeyCopyReader {
  add(row: Omit<KeyCopyRow, 'endedAtMs' | 'endedBy' | 'endedHow'>): Promise<void>;
  end(
    key: Pick<KeyCopyRow, 'id' | 'part'>,
    end: {
      readonly endedAtMs: number;
      readonly endedBy: string;
      readonly endedHow: 'destroyed' | 'attested';
    },
  ): Promise<void>;
}
