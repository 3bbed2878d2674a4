import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import type { ZipPart } from './write-zip.ts';

/** Text is given to the compressor in pieces of about that many characters. */
const PIECE_CHARACTERS = 128 * 1024;

/** A part of a package as it grows: only what is compressed is kept. Equal texts give equal bytes, however they are cut. */
export class DeflatedPart {
  readonly #deflate = createDeflateRaw({ level: 6, chunkSize: 64 * 1024 });
  readonly #chunks: Buffer[] = [];
  readonly #over: Promise<unknown>;
  #waiting = '';
  #bytes = 0;
  #crc = 0;

  constructor() {
    this.#deflate.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#over = once(this.#deflate, 'end');
  }

  /** Resolves when the compressor has room for more. */
  async add(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#waiting.length >= PIECE_CHARACTERS) await this.#flush();
  }

  async finish(name: string): Promise<ZipPart> {
    await this.#flush();
    this.#deflate.end();
    await this.#over;
    return { name, method: 8, crc: this.#crc, bytes: this.#bytes, packed: Buffer.concat(this.#chunks) };
  }

  async #flush(): Promise<void> {
    const piece = Buffer.from(this.#waiting, 'utf8');
    this.#waiting = '';
    this.#bytes += piece.length;
    this.#crc = crc32(piece, this.#crc);
    if (!this.#deflate.write(piece)) await once(this.#deflate, 'drain');
  }
}
