import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Store } from '../../../../server/ports/store.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { freePort } from '../../../support/machine/free-port.ts';
import { type MutePassage, mutePassage } from '../../../support/machine/mute-passage.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { accountRow } from '../../../support/store/store-rows.ts';

/** An address of this machine that is no loopback by its name: whoever connects there must be shown a certificate. */
const AFAR = '0.0.0.0';

/** An authority, and a certificate of it for that address; their PEM files. */
function certificates(folder: string, name: string, address: string) {
  const at = (file: string) => join(folder, `${name}-${file}`);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = ['req', '-x509', ...made, '-days', '2', '-subj', `/CN=Autorité ${name}`];
  openssl(...authority, '-keyout', at('ca.key'), '-out', at('ca.pem'));
  openssl('req', ...made, '-subj', '/CN=base', '-keyout', at('base.key'), '-out', at('base.csr'));
  writeFileSync(at('san'), `subjectAltName=IP:${address}`);
  const signed = ['x509', '-req', '-in', at('base.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key')];
  openssl(...signed, '-CAcreateserial', '-days', '2', '-extfile', at('san'), '-out', at('base.pem'));
  const [ca = '', certificate = '', key = ''] = ['ca.pem', 'base.pem', 'base.key'].map((file) =>
    readFileSync(at(file), 'utf8'),
  );
  return { ca, certificate, key };
}

describeWith('postgres', 'openssl')('a base on another machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-tls-'));
  const good = certificates(folder, 'bonne', AFAR);
  const other = certificates(folder, 'autre', '192.0.2.7');
  let cluster: PostgresCluster;
  let port: number;

  const shows = ({ certificate, key }: typeof good) => cluster.useCertificate(certificate, key);
  const open = async (ca?: string) => {
    const store = await openPostgresStore({ url: `postgres://plateau@${AFAR}:${port}/postgres`, ca });
    try {
      return await store.facts?.();
    } finally {
      store.close();
    }
  };
  const refused = (code: string) => expect.objectContaining({ code });

  beforeAll(async () => {
    port = await freePort();
    cluster = await PostgresCluster.start([], 'C', port);
  });
  afterAll(async () => {
    await cluster.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  test('that does not encrypt is refused: nothing leaves in clear', async () => {
    await expect(open(good.ca)).rejects.toEqual(refused('database-not-encrypted'));
  });

  test('is opened under TLS when its certificate is good for its address, and says so', async () => {
    await shows(good);
    expect(await open(good.ca)).toMatchObject({ encryption: expect.stringMatching(/^TLSv1\.[23]$/) });
  });

  test('is refused without its authority, and under that of somebody else', async () => {
    await shows(good);
    await expect(open()).rejects.toEqual(refused('database-certificate-refused'));
    await expect(open(other.ca)).rejects.toEqual(refused('database-certificate-refused'));
  });

  test('is refused when its certificate is for another address', async () => {
    await shows(other);
    await expect(open(other.ca)).rejects.toEqual(refused('database-certificate-refused'));
  });

  describe('of a primary and its standby', () => {
    let ports: readonly [wire: number, standby: number];
    let standby: PostgresCluster;
    let wire: MutePassage;
    const list = () =>
      `postgres://plateau@${AFAR}:${ports[1]},${AFAR}:${ports[0]}/postgres?target_session_attrs=read-write`;
    const hostOf = async (store: Store) => (await store.facts?.())?.host;

    beforeAll(async () => {
      await shows(good);
      wire = await mutePassage(port);
      ports = [wire.port, await freePort()];
      standby = await cluster.startStandby(ports[1]);
    });
    afterAll(() => standby.dispose());

    test('the one that accepts writes is found; when it falls silent and the other is promoted, that one', async () => {
      const store = await openPostgresStore({ url: list(), ca: good.ca });
      onTestFinished(() => store.close());
      const add = (id: string) => store.write((rows) => rows.accounts.insert(accountRow({ id })));
      await add('avant');
      expect(await store.facts?.()).toMatchObject({
        host: `${AFAR}:${ports[0]}`,
        otherHosts: [`${AFAR}:${ports[1]}`],
        encryption: expect.stringMatching(/^TLS/),
      });
      // A machine that is gone: no answer, and nobody to say that there will be none.
      wire.mute();
      const pending = add('pendant');
      const told = expect(pending).rejects.toEqual(refused('store-busy'));
      await standby.promote();
      await told;
      await add('pendant');
      expect(await hostOf(store)).toBe(`${AFAR}:${ports[1]}`);
      expect((await store.read((rows) => rows.accounts.all())).map(({ id }) => id).sort()).toEqual([
        'avant',
        'pendant',
      ]);
    });

    test('R-58 one whose certificate is not for its own name is not used, promoted or not', async () => {
      await wire.close();
      await cluster.kill();
      await standby.useCertificate(other.certificate, other.key);
      const opening = openPostgresStore({ url: list(), ca: good.ca });
      await expect(opening).rejects.toEqual(refused('database-certificate-refused'));
    });
  });
});
