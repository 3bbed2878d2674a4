import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';

/** A public key of OpenSSH, read from its one-line file; the comment, often a name, is dropped. */
export interface SshPublicKey {
  readonly kind: string;
  /** `SHA256:…`, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

export type SshKeyProblem = 'not-a-public-key' | 'private-key' | 'kind-refused' | 'too-short';

const KINDS: readonly string[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
];
const RSA_MIN_BITS = 2048;

/** Strings of RFC 4251 §5, or undefined when the lengths do not add up. */
function stringsOf(blob: Buffer): readonly Buffer[] | undefined {
  const strings: Buffer[] = [];
  let at = 0;
  while (at < blob.length) {
    if (at + 4 > blob.length) return undefined;
    const end = at + 4 + blob.readUInt32BE(at);
    if (end > blob.length) return undefined;
    strings.push(blob.subarray(at + 4, end));
    at = end;
  }
  return strings;
}

function bitsOf(number: Buffer | undefined): number {
  const first = number?.findIndex((byte) => byte !== 0) ?? -1;
  if (number === undefined || first < 0) return 0;
  return (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24;
}

/** Reads the text of a `.pub` file. Security keys (sk-…) are refused: the SSH host cannot verify them. */
export function readSshPublicKey(text: string): SshPublicKey | SshKeyProblem {
  if (/PRIVATE KEY-----/.test(text)) return 'private-key';
  const line = text.trim();
  const match = /^(?<kind>[a-z0-9@.-]{1,64}) (?<blob>[A-Za-z0-9+/]{16,4096}={0,2})(?: .*)?$/.exec(line);
  if (!match?.groups) return 'not-a-public-key';
  const { kind = '', blob: base64 = '' } = match.groups;
  const blob = Buffer.from(base64, 'base64');
  const strings = stringsOf(blob);
  if (strings?.[0]?.toString('latin1') !== kind) return 'not-a-public-key';
  if (!KINDS.includes(kind)) return 'kind-refused';
  if (kind === 'ssh-ed25519' && strings[1]?.length !== 32) return 'not-a-public-key';
  if (kind === 'ssh-rsa' && bitsOf(strings[2]) < RSA_MIN_BITS) return 'too-short';
  return { kind, fingerprint: sshFingerprint(blob) };
}
