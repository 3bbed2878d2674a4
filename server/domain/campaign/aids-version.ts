import type { CallAids } from '../../../shared/call-aids.ts';
import type { TrainingModule } from '../../../shared/training-module.ts';
import { sha256 } from '../files/sha256.ts';

const DIGITS = 16;

/** SHA-256 of their content, in hexadecimal: the order of files and their layout do not count. */
export function aidsHash({ notes, objections, modules = [] }: Omit<CallAids, 'version'>): string {
  const text = JSON.stringify([
    notes.map(({ title, text: body }) => [title, body]),
    objections.map(({ id, label, listen, answer, next }) => [id, label, listen, answer, next]),
    // Without modules the digest is the one that a charity approved before there were any.
    ...(modules.length > 0 ? [modules.map(moduleValues)] : []),
  ]);
  return sha256(text);
}

function moduleValues({ code, title, read, questions }: TrainingModule): unknown {
  const asked = questions.map(({ asks, choices, right, why, note }) => [asks, choices, right, why, note]);
  return [code, title, read, asked];
}

/** Notes, objections and modules with their version: the same content always has the same one. Undefined for nothing. */
export function versionedAids(aids: Omit<CallAids, 'version'>): CallAids | undefined {
  const { notes, objections, modules = [] } = aids;
  if (notes.length === 0 && objections.length === 0) return undefined;
  const version = aidsHash(aids).slice(0, DIGITS);
  return { version, notes, objections, ...(modules.length > 0 && { modules }) };
}
