import assert from 'node:assert/strict';
import { Writable } from 'node:stream';

const PIECE_BYTES = 2 ** 20;

/** Where a library writes a file: kept in pieces of a mebibyte, each in a buffer of its own that may be given away. */
export class CollectedBytes extends Writable {
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    for (let taken = 0; taken < chunk.length; ) {
      const at = this.#bytes % PIECE_BYTES;
      if (at === 0) this.#pieces.push(new Uint8Array(PIECE_BYTES));
      const some = chunk.subarray(taken, taken + PIECE_BYTES - at);
      this.#pieces.at(-1)?.set(some, at);
      taken += some.length;
      this.#bytes += some.length;
    }
    done();
  }

  /** A copy of some bytes; they must have been written. */
  bytesAt(start: number, length: number): Buffer {
    assert(start >= 0 && start + length <= this.#bytes, 'bytes that were written');
    const copy = Buffer.alloc(length);
    for (const { piece, from, at, size } of this.#spans(start, length))
      copy.set(piece.subarray(from, from + size), at);
    return copy;
  }

  overwrite(start: number, bytes: Uint8Array): void {
    for (const { piece, from, at, size } of this.#spans(start, bytes.length))
      piece.set(bytes.subarray(at, at + size), from);
  }

  /** Every byte in order; what was given is kept no more. */
  *takePieces(): Generator<Uint8Array<ArrayBuffer>> {
    for (let piece = this.#pieces.shift(); piece; piece = this.#pieces.shift()) {
      const isLast = this.#pieces.length === 0 && this.#bytes % PIECE_BYTES > 0;
      yield isLast ? piece.slice(0, this.#bytes % PIECE_BYTES) : piece;
    }
  }

  /** Where each part of a stretch of the file stands: in which piece, from where, and at which place of the stretch. */
  *#spans(start: number, length: number) {
    for (let at = 0; at < length; ) {
      const from = (start + at) % PIECE_BYTES;
      const size = Math.min(length - at, PIECE_BYTES - from);
      const piece = this.#pieces[Math.floor((start + at) / PIECE_BYTES)];
      assert(piece, 'a piece that is still kept');
      yield { piece, from, at, size };
      at += size;
    }
  }
}
