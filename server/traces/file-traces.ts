import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ScanRequest, ScanResult, Traces } from '../ports/traces.ts';

const CHUNK_BYTES = 1 << 20;

async function filesUnder(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return [];
  if (found.isFile()) return [place];
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Which needles stand in the file. Chunks overlap by the longest needle, so that none hides on a border. */
async function needlesIn(
  file: string,
  needles: readonly Uint8Array[],
): Promise<{ bytes: number; found: number }> {
  const overlap = Math.max(0, ...needles.map((needle) => needle.length - 1));
  const missing = new Set(needles);
  let tail = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const window = Buffer.concat([tail, chunk as Buffer]);
    bytes += (chunk as Buffer).length;
    for (const needle of missing) {
      if (window.includes(needle)) missing.delete(needle);
    }
    tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
  }
  return { bytes, found: needles.length - missing.size };
}

/** Re-reads every byte left on disk. Time grows with bytes × needles: callers pass a sample, not every record. */
export function openFileTraces(): Traces {
  return {
    async scan({ places, needles }: ScanRequest): Promise<ScanResult> {
      let files = 0;
      let bytes = 0;
      const hits: { file: string; needles: number }[] = [];
      for (const place of places) {
        for (const file of await filesUnder(place)) {
          const read = await needlesIn(file, needles);
          files += 1;
          bytes += read.bytes;
          if (read.found > 0) hits.push({ file: relative(place, file) || file, needles: read.found });
        }
      }
      return { files, bytes, hits };
    },
  };
}
