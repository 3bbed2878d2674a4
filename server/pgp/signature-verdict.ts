import { type DecryptMessageResult, enums, type Key, readKey, type SignaturePacket } from 'openpgp';
import { fileRefused } from './exchange-errors.ts';

export type FileSignature = DecryptMessageResult['signatures'][number];

/**
 * What openpgp.js says once the signature itself holds, or once it has found no key to try. In this order: the first two are
 * said of the registered key, so that nobody is accused; the third may be a new subkey or a stranger.
 */
const REASONS = [
  [/^Signature creation time is in the future/, 'file-clock-ahead'],
  [/^(Insecure (message )?hash algorithm|Hash algorithm too weak)/, 'file-weak-digest'],
  [/^Could not find signing key/, 'file-unknown-signer'],
] as const;

async function packetOf(signature: FileSignature): Promise<SignaturePacket | undefined> {
  const [packet] = (await signature.signature).packets;
  return packet;
}

/**
 * A signature of text, which is what `gpg --textmode` makes: the program has rewritten the line ends of the workbook, which
 * no longer opens, whatever else holds.
 */
export async function signsText(signatures: readonly FileSignature[]): Promise<boolean> {
  const packets = await Promise.all(signatures.map(packetOf));
  return packets.some((packet) => packet?.signatureType === enums.signature.text);
}

/** True for a key or subkey of somebody else whom we know. */
async function isOfOthers(signature: FileSignature, others: readonly string[]): Promise<boolean> {
  for (const armoredKey of others) {
    const key: Key = await readKey({ armoredKey });
    if (key.getKeys(signature.keyID).length > 0) return true;
  }
  return false;
}

/**
 * The true reason why no signature of a file holds, as a refusal: the clock of the registered key's holder, a digest that proves
 * nothing any more, a key that nobody registered here, or somebody else's. `others` lends the armoured keys of everybody known.
 */
export async function signatureRefused(
  signatures: readonly FileSignature[],
  others: () => Promise<readonly string[]>,
): Promise<Error> {
  const verdicts = await Promise.allSettled(signatures.map(({ verified }) => verified));
  const causes = verdicts.map((verdict) => (verdict.status === 'rejected' ? verdict.reason : undefined));
  for (const [pattern, code] of REASONS) {
    const at = causes.findIndex((cause) => cause instanceof Error && pattern.test(cause.message));
    const signature = signatures[at];
    if (signature === undefined) continue;
    const isForeign = code === 'file-unknown-signer' && (await isOfOthers(signature, await others()));
    return fileRefused(isForeign ? 'file-bad-signature' : code, causes[at]);
  }
  return fileRefused('file-bad-signature', causes[0]);
}
