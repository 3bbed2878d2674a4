import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What is looked for; the label says which value it is without saying the value. */
export interface Needle {
  readonly label: string;
  readonly bytes: Uint8Array;
}

interface Found {
  /** Relative to the folder searched. */
  readonly file: string;
  readonly label: string;
}

export interface ByteSearch {
  /** Labels of the needles that stand in the bytes, each once. */
  inBytes(bytes: Uint8Array): readonly string[];
  /** Every file under the folder but those in the folders of `except` (absolute). */
  inFolder(
    folder: string,
    except?: readonly string[],
  ): { readonly files: readonly string[]; readonly found: readonly Found[] };
}

/** Shorter byte runs stand anywhere by chance. */
const MIN_BYTES = 6;

/** Looks for all needles at once: one pass over the bytes whatever their number, no place skipped. */
export function openByteSearch(needles: readonly Needle[]): ByteSearch {
  const starts = new Uint8Array(65_536);
  const byStart = new Map<number, { readonly label: string; readonly bytes: Buffer }[]>();
  for (const { label, bytes } of needles) {
    if (bytes.length < MIN_BYTES) throw new Error(`too short to be looked for: ${label}`);
    const needle = { label, bytes: Buffer.from(bytes) };
    starts[needle.bytes.readUInt16LE(0)] = 1;
    const start = needle.bytes.readUInt32LE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), needle]);
  }
  const inBytes = (bytes: Uint8Array): string[] => {
    const hay = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const labels = new Set<string>();
    for (let at = 0; at + MIN_BYTES <= hay.length; at += 1) {
      if (starts[hay[at]! | (hay[at + 1]! << 8)] === 0) continue;
      for (const needle of byStart.get(hay.readUInt32LE(at)) ?? []) {
        if (hay.subarray(at, at + needle.bytes.length).equals(needle.bytes)) labels.add(needle.label);
      }
    }
    return [...labels];
  };
  return {
    inBytes,
    inFolder: (folder, except = []) => {
      const files = filesUnder(folder).filter((file) => !except.some((left) => file.startsWith(`${left}/`)));
      const found = files.flatMap((file) =>
        inBytes(bytesOf(file)).map((label) => ({ file: relative(folder, file), label })),
      );
      return { files: files.map((file) => relative(folder, file)), found };
    },
  };
}

/** A lock or a part that went away since it was listed holds nothing any more. */
function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint8Array();
    throw error;
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry: Dirent) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The ways a text is written down: letter case, accents apart or left out, UTF-8, UTF-16LE, Latin-1, and in base64 at any place. */
export function textNeedles(label: string, text: string): readonly Needle[] {
  const apart = text.normalize('NFD');
  const bare = apart.replace(/\p{M}/gu, '');
  const spellings = new Set([text, text.toUpperCase(), text.toLowerCase(), apart, bare]);
  return [...spellings].flatMap((spelling) => [
    { label, bytes: Buffer.from(spelling, 'utf8') },
    { label, bytes: Buffer.from(spelling, 'utf16le') },
    { label, bytes: Buffer.from(spelling, 'latin1') },
    ...base64Needles(label, Buffer.from(spelling, 'utf8')),
  ]);
}

/** Long enough to stand nowhere by chance, short enough for the runs that the purge itself keeps while it works. */
const RUN = 24;

/**
 * Sealed bytes may be cut into pages or written as text: three runs of them, as they are, in hex and in base64; and in base64
 * complemented, as a purge hides in the base what it will look for.
 */
export function sealedNeedles(label: string, sealed: Uint8Array): readonly Needle[] {
  const all = Buffer.from(sealed);
  const starts = [all.length / 4, (all.length - RUN) / 2, all.length - RUN];
  return starts
    .map((from) => all.subarray(Math.floor(from), Math.floor(from) + RUN))
    .flatMap((bytes) => [
      { label, bytes },
      { label, bytes: Buffer.from(bytes.toString('hex')) },
      ...base64Needles(label, bytes),
      ...base64Needles(
        label,
        bytes.map((byte) => byte ^ 0xff),
      ),
    ]);
}

/** The characters that do not depend on what stands before or after, for each of the three alignments. */
function base64Needles(label: string, bytes: Uint8Array): readonly Needle[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return { label, bytes: Buffer.from(text.slice(Math.ceil((before * 8) / 6), whole)) };
  });
}
