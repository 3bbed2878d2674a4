import { sha256 } from '../files/sha256.ts';
import type { ScriptKind } from './script-parts.ts';

export interface EditionPart {
  readonly kind: ScriptKind;
  readonly version: string;
  /** SHA-256 in hexadecimal of what was approved. */
  readonly hash: string;
}

/** All that is said and sent at one moment. */
export interface Edition {
  readonly digest: string;
  readonly parts: readonly EditionPart[];
}

/** The digest is that of the lines « part version hash »: whoever holds the list finds it again with `sha256sum`. Pure. */
export function editionOf(parts: readonly EditionPart[]): Edition {
  const lines = parts.map(({ kind, version, hash }) => `${kind} ${version} ${hash}\n`);
  return { digest: sha256(lines.join('')), parts };
}
