import assert from 'node:assert/strict';

/** POSIX ustar, the part of it that every `tar` reads: plain files, short names, no owner. */

export const TAR_BLOCK = 512;

export interface TarEntry {
  /** Relative, ASCII, at most 100 characters. */
  readonly path: string;
  readonly bytes: number;
}

/** Eleven octal digits hold 8 GiB less one byte. */
const MOST_BYTES = 8 ** 11 - 1;

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** The block before an entry's bytes; the file takes the rights 0600. */
export function tarHeader({ path, bytes }: TarEntry, atMs: number): Uint8Array {
  assert(/^[\x21-\x7e]{1,100}$/.test(path) && bytes <= MOST_BYTES, 'an archive entry is short and plain');
  const header = Buffer.alloc(TAR_BLOCK);
  const write = (text: string, at: number) => header.write(text, at, 'latin1');
  write(path, 0);
  write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  write(`${octal(bytes, 11)}\0${octal(Math.floor(atMs / 1000), 11)}\0`, 124);
  write('0', 156);
  write('ustar\x0000', 257);
  write(`${octal(checksum(header), 6)}\0 `, 148);
  return header;
}

/** Zeros from an entry's last byte to the end of its block. */
export function tarPadding(bytes: number): Uint8Array {
  return new Uint8Array((TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK);
}

/** What ends an archive. */
export const TAR_END: Uint8Array = new Uint8Array(2 * TAR_BLOCK);

/**
 * The entry of a header block; undefined for the zeros of the end. Throws on what we do not write: another kind, a
 * broken sum.
 */
export function readTarHeader(header: Uint8Array): TarEntry | undefined {
  if (header.every((byte) => byte === 0)) return undefined;
  const text = (at: number, length: number) =>
    Buffer.from(header.subarray(at, at + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  const isOurs = text(156, 1) === '0' && Number.parseInt(text(148, 8), 8) === checksum(header);
  if (!isOurs) throw new Error('archive header is damaged');
  return { path: text(0, 100), bytes: Number.parseInt(text(124, 12), 8) };
}
