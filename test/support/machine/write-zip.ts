/** A part ready to be laid into a zip; `packed` is deflated when `method` is 8. */
export interface ZipPart {
  readonly name: string;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly bytes: number;
  readonly packed: Uint8Array;
}

/** 1 January 1980, the zero of zip dates: equal parts give equal bytes whatever the hour. */
const FIXED_DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const VERSION = 20;

/** The fields that the local and the central header share, 26 bytes. */
function sharedHeader(part: ZipPart, nameBytes: number): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(VERSION, 0);
  header.writeUInt16LE(UTF8_NAMES, 2);
  header.writeUInt16LE(part.method, 4);
  header.writeUInt16LE(FIXED_DATE, 8);
  header.writeUInt32LE(part.crc, 10);
  header.writeUInt32LE(part.packed.length, 14);
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

/** A zip of these parts in that order, every byte ours, as the hostile ones need. */
export function writeZip(parts: readonly ZipPart[]): Buffer {
  const laid: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name, 'utf8');
    const header = sharedHeader(part, name.length);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const local = Buffer.concat([signature(0x04034b50), header, name]);
    laid.push(local, part.packed);
    directory.push(signature(0x02014b50), Buffer.from([VERSION, 0]), header, tail, name);
    at += local.length + part.packed.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...laid, central, endRecord(parts.length, central.length, at)]);
}
