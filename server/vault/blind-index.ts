import { createHmac, hkdfSync } from 'node:crypto';
import type { BlindPurpose } from '../ports/vault.ts';

/**
 * Truncated HMAC-SHA-256, 16 bytes in hex (stack.md §5). The key is derived from the charity's own key, not from a
 * campaign's session key: an objection must reach the charity's other campaigns (architecture §6, promise 4).
 */
export function blindIndex(charityKey: Uint8Array, purpose: BlindPurpose, value: string): string {
  const key = new Uint8Array(hkdfSync('sha256', charityKey, new Uint8Array(0), `blind:${purpose}`, 32));
  try {
    return createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 32);
  } finally {
    key.fill(0);
  }
}
