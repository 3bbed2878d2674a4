import { decrypt, type PrivateKey, readMessage } from 'openpgp';
import { AppError } from '../../shared/errors.ts';

/** Above any outcome; a bomb stops there. */
const MAX_CLEAR_BYTES = 64 * 1024;

/**
 * Decrypts what a workstation sealed to the campaign's key. It is not signed: whose it is, the session that hands it in and
 * the lease of its call say. AppError `sealed-unreadable`.
 */
export async function openWorkstationOutcome(bytes: Uint8Array, key: PrivateKey): Promise<Uint8Array> {
  try {
    const message = await readMessage({
      binaryMessage: bytes,
      config: { maxDecompressedMessageSize: MAX_CLEAR_BYTES },
    });
    const { data } = await decrypt({
      message,
      decryptionKeys: key,
      format: 'binary',
      config: { maxDecompressedMessageSize: MAX_CLEAR_BYTES },
    });
    return data as Uint8Array;
  } catch (cause) {
    throw new AppError({
      code: 'sealed-unreadable',
      kind: 'invalid',
      message: 'Une qualification gardée sur ce poste ne peut pas être lue.',
      hint: 'Dites-le à votre chef d’équipe : l’appel est à qualifier de nouveau.',
      cause,
    });
  }
}
