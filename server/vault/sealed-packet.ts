import { createMessage, encrypt, readMessage } from 'openpgp';
import * as z from 'zod';
import { parsedAs, shapeOf } from '../../shared/shape-of.ts';
import type { SealedBytes, SealPlace } from '../ports/vault.ts';
import { GNUPG_PROFILE, RECORD_CIPHER } from './key-locks.ts';
import { sealBroken, sealMoved } from './key-ring-errors.ts';

const KEY_BYTES = 32;

/** Whatever is sealed can be opened: the compiler asks for each kind. */
const KINDS: Readonly<Record<SealPlace['kind'], true>> = {
  record: true,
  call: true,
  participant: true,
  pledge: true,
  document: true,
  message: true,
  'conversation-member': true,
  'saved-search': true,
  item: true,
  poll: true,
};

const PACKET = z.strictObject({
  place: shapeOf<SealPlace>({
    campaign: z.string(),
    kind: z.enum(Object.keys(KINDS) as SealPlace['kind'][]),
    id: z.string(),
    version: z.int(),
  }),
  content: z.unknown(),
});

/** Tag 18 in the new packet format: symmetrically encrypted, integrity protected data. */
const SEIPD_TAG = 0xd2;

/** A record is written at no particular moment: a date in the packet would say when a donor was called. */
const NO_DATE = new Date(0);

function bodyStart(bytes: Uint8Array): number | undefined {
  const [tag, first = 0, second = 0] = bytes;
  if (tag !== SEIPD_TAG) return undefined;
  if (first < 192) return first + 2 === bytes.length ? 2 : undefined;
  if (first < 224) return ((first - 192) << 8) + second + 192 + 3 === bytes.length ? 3 : undefined;
  if (first !== 255 || bytes.length < 6) return undefined;
  return Buffer.from(bytes).readUInt32BE(2) + 6 === bytes.length ? 6 : undefined;
}

/** One whole version 1 packet and nothing before or after it: what stands outside the packet is not protected by it. */
function isOnePacket(bytes: Uint8Array): boolean {
  const start = bodyStart(bytes);
  return start !== undefined && bytes[start] === 1;
}

/** Seals JSON of place and content as one bare SEIPD version 1 packet. `key` is the campaign's session key. */
export async function sealPacket(key: Uint8Array, place: SealPlace, content: unknown): Promise<SealedBytes> {
  const clear = Buffer.from(JSON.stringify({ place, content }));
  try {
    return await sealedUnder(key, clear);
  } finally {
    clear.fill(0);
  }
}

/** The bytes as they are, place and content, under a key; the caller zeroes them. */
export async function sealedUnder(key: Uint8Array, clear: Uint8Array): Promise<SealedBytes> {
  return encrypt({
    message: await createMessage({ binary: clear, date: NO_DATE }),
    sessionKey: { data: key, algorithm: RECORD_CIPHER },
    format: 'binary',
    config: GNUPG_PROFILE,
  });
}

async function openedBytes(key: Uint8Array, sealed: Uint8Array): Promise<Uint8Array> {
  if (!isOnePacket(sealed)) throw sealBroken();
  try {
    const message = await readMessage({ binaryMessage: sealed });
    // Not `openpgp.decrypt`, which also looks for signatures: half the time of opening a card.
    const opened = await message.decrypt(undefined, undefined, [{ data: key, algorithm: RECORD_CIPHER }]);
    const clear = opened.getLiteralData();
    if (clear instanceof Uint8Array) return clear;
  } catch (error) {
    throw sealBroken(error);
  }
  throw sealBroken();
}

/**
 * Opens a packet under the first of the keys (32 bytes each) that does, and says which: a packet of before a rotation stands
 * under a retired one. AppError `seal-broken` when none does.
 */
export async function openedUnder(
  keys: Uint8Array,
  sealed: Uint8Array,
): Promise<{ readonly at: number; readonly clear: Uint8Array }> {
  const last = keys.length / KEY_BYTES - 1;
  for (let at = 0; ; at += 1) {
    try {
      const clear = await openedBytes(keys.subarray(at * KEY_BYTES, (at + 1) * KEY_BYTES), sealed);
      return { at, clear };
    } catch (error) {
      if (at >= last) throw error;
    }
  }
}

function samePlace(found: SealPlace, wanted: SealPlace): boolean {
  return (
    found.campaign === wanted.campaign &&
    found.kind === wanted.kind &&
    found.id === wanted.id &&
    found.version === wanted.version
  );
}

/** Opens a packet and checks that it stands where it was sealed. AppErrors `seal-broken`, `seal-moved`. */
export async function openPacket(keys: Uint8Array, place: SealPlace, sealed: SealedBytes): Promise<unknown> {
  const { clear } = await openedUnder(keys, sealed);
  const packet = parsedAs(Buffer.from(clear).toString('utf8'), PACKET);
  clear.fill(0);
  if (!packet) throw sealBroken();
  if (!samePlace(packet.place, place)) throw sealMoved();
  return packet.content;
}
