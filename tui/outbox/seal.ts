import type { Key } from 'openpgp';
import { AppError } from '../../shared/errors.ts';
import { type OutboxKeys, type SealedContent, vouchedText } from '../../shared/sealed-outcome.ts';

/** The keys that outcomes are sealed to, checked; by campaign. */
export interface SealingKeys {
  /** Of the house key that vouches for them. */
  readonly fingerprint: string;
  readonly byCampaign: ReadonlyMap<string, Key>;
}

/** This machine's date counts for nothing: who the key belongs to, the pin and the signature say. */
const ANY_DATE = null as unknown as Date;

/** Loaded when a session is open: the first frame does not wait for it. */
const pgp = () => import('openpgp');

/** Reads the keys and what vouches for them. AppError `server-key-unsure` when a signature does not hold. */
export async function readKeys({ houseKey, keys }: OutboxKeys): Promise<SealingKeys> {
  const { createMessage, readKey, readSignature, verify } = await pgp();
  const byCampaign = new Map<string, Key>();
  try {
    const house = await readKey({ armoredKey: houseKey });
    for (const one of keys) {
      const { signatures } = await verify({
        message: await createMessage({ binary: Buffer.from(vouchedText(one)) }),
        signature: await readSignature({ armoredSignature: one.signature }),
        verificationKeys: house,
        date: ANY_DATE,
      });
      await signatures[0]?.verified;
      if (signatures.length !== 1) throw new Error('one signature is expected');
      byCampaign.set(one.campaign, await readKey({ armoredKey: one.publicKey }));
    }
    return { fingerprint: house.getFingerprint().toUpperCase(), byCampaign };
  } catch (cause) {
    throw new AppError({
      code: 'server-key-unsure',
      kind: 'forbidden',
      message: 'Les clés que donne ce serveur ne sont pas garanties par la sienne.',
      hint: 'N’ouvrez pas de session ici : appelez l’exploitation.',
      cause,
    });
  }
}

/** Only the server opens it. */
export async function sealOutcome(content: SealedContent, key: Key): Promise<Uint8Array> {
  const { createMessage, encrypt, enums } = await pgp();
  const clear = Buffer.from(JSON.stringify(content), 'utf8');
  try {
    return (await encrypt({
      message: await createMessage({ binary: clear, date: new Date(0) }),
      encryptionKeys: key,
      format: 'binary',
      date: ANY_DATE,
      config: { aeadProtect: false, preferredCompressionAlgorithm: enums.compression.uncompressed },
    })) as Uint8Array;
  } finally {
    clear.fill(0);
  }
}
