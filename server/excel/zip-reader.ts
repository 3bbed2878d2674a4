import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { WorkbookRefusal } from './workbook-refusals.ts';

/** One file of a zip as its central directory declares it. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const UNKNOWN_32 = 0xffffffff;
/** An .xlsx has a few dozen parts; a directory beyond this is hostile. */
const MAX_ENTRIES = 2000;

const damaged = (detail: string) => new WorkbookRefusal('workbook-damaged', detail);

function endOfDirectory(zip: Buffer): number {
  const last = zip.length - END_BYTES;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw damaged('fin de l’archive absente');
}

/** Zip64 sizes and offset stand in an extra field, in the order of the 32-bit ones they replace. */
function zip64Values(extra: Buffer, wanted: number): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    return Array.from({ length: wanted }, (_, rank) => Number(extra.readBigUInt64LE(at + 4 + rank * 8)));
  }
  throw damaged('tailles zip64 absentes');
}

function readEntry(zip: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (zip.readUInt32LE(at) !== CENTRAL) throw damaged('répertoire illisible');
  const nameBytes = zip.readUInt16LE(at + 28);
  const extraBytes = zip.readUInt16LE(at + 30);
  const nameEnd = at + 46 + nameBytes;
  const sizes = [zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
  const unknown = sizes.filter((size) => size === UNKNOWN_32).length;
  const wide = unknown > 0 ? zip64Values(zip.subarray(nameEnd, nameEnd + extraBytes), unknown) : [];
  const [bytes = 0, packedBytes = 0, headerAt = 0] = sizes.map((size) =>
    size === UNKNOWN_32 ? (wide.shift() ?? 0) : size,
  );
  const entry: ZipEntry = {
    name: zip.toString('utf8', at + 46, nameEnd),
    method: zip.readUInt16LE(at + 10),
    encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
    crc: zip.readUInt32LE(at + 16),
    packedBytes,
    bytes,
    headerAt,
  };
  return { entry, next: nameEnd + extraBytes + zip.readUInt16LE(at + 32) };
}

/** The central directory of a zip, nothing inflated. WorkbookRefusal `workbook-damaged` when it does not hold together. */
export function readZipDirectory(zip: Buffer): readonly ZipEntry[] {
  try {
    const end = endOfDirectory(zip);
    const count = zip.readUInt16LE(end + 10);
    if (count > MAX_ENTRIES)
      throw new WorkbookRefusal('workbook-too-large', `${count} parties dans l’archive`);
    const entries: ZipEntry[] = [];
    let at = zip.readUInt32LE(end + 16);
    for (let rank = 0; rank < count; rank++) {
      const { entry, next } = readEntry(zip, at);
      entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('répertoire tronqué');
    throw error;
  }
}

/** The compressed bytes of an entry. */
function packedBytesOf(zip: Buffer, entry: ZipEntry): Buffer {
  if (entry.headerAt + 30 > zip.length || zip.readUInt32LE(entry.headerAt) !== LOCAL)
    throw damaged('partie introuvable');
  const start =
    entry.headerAt + 30 + zip.readUInt16LE(entry.headerAt + 26) + zip.readUInt16LE(entry.headerAt + 28);
  const packed = zip.subarray(start, start + entry.packedBytes);
  if (packed.length !== entry.packedBytes) throw damaged('partie tronquée');
  return packed;
}

/** Inflates one entry, never beyond the size it declares; checks size and CRC. */
export function inflateEntry(zip: Buffer, entry: ZipEntry): Buffer {
  if (entry.encrypted) throw new WorkbookRefusal('workbook-not-xlsx', 'archive protégée par mot de passe');
  const packed = packedBytesOf(zip, entry);
  const clear = entry.method === 8 ? inflate(packed, entry.bytes) : packed;
  if (clear.length !== entry.bytes || crc32(clear) !== entry.crc) throw damaged('somme de contrôle fausse');
  return clear;
}

function inflate(packed: Buffer, maxBytes: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
  } catch {
    throw damaged('compression illisible');
  }
}

const CHUNK_BYTES = 256 * 1024;

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

/**
 * The same in constant memory: chunks as they are inflated. Never more than the entry declares; size and CRC are checked once
 * the last one is out, so that what came before counts only when this ends without a refusal.
 */
export async function* inflateChunks(zip: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.encrypted) throw new WorkbookRefusal('workbook-not-xlsx', 'archive protégée par mot de passe');
  const packed = packedBytesOf(zip, entry);
  const source = Readable.from(slices(packed), { objectMode: false });
  const stream = entry.method === 8 ? inflated(source) : source;
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > entry.bytes) break;
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw damaged('compression illisible');
    throw error;
  }
  if (bytes !== entry.bytes || crc !== entry.crc) throw damaged('somme de contrôle fausse');
}

function inflated(source: Readable): Readable {
  const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
  source.once('error', (error) => stream.destroy(error));
  return source.pipe(stream);
}
