import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { ByteSearch } from './byte-search.ts';

const CHUNK_BYTES = 1 << 22;
/** What a chunk shares with the next one: longer than any value sought. */
const OVERLAP_BYTES = 512;

/** Labels of the needles, one by one as they are met, that stand in what that process may write to: its heap, its buffers. Linux, the same user. */
export function* labelsInMemory(pid: number, search: ByteSearch): Generator<string> {
  const regions = readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const [, from = '0', to = '0'] of regions)
      yield* labelsBetween(memory, { from: Number(`0x${from}`), to: Number(`0x${to}`) }, search);
  } finally {
    closeSync(memory);
  }
}

function* labelsBetween(
  memory: number,
  { from, to }: { readonly from: number; readonly to: number },
  search: ByteSearch,
): Generator<string> {
  for (let at = from; at < to; at += CHUNK_BYTES - OVERLAP_BYTES) {
    const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, to - at));
    yield* search.inBytes(chunk.subarray(0, readRegion(memory, chunk, at)));
  }
}

/** A region reserved and never touched, or given back meanwhile, cannot be read: nothing is in it. */
function readRegion(memory: number, chunk: Buffer, at: number): number {
  try {
    return readSync(memory, chunk, 0, chunk.length, at);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EIO') return 0;
    throw error;
  }
}
