import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import type { WordsCipher } from '../ports/typed-words.ts';

const POINT_BYTES = 32;
const TAG_BYTES = 16;
/** DER before the 32 bytes of an X25519 key, private and public (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');
/** More than a house has campaigns. */
const MOST_RECIPIENTS = 100;
/** Each key seals one text, so its nonce may stand still. */
const NONCE = Buffer.alloc(12);

function pointOf(key: KeyObject): Buffer {
  return key.export({ format: 'raw-public' });
}

function publicKeyOf(point: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_DER, point]), format: 'der', type: 'spki' });
}

/** The key of one text: from the secret that both sides share, and from the point that goes with it. */
function keyOf(shared: Buffer, point: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', shared, point, 'plateau typed words 1', 32));
}

/** The X25519 key that a campaign's or the house's own secret gives, always the same. */
export function wordsKeyFrom(secret: Uint8Array, name: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', `plateau words key 1 ${name}`, POINT_BYTES));
  const der = Buffer.concat([PRIVATE_DER, seed]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    for (const bytes of [seed, der]) bytes.fill(0);
  }
}

/** That of the house's own words; its secret is zeroed. */
export async function houseWordsKey(file: { sealingKey(): Promise<Uint8Array> }): Promise<KeyObject> {
  const secret = await file.sealingKey();
  try {
    return wordsKeyFrom(secret, '');
  } finally {
    secret.fill(0);
  }
}

/** As the base keeps it. */
export function publicText(key: KeyObject): string {
  return pointOf(createPublicKey(key)).toString('base64');
}

/**
 * X25519 with a key of one use, HKDF-SHA-256, AES-256-GCM with the place as associated data; base64 of point ‖ tag ‖ ciphertext.
 * `privateKey` gives the key of a campaign while it is held.
 */
export function wordsCipher(privateKey: (campaign: string) => KeyObject | undefined): WordsCipher {
  const recipients = new Map<string, KeyObject>();
  /** Few, and asked for with each call: read once. */
  const recipientOf = (point: string) => {
    const known = recipients.get(point);
    if (known) return known;
    if (recipients.size >= MOST_RECIPIENTS) recipients.clear();
    const key = publicKeyOf(Buffer.from(point, 'base64'));
    recipients.set(point, key);
    return key;
  };
  return {
    seal: (recipient, place, words) => {
      const once = generateKeyPairSync('x25519');
      const point = pointOf(once.publicKey);
      const shared = diffieHellman({
        privateKey: once.privateKey,
        publicKey: recipientOf(recipient),
      });
      const cipher = createCipheriv('aes-256-gcm', keyOf(shared, point), NONCE).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
      return Buffer.concat([point, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (campaign, place, sealed) => {
      const key = privateKey(campaign);
      const bytes = Buffer.from(sealed, 'base64');
      if (!key || bytes.length < POINT_BYTES + TAG_BYTES) return undefined;
      const point = bytes.subarray(0, POINT_BYTES);
      const tag = bytes.subarray(POINT_BYTES, POINT_BYTES + TAG_BYTES);
      try {
        const shared = diffieHellman({ privateKey: key, publicKey: publicKeyOf(point) });
        const decipher = createDecipheriv('aes-256-gcm', keyOf(shared, point), NONCE, {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
        const clear = [decipher.update(bytes.subarray(POINT_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(clear).toString('utf8');
      } catch {
        // Another key's words, moved ones or changed bytes: all the same to whoever reads them.
        return undefined;
      }
    },
  };
}
