import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostsOf } from '../../../../server/store/postgres/hosts.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { isAppError } from '../../../../shared/errors.ts';

const of = (url: string, ca?: string) => hostsOf({ url, ca })[0].setting;

describe('the address of a base on PostgreSQL', () => {
  test('names machine, user, password and base; the port is PostgreSQL’s when none is said', () => {
    expect(of('postgres://plateau:s%40cret@base.exemple.invalid/maison')).toMatchObject({
      ...{
        host: 'base.exemple.invalid',
        port: 5432,
        user: 'plateau',
        password: 's@cret',
        database: 'maison',
      },
    });
    expect(of('postgresql://plateau@[::1]:6000/maison')).toMatchObject({ host: '::1', port: 6000 });
  });

  test('off this machine the connection is TLS and the certificate must be good, whatever the address says', () => {
    expect(of('postgres://p@10.0.0.7/maison').ssl).toEqual({ rejectUnauthorized: true });
    expect(of('postgres://p@base.exemple.invalid/maison', 'PEM').ssl).toEqual({
      rejectUnauthorized: true,
      ca: 'PEM',
    });
    for (const here of [
      'postgres://p@127.0.0.1/m',
      'postgres://p@localhost/m',
      'postgres://p@x/m?host=/run/postgresql',
    ])
      expect(of(here).ssl).toBe(false);
    expect(() => of('postgres://p@base.exemple.invalid/maison?sslmode=disable')).toThrow(/que deux réglages/);
  });

  test('may name several machines, each with its port, its name to prove, and the same user and base', () => {
    const url =
      'postgres://p:s%2C%40@a.exemple.invalid,[2001:db8::1]:6000,127.0.0.1/m?target_session_attrs=read-write';
    const hosts = hostsOf({ url, ca: 'PEM' });
    expect(hosts.map(({ name }) => name)).toEqual([
      'a.exemple.invalid:5432',
      '[2001:db8::1]:6000',
      '127.0.0.1:5432',
    ]);
    expect(hosts.map(({ setting }) => [setting.host, setting.port, setting.ssl])).toEqual([
      ['a.exemple.invalid', 5432, { rejectUnauthorized: true, ca: 'PEM' }],
      ['2001:db8::1', 6000, { rejectUnauthorized: true, ca: 'PEM' }],
      ['127.0.0.1', 5432, false],
    ]);
    for (const { setting } of hosts)
      expect(setting).toMatchObject({ user: 'p', password: 's,@', database: 'm' });
  });

  test.each([
    'n’est pas une adresse',
    'mysql://p:motdepasse@h/b',
    'postgres://h/b',
    'postgres://p:motdepasse@h/',
    'postgres://p@h/b?host=relatif',
    'postgres://p:motdepasse@h,/b',
    'postgres://p:motdepasse@h,i/b?target_session_attrs=any',
    'postgres://p:motdepasse@a,b,c,d,e,f,g,h,i/b',
  ])('%s is refused, and nothing of it is quoted', (url) => {
    try {
      of(url);
      expect.unreachable();
    } catch (error) {
      expect(isAppError(error) && error.code).toBe('database-url-invalid');
      expect(`${error}`).not.toContain('motdepasse');
    }
  });
});

/** PgBouncer 1.18 in transaction mode, byte for byte: it was tried, and says this to whoever brings settings of its own. */
const BOUNCER = 'SFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0';

test('a pooler that stands before PostgreSQL is refused in words: sessions are Plateau’s own', async () => {
  const pooler = createServer((line) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(4 + BOUNCER.length);
    line.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(BOUNCER)]));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void pooler.close());
  await once(pooler, 'listening');
  const { port } = pooler.address() as AddressInfo;
  await expect(openPostgresStore({ url: `postgres://p@127.0.0.1:${port}/m` })).rejects.toMatchObject({
    code: 'database-pooled',
  });
});
