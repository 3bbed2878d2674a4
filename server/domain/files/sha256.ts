import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal, as receipts, manifests and versions keep it; a text is hashed as UTF-8, so `sha256sum` agrees. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
