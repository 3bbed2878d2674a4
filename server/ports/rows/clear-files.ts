import type { ClearFile } from '../../domain/files/clear-file.ts';

/** A file in clear that was seen on the charity's drop; without its name. */
export interface ClearFileRow extends ClearFile {
  readonly foundAtMs: number;
  /** The notice reached the charity's `out/`. */
  readonly toldAtMs: number | null;
  /** No longer there at a visit. */
  readonly goneAtMs: number | null;
}

export interface ClearFileReader {
  /** Still there at the last visit, oldest first. */
  standing(): Promise<readonly ClearFileRow[]>;
}

export interface ClearFileWriter extends ClearFileReader {
  /** False when it is known already; one that had gone and is there again stands again. */
  add(file: ClearFile, foundAtMs: number): Promise<boolean>;
  change(mark: string, change: Partial<Pick<ClearFileRow, 'toldAtMs' | 'goneAtMs'>>): Promise<void>;
}
