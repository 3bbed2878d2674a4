import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import type { Worker } from 'node:worker_threads';

/** What this thread truly holds, in bytes: rubbish is collected first, so that the figure does not depend on when it last was. Needs `--expose-gc`. */
export function liveBytes(): number {
  assert(globalThis.gc, 'runs with --expose-gc');
  // Twice: what the first turn finalises (buffers, streams) is freed by the second.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

interface Snapshot {
  readonly snapshot: { readonly meta: { readonly node_fields: readonly string[] } };
  /** As many numbers a node as it has fields, one node after the other. */
  readonly nodes: readonly number[];
}

/** The same of another thread, by a snapshot of its heap: living objects only, texts and buffers of its own included. */
export async function liveBytesOf(worker: Worker): Promise<number> {
  const { snapshot, nodes } = JSON.parse(await text(await worker.getHeapSnapshot())) as Snapshot;
  const fields = snapshot.meta.node_fields;
  let bytes = 0;
  for (let at = fields.indexOf('self_size'); at < nodes.length; at += fields.length) bytes += nodes[at] ?? 0;
  return bytes;
}
