import { createMessage, decrypt, encrypt, generateKey, readKey, readMessage } from 'openpgp';

/** A charity's key pair in pure JavaScript: fast, for tests that are not about GnuPG. */
export interface CharityKeys {
  readonly publicKey: string;
  /** Armoured, without passphrase. */
  readonly privateKey: string;
  /** Upper case. */
  readonly fingerprint: string;
  /** What the charity drops: encrypted to the campaign's key, signed by the charity. */
  encryptFor(campaignPublicKey: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** What the charity does with a deliverable: decrypts it and verifies the house's signature; rejects otherwise. */
  open(sealed: Uint8Array, housePublicKey: string): Promise<Uint8Array>;
}

export async function makeCharityKeys(name = 'Association Testeuse'): Promise<CharityKeys> {
  const pair = await generateKey({ type: 'ecc', userIDs: { name }, format: 'object' });
  return {
    publicKey: pair.publicKey.armor(),
    privateKey: pair.privateKey.armor(),
    fingerprint: pair.publicKey.getFingerprint().toUpperCase(),
    encryptFor: async (campaignPublicKey, bytes) =>
      encrypt({
        message: await createMessage({ binary: bytes }),
        encryptionKeys: await readKey({ armoredKey: campaignPublicKey }),
        signingKeys: pair.privateKey,
        format: 'binary',
      }),
    open: async (sealed, housePublicKey) => {
      const { data, signatures } = await decrypt({
        message: await readMessage({ binaryMessage: sealed }),
        decryptionKeys: pair.privateKey,
        verificationKeys: await readKey({ armoredKey: housePublicKey }),
        expectSigned: true,
        format: 'binary',
      });
      await signatures[0]?.verified;
      return data as Uint8Array;
    },
  };
}
