import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { freePort } from '../../../support/machine/free-port.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';

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
});
