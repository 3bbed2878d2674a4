import { readTarHeader, TAR_BLOCK, type TarEntry } from '../domain/files/tar.ts';

export interface ArchivedFile extends TarEntry {
  /** To be read to its end before the next file is asked for. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/** Exactly so many bytes of a stream, in the pieces it gives. */
class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async *take(bytes: number): AsyncGenerator<Uint8Array> {
    let left = bytes;
    while (left > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done) throw new Error('archive is cut short');
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async whole(bytes: number): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.take(bytes)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** Reads to the end of the source: only there does a cipher say that nothing was changed. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }
}

/** The files of an archive, in its order and in constant memory. */
export async function* tarEntries(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivedFile> {
  const reader = new ByteReader(source);
  for (;;) {
    const entry = readTarHeader(await reader.whole(TAR_BLOCK));
    if (!entry) break;
    yield { ...entry, pieces: reader.take(entry.bytes) };
    await reader.whole((TAR_BLOCK - (entry.bytes % TAR_BLOCK)) % TAR_BLOCK);
  }
  await reader.drain();
}
