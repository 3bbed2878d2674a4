import { createHash, timingSafeEqual } from 'node:crypto';

/** `SHA256:…` of a public host key in wire format, as `ssh-keygen -lf` prints it. */
function hostKeyFingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

export interface HostKeyPin {
  /** Given to ssh2 as `hostVerifier`. */
  readonly verify: (key: Buffer) => boolean;
  /** True once a server showed another key than the pinned one. */
  readonly refused: () => boolean;
}

/** Accepts the pinned key only, and remembers a refusal: ssh2's own error does not say that this was the reason. */
export function pinHostKey(pinned: string): HostKeyPin {
  let refused = false;
  return {
    verify: (key) => {
      const seen = Buffer.from(hostKeyFingerprint(key));
      const expected = Buffer.from(pinned);
      const same = seen.length === expected.length && timingSafeEqual(seen, expected);
      refused ||= !same;
      return same;
    },
    refused: () => refused,
  };
}
