import assert from 'node:assert/strict';

/** Control characters, line separators and direction marks: a name that bears one lies to whoever reads it. */
const DECEITFUL = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const MAX_NAME_BYTES = 200;

/** True for a name that stands for one ordinary file of one folder, whatever server gave it. */
export function isPlainName(name: string): boolean {
  return (
    name !== '' &&
    !name.startsWith('.') &&
    !/[/\\]/.test(name) &&
    !DECEITFUL.test(name) &&
    Buffer.byteLength(name) <= MAX_NAME_BYTES
  );
}

/** True for a file that its sender is still writing: `.part` (ours), `.filepart` (WinSCP). */
export function isPartName(name: string): boolean {
  return /\.(file)?part$/i.test(name);
}

/** Names that reach the drop come from our own code: anything but a plain name is a bug. */
export function assertPlainName(name: string): void {
  assert(isPlainName(name), 'a drop file name is one plain path segment');
}

/** Hidden while it grows; the charity's tools and our own listing leave it out. */
export function partName(name: string): string {
  return `.${name}.part`;
}
