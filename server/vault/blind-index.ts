import { createHmac, hkdfSync } from 'node:crypto';
import type { BlindPurpose } from '../ports/vault.ts';

const PURPOSES: readonly BlindPurpose[] = ['donor', 'phone', 'email', 'crm'];
const KEY_BYTES = 32;

/**
 * The keys of all purposes, one after the other, derived once from the charity's own key (an import makes 40,000 indexes); the
 * charity's key is zeroed. It is not a campaign's session key: an objection must reach the charity's other campaigns
 * (promise 4, server/README.md).
 */
export function blindKeys(charityKey: Uint8Array): Uint8Array {
  const keys = new Uint8Array(PURPOSES.length * KEY_BYTES);
  for (const [at, purpose] of PURPOSES.entries()) {
    const key = new Uint8Array(
      hkdfSync('sha256', charityKey, new Uint8Array(0), `blind:${purpose}`, KEY_BYTES),
    );
    keys.set(key, at * KEY_BYTES);
    key.fill(0);
  }
  charityKey.fill(0);
  return keys;
}

/** Truncated HMAC-SHA-256, 16 bytes in hex, under the purpose's key among `blindKeys`. */
export function blindIndex(keys: Uint8Array, purpose: BlindPurpose, value: string): string {
  const at = PURPOSES.indexOf(purpose) * KEY_BYTES;
  const key = keys.subarray(at, at + KEY_BYTES);
  return createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 32);
}
