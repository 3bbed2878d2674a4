import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import type { Probe } from '../../../server/domain/watch/watch-settings.ts';
import { openNetworkProbes } from '../../../server/probes/network-probes.ts';
import { freePort } from '../../support/machine/free-port.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { type Greeter, openGreeter } from '../../support/watch/greeter.ts';

/** Real sockets on loopback: each way a target is asked, answering well and answering badly. */
const probes = openNetworkProbes({ clock: steadyClock(0) });
const room = mkdtempSync(join(tmpdir(), 'plateau-probes-'));
const opened: { fall(): Promise<void> }[] = [];
afterAll(async () => {
  await Promise.all(opened.map((one) => one.fall()));
  rmSync(room, { recursive: true });
});

async function greeting(text: string): Promise<Greeter> {
  const greeter = await openGreeter(text);
  opened.push(greeter);
  return greeter;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  opened.push({
    fall: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server)
          (server as { closeAllConnections(): void }).closeAllConnections();
      }),
  });
  return (server.address() as AddressInfo).port;
}

const ask = (probe: Probe, timeoutMs = 5_000) => probes.ask(probe, timeoutMs);
const at = { host: '127.0.0.1' } as const;

describe('a greeting (R-58)', () => {
  it.each([
    ['ssh', 'SSH-2.0-OpenSSH_10.0\r\n'],
    ['ssh', 'Bienvenue\r\nSSH-2.0-OpenSSH_10.0\r\n'],
    ['smtp', '220 relais.exemple.invalid ESMTP\r\n'],
  ] as const)('%s answers %j', async (kind, text) => {
    const { port } = await greeting(text);
    expect(await ask({ kind, ...at, port })).toEqual({ ok: true, ms: expect.any(Number) });
  });

  it.each([
    ['ssh', 'SSH-1.5-vieux\r\n'],
    ['smtp', '554 fermé\r\n'],
  ] as const)('%s that says %j is not the service', async (kind, text) => {
    const { port } = await greeting(text);
    expect(await ask({ kind, ...at, port })).toEqual({ ok: false, why: 'banner', detail: '' });
  });

  it('a port that is closed refuses; one that says nothing is too late; a name that is none is told', async () => {
    const port = await freePort();
    expect(await ask({ kind: 'ssh', ...at, port })).toEqual({ ok: false, why: 'refused', detail: '' });
    const mute = await greeting('');
    expect(await ask({ kind: 'smtp', ...at, port: mute.port }, 200)).toMatchObject({ why: 'timeout' });
    expect(await ask({ kind: 'ssh', host: 'personne.invalid', port: 22 })).toMatchObject({ why: 'name' });
  });
});

describe('a page', () => {
  let url = '';
  const seen: (string | undefined)[] = [];
  const pages: Readonly<Record<string, readonly [status: number, body: string]>> = {
    '/': [200, 'Bonjour, tout va bien'],
    '/ailleurs': [302, ''],
    '/sante': [
      503,
      JSON.stringify({
        ok: false,
        checks: [
          { code: 'backup', ok: false },
          { code: 'keys', ok: true },
        ],
      }),
    ],
  };
  beforeAll(async () => {
    const server = createServer((request, reply) => {
      seen.push(request.headers.authorization);
      const [status, body] = pages[request.url ?? ''] ?? [404, 'rien'];
      reply.writeHead(status).end(body);
    });
    url = `http://127.0.0.1:${await listening(server)}`;
  });

  it('has its status and its word', async () => {
    expect(await ask({ kind: 'url', url: `${url}/`, status: 200, word: 'tout va bien' })).toMatchObject({
      ok: true,
    });
    expect(await ask({ kind: 'url', url: `${url}/ailleurs`, status: 302 })).toMatchObject({ ok: true });
  });

  it('another status or another page is a failure, which keeps no word of it', async () => {
    expect(await ask({ kind: 'url', url: `${url}/x`, status: 200 })).toEqual({
      ok: false,
      why: 'status',
      detail: '404',
    });
    expect(await ask({ kind: 'url', url: `${url}/`, status: 200, word: 'panne' })).toEqual({
      ...{ ok: false, why: 'word', detail: '' },
    });
  });

  it('a server that knows its watch names what is wrong, by codes', async () => {
    const tokenFile = join(room, 'jeton');
    writeFileSync(tokenFile, 'un-jeton-de-veille\n', { mode: 0o600 });
    const health = { kind: 'url', url: `${url}/sante`, status: 200, tokenFile } as const;
    expect(await ask(health)).toEqual({ ok: false, why: 'health', detail: 'backup' });
    expect(seen.at(-1)).toBe('Bearer un-jeton-de-veille');
    await expect(ask({ ...health, tokenFile: join(room, 'absent') })).rejects.toMatchObject({
      code: 'watch-token-unreadable',
    });
  });
});

describeWith('openssl')('a certificate', () => {
  const certFile = join(room, 'cert.pem');
  const keyFile = join(room, 'key.pem');
  let port = 0;
  beforeAll(async () => {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', certFile, '-days', '10'];
    execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' });
    const tls = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
    port = await listening(createTlsServer(tls, (_, reply) => void reply.end('ok')));
  });
  const trusting = () => openNetworkProbes({ clock: steadyClock(0), ca: [readFileSync(certFile, 'utf8')] });

  it('that soon expires is a failure with its days; one with enough days is none', async () => {
    const certificate = { kind: 'certificate', ...at, port } as const;
    expect(await trusting().ask({ ...certificate, daysLeft: 21 }, 5_000)).toEqual({
      ...{ ok: false, why: 'certificate', detail: '9' },
    });
    expect(await trusting().ask({ ...certificate, daysLeft: 5 }, 5_000)).toMatchObject({ ok: true });
  });

  it('of an authority that nobody trusts is refused, for a page as for itself', async () => {
    const url = `https://127.0.0.1:${port}/`;
    expect(await ask({ kind: 'certificate', ...at, port, daysLeft: 5 })).toMatchObject({ why: 'tls' });
    expect(await ask({ kind: 'url', url, status: 200 })).toMatchObject({ why: 'tls' });
    expect(await trusting().ask({ kind: 'url', url, status: 200, word: 'ok' }, 5_000)).toMatchObject({
      ok: true,
    });
  });
});
