import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';

/**
 * A part ready to be laid into a zip; `packed` is deflated when `method` is 8, whole or in chunks. A list of chunks is
 * emptied as it is laid: a long part is never held twice.
 */
export interface ZipPart {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly bytes: number;
  readonly packed: Uint8Array | Uint8Array[];
}

/** 1 January 1980, the zero of zip dates: equal parts give equal bytes whatever the hour. */
const FIXED_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const VERSION = 20;
/** Sizes and offsets stand in 32 bits. */
const MAX_BYTES = 2 ** 32 - 1;

export function storedPart(name: string, clear: Uint8Array): ZipPart {
  return { name, method: 0, crc: crc32(clear), bytes: clear.length, packed: clear };
}

function packedLength({ packed }: ZipPart): number {
  if (packed instanceof Uint8Array) return packed.length;
  return packed.reduce((sum, chunk) => sum + chunk.length, 0);
}

function* takenChunks({ packed }: ZipPart): Generator<Uint8Array> {
  if (packed instanceof Uint8Array) yield packed;
  else for (let chunk = packed.shift(); chunk; chunk = packed.shift()) yield chunk;
}

/** The compressed bytes of a part, in one piece. */
export function packedBytes(part: ZipPart): Uint8Array {
  return part.packed instanceof Uint8Array ? part.packed : Buffer.concat(part.packed);
}

/** The fields that the local and the central header share, 26 bytes. */
function sharedHeader(part: ZipPart, nameBytes: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(part.method, 4);
  header.writeUInt16LE(FIXED_DATE, 8);
  header.writeUInt32LE(part.crc, 10);
  header.writeUInt32LE(packedLength(part), 14);
  header.writeUInt32LE(part.bytes, 18);
  header.writeUInt16LE(nameBytes, 22);
  return header;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function endRecord(count: number, size: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/** Length of the zip of these parts. */
export function zipBytes(parts: readonly ZipPart[]): number {
  const each = parts.map(
    (part) => LOCAL_BYTES + CENTRAL_BYTES + 2 * Buffer.byteLength(part.name, 'utf8') + packedLength(part),
  );
  return each.reduce((sum, bytes) => sum + bytes, END_BYTES);
}

/** Every byte of the zip in order. */
function* zipChunks(parts: readonly ZipPart[]): Generator<Uint8Array> {
  assert(zipBytes(parts) <= MAX_BYTES, 'a zip under 4 GiB');
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const header = sharedHeader(part, name.length);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    yield Buffer.concat([signature(0x04034b50), header, name]);
    directory.push(signature(0x02014b50), Buffer.from([VERSION, 0]), header, tail, name);
    at += LOCAL_BYTES + name.length + packedLength(part);
    yield* takenChunks(part);
  }
  const central = Buffer.concat(directory);
  yield Buffer.concat([central, endRecord(parts.length, central.length, at)]);
}

const PIECE_BYTES = 2 ** 20;

/** The same in pieces of a mebibyte, each in a buffer of its own that may be given away. */
export function* zipPieces(parts: readonly ZipPart[]): Generator<Uint8Array<ArrayBuffer>> {
  let left = zipBytes(parts);
  let piece = new Uint8Array(Math.min(left, PIECE_BYTES));
  let filled = 0;
  for (const chunk of zipChunks(parts)) {
    for (let taken = 0; taken < chunk.length; ) {
      const some = chunk.subarray(taken, taken + piece.length - filled);
      piece.set(some, filled);
      taken += some.length;
      filled += some.length;
      if (filled < piece.length) continue;
      left -= filled;
      yield piece;
      piece = new Uint8Array(Math.min(left, PIECE_BYTES));
      filled = 0;
    }
  }
}
