import type { CallAids } from '../../../shared/call-aids.ts';
import { sha256 } from '../files/sha256.ts';

const DIGITS = 16;

/** SHA-256 of their content, in hexadecimal: the order of files and their layout do not count. */
export function aidsHash({ notes, objections }: Omit<CallAids, 'version'>): string {
  const text = JSON.stringify([
    notes.map(({ title, text: body }) => [title, body]),
    objections.map(({ id, label, listen, answer, next }) => [id, label, listen, answer, next]),
  ]);
  return sha256(text);
}

/** Notes and objections with their version: the same content always has the same one. Undefined when there is nothing. */
export function versionedAids(aids: Omit<CallAids, 'version'>): CallAids | undefined {
  const { notes, objections } = aids;
  if (notes.length === 0 && objections.length === 0) return undefined;
  return { version: aidsHash(aids).slice(0, DIGITS), notes, objections };
}
