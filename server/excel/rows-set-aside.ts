import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CellValue } from '../domain/files/sheets.ts';
import { ROWS_PER_MESSAGE } from './worker-messages.ts';

type Row = readonly CellValue[];

/** Fast: what it packs is unpacked within the same job. */
const LEVEL = 1;

/** Rows of a sheet whose turn has not come, held compressed. */
export class RowsSetAside {
  readonly #packed: Uint8Array[] = [];
  #waiting: Row[] = [];

  add(rows: readonly Row[]): void {
    this.#waiting.push(...rows);
    if (this.#waiting.length >= ROWS_PER_MESSAGE) this.#pack();
  }

  /** In the order in which they came; what was taken is held no more. */
  *take(): Generator<readonly Row[]> {
    this.#pack();
    for (let packed = this.#packed.shift(); packed; packed = this.#packed.shift())
      yield deserialize(inflateRawSync(packed)) as readonly Row[];
  }

  #pack(): void {
    const packed = deflateRawSync(serialize(this.#waiting), { level: LEVEL });
    // A copy: what the compressor gives lies in a buffer forty times as long.
    this.#packed.push(new Uint8Array(packed));
    this.#waiting = [];
  }
}
