import { createHmac, timingSafeEqual } from 'node:crypto';

/** One-time codes by the clock (RFC 6238 over RFC 4226): HMAC-SHA-1, 30 s, 6 digits, as every phone's application reads them. */
const STEP_MS = 30_000;
const DIGITS = 6;
export const CODE_SECRET_BYTES = 20;
/** A phone's clock and a slow hand: one step before and one after the present one. */
const DRIFT_STEPS = 1;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The counter of RFC 6238 at that instant. */
export function codeStepAt(nowMs: number): number {
  return Math.floor(nowMs / STEP_MS);
}

/** HOTP of RFC 4226, the last `digits` decimal digits, with leading zeros. */
export function oneTimeCode(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The step whose code this is, among the present one and its neighbours; undefined when it is none of them, or one that
 * was used before (`lastStep`): a code opens once.
 */
export function stepOfCode(
  typed: string,
  secret: Uint8Array,
  at: { readonly nowMs: number; readonly lastStep: number },
): number | undefined {
  const code = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = codeStepAt(at.nowMs);
  const steps = Array.from({ length: 2 * DRIFT_STEPS + 1 }, (_, index) => now - DRIFT_STEPS + index);
  // Every neighbour is computed, whichever is right: the time taken says nothing.
  const right = steps.filter((step) =>
    timingSafeEqual(Buffer.from(oneTimeCode(secret, step)), Buffer.from(code)),
  );
  return right.find((step) => step > at.lastStep);
}

/** RFC 4648 base32 without padding: what applications accept when the code is typed by hand. */
export function base32Of(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The secret as an application reads it when it is typed by hand; undefined when it is no base32. */
export function bytesOfBase32(text: string): Uint8Array | undefined {
  const letters = text.toUpperCase().replaceAll(/[\s=]/g, '');
  if (!/^[A-Z2-7]*$/.test(letters)) return undefined;
  const bits = [...letters].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const octets = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(octets, (octet) => Number.parseInt(octet, 2));
}

/** The address that applications read, in a QR code or pasted. */
export function codeAddress(login: string, secret: Uint8Array): string {
  return `otpauth://totp/Plateau:${encodeURIComponent(login)}?secret=${base32Of(secret)}&issuer=Plateau`;
}
