import { sha256 } from '../files/sha256.ts';

/** Workstations that this machine renders, and its administrators' commands, come from it. */
const OWN = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function isOwnMachine(address: string): boolean {
  return OWN.has(address);
}

/**
 * The first four groups of an IPv6 address: a home or a floor has them all its life, its machines change the others
 * every day.
 */
const NETWORK_GROUPS = 4;
const ALL_GROUPS = 8;

function networkOf(address: string): string {
  const bare = address.split('%')[0] ?? '';
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(bare)?.[1];
  if (mapped !== undefined || !bare.includes(':')) return mapped ?? bare;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, ALL_GROUPS - groups.length - last.length);
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last];
  return whole
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/**
 * Where somebody comes from, as the base remembers it: SHA-256 of the IPv4 address, or of the IPv6 network. Whoever
 * reads the base does not read where people live; whoever has an address in hand can look it up.
 */
export function placeOf(address: string): string {
  return sha256(networkOf(address));
}
