import { createHash } from 'node:crypto';

/** `SHA256:…` of a public key in its wire form, as `ssh-keygen -lf` prints it. */
export function sshFingerprint(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
