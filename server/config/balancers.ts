import { BlockList, isIP } from 'node:net';

const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** What a socket that listens to both kinds says of an IPv4 address. */
function bare(address: string): string {
  return address.replace(MAPPED, '');
}

function kindOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function add(list: BlockList, text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const kind = kindOf(address);
  if (!kind || more.length > 0) return false;
  if (bits === undefined) list.addAddress(address, kind);
  else if (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (kind === 'ipv4' ? 32 : 128))
    list.addSubnet(address, Number(bits), kind);
  else return false;
  return true;
}

/** Addresses of load balancers, as the configuration names them: alone, or by network (`192.0.2.0/28`). */
export class Balancers {
  readonly #list: BlockList;

  constructor(list: BlockList) {
    this.#list = list;
  }

  has(address: string): boolean {
    const kind = kindOf(bare(address));
    return kind !== undefined && this.#list.check(bare(address), kind);
  }
}

/**
 * Reads addresses and networks parted by commas; empty: nobody. Undefined when one cannot be read, or when this machine's own
 * address is among them: its commands come from there and speak no PROXY protocol.
 */
export function readBalancers(text: string): Balancers | undefined {
  const list = new BlockList();
  const places = text.split(',').flatMap((place) => place.trim() || []);
  if (!places.every((place) => add(list, place))) return undefined;
  const balancers = new Balancers(list);
  return balancers.has('127.0.0.1') || balancers.has('::1') ? undefined : balancers;
}
