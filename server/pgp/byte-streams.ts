/** Whole bytes and streams of them: openpgp.js keeps several copies of what it is given whole, and none of a stream. */

import type { ReadingPulse } from './stalled-reading.ts';

const SLICE_BYTES = 2 ** 20;

function streamOf<T>(
  bytes: Uint8Array,
  pulse: ReadingPulse,
  made: (slice: Uint8Array) => T,
): ReadableStream<T> {
  let at = 0;
  return new ReadableStream<T>(
    {
      pull(controller) {
        pulse.beats += 1;
        if (at >= bytes.length) return controller.close();
        controller.enqueue(made(bytes.subarray(at, at + SLICE_BYTES)));
        at += SLICE_BYTES;
      },
    },
    { highWaterMark: 0 },
  );
}

/** Views of these bytes, a mebibyte at a time, as they are asked for. */
export function byteStream(
  bytes: Uint8Array,
  pulse: ReadingPulse = { beats: 0 },
): ReadableStream<Uint8Array> {
  return streamOf(bytes, pulse, (slice) => slice);
}

/** The same as text: armour is ASCII. */
export function textStream(bytes: Uint8Array, pulse: ReadingPulse = { beats: 0 }): ReadableStream<string> {
  return streamOf(bytes, pulse, (slice) => Buffer.from(slice).toString('latin1'));
}

/** Bytes that come piece by piece into one buffer; when it is too short, twice as long a one takes over and it is erased. */
class GatheredBytes<Store extends ArrayBuffer | SharedArrayBuffer> {
  readonly #make: (bytes: number) => Store;
  #bytes: Uint8Array<Store>;
  #length = 0;

  constructor(make: (bytes: number) => Store, expectedBytes: number) {
    this.#make = make;
    this.#bytes = new Uint8Array(make(Math.max(1024, expectedBytes)));
  }

  get length(): number {
    return this.#length;
  }

  add(piece: Uint8Array): void {
    const wanted = this.#length + piece.length;
    if (wanted > this.#bytes.length) {
      const longer = new Uint8Array(this.#make(Math.max(wanted, 2 * this.#bytes.length)));
      longer.set(this.#bytes.subarray(0, this.#length));
      this.#bytes.fill(0);
      this.#bytes = longer;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = wanted;
  }

  view(): Uint8Array<Store> {
    return this.#bytes.subarray(0, this.#length);
  }

  erase(): void {
    this.#bytes.fill(0);
  }
}

/** In memory that threads share. */
export class SharedBytes extends GatheredBytes<SharedArrayBuffer> {
  constructor(expectedBytes: number) {
    super((bytes) => new SharedArrayBuffer(bytes), expectedBytes);
  }
}

/** In memory of this thread. */
export class OwnBytes extends GatheredBytes<ArrayBuffer> {
  constructor(expectedBytes: number) {
    super((bytes) => new ArrayBuffer(bytes), expectedBytes);
  }
}
