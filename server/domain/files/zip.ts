/** ZIP as every system opens it (APPNOTE 6.3, its plain part): entries stored whole, names in UTF-8, no clock in it. */

interface ZipEntry {
  /** Relative, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const POLYNOMIAL = 0xedb88320;
const STEPS = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (STEPS[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

const VERSION = 20;
const UTF8_NAME = 0x0800;
/** 1 January 1980, midnight: equal files give equal archives. */
const NO_DAY = 0x21;

/** What the head of an entry and its line in the directory share. */
function facts(name: Uint8Array, bytes: Uint8Array): Buffer {
  const block = Buffer.alloc(26);
  block.writeUInt16LE(VERSION, 0);
  block.writeUInt16LE(UTF8_NAME, 2);
  block.writeUInt16LE(NO_DAY, 8);
  block.writeUInt32LE(crc32(bytes), 10);
  block.writeUInt32LE(bytes.length, 14);
  block.writeUInt32LE(bytes.length, 18);
  block.writeUInt16LE(name.length, 22);
  return block;
}

const signature = (letters: string) => Buffer.from(`PK${letters}`, 'latin1');

/** An archive of these files, a few megabytes at most: it is built in memory. Equal entries give equal bytes. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of entries) {
    const path = Buffer.from(name);
    const shared = facts(path, bytes);
    const file = Buffer.concat([signature('\u0003\u0004'), shared, path, bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([signature('\u0001\u0002'), Buffer.from([VERSION, 0]), shared, tail, path]));
    files.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, listed, signature('\u0005\u0006'), end]);
}
