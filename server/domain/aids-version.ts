import { createHash } from 'node:crypto';
import type { CallAids } from '../../shared/call-aids.ts';

const DIGITS = 16;

/** Notes and objections with their version: the same content always has the same one. Undefined when there is nothing. */
export function versionedAids({ notes, objections }: Omit<CallAids, 'version'>): CallAids | undefined {
  if (notes.length === 0 && objections.length === 0) return undefined;
  const text = JSON.stringify([
    notes.map(({ title, text: body }) => [title, body]),
    objections.map(({ id, label, listen, answer, next }) => [id, label, listen, answer, next]),
  ]);
  return { version: createHash('sha256').update(text).digest('hex').slice(0, DIGITS), notes, objections };
}
