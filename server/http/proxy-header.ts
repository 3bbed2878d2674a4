import { isIP } from 'node:net';

/**
 * The PROXY protocol, versions 1 and 2, as a balancer writes it before the first byte of a connection
 * (https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt).
 */
export interface ProxyHeader {
  /** Bytes that are the header's: what follows is the person's. */
  readonly length: number;
  /** Whom the balancer speaks for; undefined when it speaks for itself (its own look at the server). */
  readonly source: { readonly address: string; readonly port: number } | undefined;
}

const SIGNATURE_1 = Buffer.from('PROXY ');
const SIGNATURE_2 = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');
/** The longest line of version 1, its line break included. */
const MOST_LINE = 107;
const FIXED_2 = 16;
/** Addresses and what a balancer adds to them; more would be somebody who fills memory. */
const MOST_2 = 4096;

const LINE =
  /^PROXY TCP(?<kind>[46]) (?<from>[0-9a-f:.]{2,39}) [0-9a-f:.]{2,39} (?<port>\d{1,5}) \d{1,5}\r\n$/i;
const MAPPED = /^::ffff:(?<high>[0-9a-f]{1,4}):(?<low>[0-9a-f]{1,4})$/;

/** One spelling each, that failures of one place are counted together; an IPv4 address inside IPv6 is itself. */
function oneSpelling(address: string): string {
  if (isIP(address) !== 6) return address;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(short)?.groups;
  if (!mapped) return short;
  const value = [mapped.high, mapped.low].map((part) => Number.parseInt(part ?? '', 16));
  return value.flatMap((part) => [part >> 8, part & 255]).join('.');
}

function readLine(bytes: Buffer): ProxyHeader | 'more' | 'wrong' {
  const end = bytes.subarray(0, MOST_LINE).indexOf('\r\n');
  if (end < 0) return bytes.length < MOST_LINE ? 'more' : 'wrong';
  const length = end + 2;
  const line = bytes.toString('latin1', 0, length);
  if (/^PROXY UNKNOWN[ \r]/.test(line)) return { length, source: undefined };
  const { kind, from = '', port } = LINE.exec(line)?.groups ?? {};
  if (isIP(from) !== Number(kind) || Number(port) > 65_535) return 'wrong';
  return { length, source: { address: oneSpelling(from), port: Number(port) } };
}

/** Connections of TCP over IPv4 and IPv6: bytes of one address, and of both with their ports. */
const FAMILIES: Readonly<Record<number, { readonly address: number; readonly both: number }>> = {
  17: { address: 4, both: 12 },
  33: { address: 16, both: 36 },
};
const LOCAL = 0x20;
const PROXY = 0x21;

function readBinary(bytes: Buffer): ProxyHeader | 'more' | 'wrong' {
  if (bytes.length < FIXED_2) return 'more';
  const command = bytes.readUInt8(12);
  const length = FIXED_2 + bytes.readUInt16BE(14);
  if ((command !== LOCAL && command !== PROXY) || length > FIXED_2 + MOST_2) return 'wrong';
  if (bytes.length < length) return 'more';
  const family = FAMILIES[bytes.readUInt8(13)];
  if (command === LOCAL || !family) return { length, source: undefined };
  if (length < FIXED_2 + family.both) return 'wrong';
  const at = bytes.subarray(FIXED_2, FIXED_2 + family.address);
  const address = family.address === 4 ? at.join('.') : (at.toString('hex').match(/.{4}/g) ?? []).join(':');
  const port = bytes.readUInt16BE(FIXED_2 + 2 * family.address);
  return { length, source: { address: oneSpelling(address), port } };
}

const begins = (bytes: Buffer, signature: Buffer) => {
  const known = Math.min(bytes.length, signature.length);
  return bytes.subarray(0, known).equals(signature.subarray(0, known));
};

/** The header at the start of what came until now; `more`: it may be one, not whole yet; `wrong`: it is none. */
export function readProxyHeader(bytes: Buffer): ProxyHeader | 'more' | 'wrong' {
  if (begins(bytes, SIGNATURE_1)) return readLine(bytes);
  return begins(bytes, SIGNATURE_2) ? readBinary(bytes) : 'wrong';
}
