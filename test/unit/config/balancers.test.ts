import { expect, test } from 'vitest';
import { readConfig } from '../../../server/config/config.ts';

const balancers = (text: string) => readConfig({ PLATEAU_BALANCERS: text }).balancers;

test('nobody is a balancer unless it is said', () => {
  expect(balancers('').has('192.0.2.10')).toBe(false);
  expect(balancers('').has('')).toBe(false);
});

test('an address alone, a network, both kinds, and the spelling of a socket that listens to both', () => {
  const named = balancers('192.0.2.10, 198.51.100.0/28,2001:db8:1::/64,127.0.0.2');
  const known = ['192.0.2.10', '198.51.100.15', '2001:db8:1::7', '127.0.0.2', '::ffff:192.0.2.10'];
  expect(known.filter((address) => !named.has(address))).toEqual([]);
  expect(
    ['192.0.2.11', '198.51.100.16', '2001:db8:2::7', '127.0.0.1', 'localhost', ''].filter((address) =>
      named.has(address),
    ),
  ).toEqual([]);
});

test('what cannot be read is refused, and this machine’s own address: its commands come from there', () => {
  const wrong = [
    'répartiteur',
    '192.0.2.10:80',
    '192.0.2.0/33',
    '192.0.2.0/0',
    '192.0.2.0/',
    '192.0.2.0/8/8',
  ];
  for (const text of [...wrong, '127.0.0.1', '127.0.0.0/8', '::1', '192.0.2.10,127.0.0.1'])
    expect(() => balancers(text), text).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: expect.stringContaining('PLATEAU_BALANCERS'),
      }),
    );
});

test('a server has the name of its machine, or the one it is given; a sentence is no name', () => {
  expect(readConfig({}).serverName).toMatch(/^[\w.-]{1,63}$/);
  expect(readConfig({ PLATEAU_SERVER_NAME: 'lyon-2' }).serverName).toBe('lyon-2');
  for (const name of ['deux mots', 'é', '-x', 'x'.repeat(64)])
    expect(() => readConfig({ PLATEAU_SERVER_NAME: name }), name).toThrow(/PLATEAU_SERVER_NAME/);
});
