import assert from 'node:assert/strict';
import type { CollectedBytes } from './collected-bytes.ts';

/** 1 January 1980 at midnight, the zero of zip dates: hour, then day. */
const ZERO = Buffer.from([0, 0, 0x21, 0]);

const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const CENTRAL_HEADER = 0x02014b50;
/** Where the date stands in the local and in the central header of an entry. */
const LOCAL_DATE = 10;
const CENTRAL_DATE = 12;
/** What a size or an offset says that stands in the extensions of zip instead. */
const ELSEWHERE = 2 ** 32 - 1;

/**
 * Puts every entry at the zero of zip dates: the libraries date them by the hour of writing, and equal workbooks must be
 * equal bytes. The zip must be whole, without a comment, and under 4 GiB.
 */
export function resetZipDates(zip: CollectedBytes): void {
  const end = zip.bytesAt(zip.bytes - END_BYTES, END_BYTES);
  const [size, start] = [end.readUInt32LE(12), end.readUInt32LE(16)];
  assert(start !== ELSEWHERE, 'a zip under 4 GiB');
  const directory = zip.bytesAt(start, size);
  for (let at = 0; at < size; ) {
    assert.equal(directory.readUInt32LE(at), CENTRAL_HEADER, 'an entry of the directory');
    zip.overwrite(start + at + CENTRAL_DATE, ZERO);
    zip.overwrite(directory.readUInt32LE(at + 42) + LOCAL_DATE, ZERO);
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    at += CENTRAL_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
}
