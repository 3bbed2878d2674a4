import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMessage,
  decrypt,
  encrypt,
  generateKey,
  type PrivateKey,
  readKey,
  readMessage,
  readPrivateKey,
} from 'openpgp';

/** The charity of the demo: its own OpenPGP key, made for the occasion; it signs what it gives and opens what it gets. */
export interface DemoCharity {
  readonly publicKey: string;
  readonly privateKey: PrivateKey;
  /** Encrypts to the campaign key and signs, as the charity's own tool would. */
  seal(bytes: Uint8Array, campaignPublicKey: string): Promise<Uint8Array>;
  /** What was delivered to it, opened with its own key. */
  open(sealed: Uint8Array): Promise<Uint8Array>;
}

/** Makes the key and writes it to the folder, so that anyone can open the delivered files with GnuPG afterwards. */
export async function makeCharity(folder: string): Promise<DemoCharity> {
  const pair = await generateKey({
    type: 'ecc',
    userIDs: [{ name: 'Association (exemple)', email: 'depot@exemple.invalid' }],
    format: 'armored',
  });
  writeFileSync(join(folder, 'association-cle-privee.asc'), pair.privateKey, { mode: 0o600 });
  const privateKey = await readPrivateKey({ armoredKey: pair.privateKey });
  return {
    publicKey: pair.publicKey,
    privateKey,
    seal: async (bytes, campaignPublicKey) => {
      const encryptionKeys = await readKey({ armoredKey: campaignPublicKey });
      const message = await createMessage({ binary: bytes, filename: '' });
      return (await encrypt({
        message,
        encryptionKeys,
        signingKeys: privateKey,
        format: 'binary',
      })) as Uint8Array;
    },
    open: async (sealed) => {
      const message = await readMessage({ binaryMessage: sealed });
      const { data } = await decrypt({ message, decryptionKeys: privateKey, format: 'binary' });
      return data as Uint8Array;
    },
  };
}
