import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as allOf } from 'node:stream/consumers';
import { afterAll, beforeAll, expect } from 'vitest';
import { readConfig } from '../../server/config/config.ts';
import { initKeys } from '../../server/context.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { attack } from '../support/attacks/attack.ts';
import { SILENT_LOG } from '../support/house/staffed-installation.ts';

/** A word of the stranger's that no answer may repeat. */
const MARKER = 'Zephyrin-hostile';
let home: string;
let server: RunningServer;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'plateau-portes-'));
  const config = readConfig({
    PLATEAU_DATA_DIR: join(home, 'donnees'),
    PLATEAU_KEYS_DIR: join(home, 'trousseau'),
    PLATEAU_LISTEN: '127.0.0.1:0',
    PLATEAU_SCHEDULE: 'off',
  });
  const passphrase = async () => 'phrase secrète des portes';
  await initKeys(config, passphrase);
  server = await startServer(config, { passphrase, log: SILENT_LOG });
});
afterAll(async () => {
  await server.close();
  rmSync(home, { recursive: true, force: true });
});

/** Bytes as they are, and everything that comes back until the line ends. */
async function raw(request: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const line = connect(Number(port), hostname);
  line.on('error', () => undefined);
  line.write(request);
  return allOf(line);
}

attack('http-smuggling', async () => {
  const hidden = 'GET /sante HTTP/1.1\r\nHost: a\r\n\r\n';
  const both = `POST /trpc/session.clock HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`;
  const twice = `POST /trpc/session.clock HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\n${hidden}`;
  const folded = `GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n${hidden}`;
  for (const request of [both, twice, folded]) {
    const answer = await raw(request);
    expect(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]).toBe('400');
    // One answer: what was hidden behind is not taken for a request.
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  }
});

attack('http-unknown', async () => {
  const post = (path: string, body: string) =>
    fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const answers = [
    await post(`/trpc/calls.${MARKER}`, '{}'),
    await fetch(`${server.url}/${MARKER}/../../etc/passwd?x=${MARKER}`),
    await fetch(`${server.url}/%zz${MARKER}`),
    await fetch(`${server.url}/trpc/${MARKER.repeat(400)}`),
    await post('/trpc/session.logIn', JSON.stringify({ login: MARKER.repeat(20_000) })),
    await post(
      '/trpc/session.logIn',
      `{"__proto__":{"role":"dataOfficer"},"login":"${MARKER}","password":1}`,
    ),
  ];
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    const told = (await answer.text()) + JSON.stringify([...answer.headers]);
    expect(told).not.toContain(MARKER);
    expect(told).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/tmp|\/home|x-powered-by|Not Found/i);
  }
});
