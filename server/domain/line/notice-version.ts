import { sha256 } from '../files/sha256.ts';

/** Of what callers are told: the proof that a pledge bears, short enough to be read out. */
export function noticeVersion(notice: string): string {
  return sha256(new TextEncoder().encode(notice)).slice(0, 12);
}
