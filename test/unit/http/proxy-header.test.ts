import { describe, expect, test } from 'vitest';
import { readProxyHeader } from '../../../server/http/proxy-header.ts';

const SIGNATURE = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];

/** Version 2: command, family, what follows the sixteen fixed bytes. */
const binary = (command: number, family: number, rest: readonly number[]) =>
  Buffer.from([...SIGNATURE, command, family, rest.length >> 8, rest.length & 255, ...rest]);

const FOUR = [203, 0, 113, 7, 192, 0, 2, 1, 0x9c, 0x40, 0x1b, 0x80];
const SIX = [
  ...[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7],
  ...[0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  ...[0x9c, 0x40, 0x1b, 0x80],
];
const MAPPED = [...Array(10).fill(0), 255, 255, 203, 0, 113, 7, ...SIX.slice(16)] as readonly number[];
/** What a balancer adds (here a unique id) belongs to the header, not to the person. */
const ADDED = [0x05, 0, 3, 97, 98, 99];

describe('whom a balancer speaks for', () => {
  const cases: readonly (readonly [string, Buffer, string | undefined])[] = [
    ['version 1, IPv4', Buffer.from('PROXY TCP4 203.0.113.7 192.0.2.1 40000 7040\r\n'), '203.0.113.7 40000'],
    [
      'version 1, IPv6',
      Buffer.from('PROXY TCP6 2001:DB8:0:0::7 2001:db8::1 40000 1\r\n'),
      '2001:db8::7 40000',
    ],
    ['version 1, itself', Buffer.from('PROXY UNKNOWN\r\n'), undefined],
    ['version 1, itself, with more', Buffer.from('PROXY UNKNOWN ff:: ff:: 1 2\r\n'), undefined],
    ['version 2, IPv4', binary(0x21, 0x11, FOUR), '203.0.113.7 40000'],
    ['version 2, IPv4, with more', binary(0x21, 0x11, [...FOUR, ...ADDED]), '203.0.113.7 40000'],
    ['version 2, IPv6', binary(0x21, 0x21, SIX), '2001:db8::7 40000'],
    ['version 2, IPv4 within IPv6', binary(0x21, 0x21, MAPPED), '203.0.113.7 40000'],
    ['version 2, itself', binary(0x20, 0, []), undefined],
    ['version 2, itself, with addresses', binary(0x20, 0x11, FOUR), undefined],
    ['version 2, a family that is no connection', binary(0x21, 0x31, Array(216).fill(1)), undefined],
  ];

  test.each(cases)('%s', (_, bytes, who) => {
    const header = readProxyHeader(Buffer.concat([bytes, Buffer.from('SSH-2.0-x')]));
    if (typeof header === 'string') throw new Error(header);
    expect(header.length).toBe(bytes.length);
    expect(header.source && `${header.source.address} ${header.source.port}`).toBe(who);
  });

  test.each(cases)('%s, byte after byte: never read before it is whole', (_, bytes) => {
    for (let end = 0; end < bytes.length; end += 1)
      expect(readProxyHeader(bytes.subarray(0, end))).toBe('more');
  });
});

describe('what is no header', () => {
  test.each([
    ['a request', 'GET /ready HTTP/1.1\r\n\r\n'],
    ['an SSH client', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['another word', 'PROXI TCP4 203.0.113.7 192.0.2.1 1 2\r\n'],
    ['a name for an address', 'PROXY TCP4 exemple.fr 192.0.2.1 1 2\r\n'],
    ['an address of the other kind', 'PROXY TCP4 2001:db8::7 192.0.2.1 1 2\r\n'],
    ['a number too large', 'PROXY TCP4 203.0.113.777 192.0.2.1 1 2\r\n'],
    ['a port too large', 'PROXY TCP4 203.0.113.7 192.0.2.1 70000 2\r\n'],
    ['a line that never ends', `PROXY TCP4 ${'1'.repeat(200)}`],
    ['two spaces', 'PROXY  TCP4 203.0.113.7 192.0.2.1 1 2\r\n'],
  ])('%s', (_, text) => {
    expect(readProxyHeader(Buffer.from(text))).toBe('wrong');
  });

  test.each([
    ['another version', binary(0x11, 0x11, FOUR)],
    ['another command', binary(0x22, 0x11, FOUR)],
    ['addresses cut short', binary(0x21, 0x11, FOUR.slice(0, 8))],
    ['addresses cut short (IPv6)', binary(0x21, 0x21, FOUR)],
    ['a header that fills memory', binary(0x21, 0x11, Array(5000).fill(0))],
  ])('%s', (_, bytes) => {
    expect(readProxyHeader(bytes)).toBe('wrong');
  });
});
