import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as allOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { serveSsh } from '../../../scripts/cli/serve-ssh.ts';
import {
  BALANCER,
  type Balancer,
  makeCertificate,
  startHaproxy,
} from '../../../scripts/demo/servers/own-haproxy.ts';
import { readConfig } from '../../../server/config/config.ts';
import { type HttpServer, serveHttp } from '../../../server/http/http-server.ts';
import { isKnownPlace } from '../../../server/steps/access/known-places.ts';
import type { SshHost } from '../../../tui/ssh/ssh-host.ts';
import { ACCESS_PASSWORD, type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { checkShippedFile } from '../../support/machine/shipped-haproxy.ts';

interface Server {
  readonly house: AccessHouse;
  readonly http: HttpServer;
  readonly ssh: SshHost;
  /** Addresses under which somebody asked it something, in turn. */
  readonly paced: string[];
  close(): Promise<void>;
}

/** Debian's HAProxy under the shipped file, before two servers of this process with the same certificate. */
describeWith('haproxy', 'openssl')('several servers behind HAProxy', () => {
  let folder: string;
  let certFile: string;
  let servers: readonly [Server, Server];
  let balancer: Balancer;

  async function openServer(tls: { readonly certFile: string; readonly keyFile: string }): Promise<Server> {
    const house = await openAccessHouse('off');
    const camille = await house.hire('camille', 'agent');
    const config = readConfig({
      PLATEAU_BALANCERS: BALANCER,
      PLATEAU_DATA_DIR: join(house.home, 'data'),
      PLATEAU_KEYS_DIR: join(house.home, 'keys'),
      PLATEAU_LISTEN: '127.0.0.1:0',
      PLATEAU_SSH_LISTEN: '127.0.0.1:0',
      PLATEAU_TLS_CERT_FILE: tls.certFile,
      PLATEAU_TLS_KEY_FILE: tls.keyFile,
    });
    const paced: string[] = [];
    const { pace } = house.app;
    const counted: typeof pace = {
      take: async (kind, who) => {
        paced.push(who);
        await pace.take(kind, who);
      },
    };
    const http = await serveHttp({ ...house.app, pace: counted }, config);
    const { host: ssh } = await serveSsh(config, house.server);
    expect(camille.role).toBe('agent');
    const close = async () => {
      await ssh.close();
      await http.close();
    };
    return { house, http, ssh, paced, close };
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plateau-balanced-'));
    const tls = makeCertificate(folder);
    certFile = tls.certFile;
    servers = [await openServer(tls), await openServer(tls)];
    const [first, second] = servers.map(({ http, ssh }) => ({
      http: Number(new URL(http.url).port),
      ssh: ssh.port,
    }));
    if (!first || !second) throw new Error('two servers');
    balancer = await startHaproxy([first, second], certFile);
    while (!(await connects(balancer.http))) await pause(50);
  });
  afterAll(async () => {
    await balancer.close();
    for (const server of servers) {
      await server.close();
      await server.house.close();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** A WebSocket of that address, over TLS to the servers themselves, and its answer to a question. */
  async function ask(localAddress: string) {
    const agent = new Agent({ localAddress, rejectUnauthorized: false, servername: 'plateau.exemple.fr' });
    const client = new WebSocket(`wss://127.0.0.1:${balancer.http}/trpc`, { agent });
    await once(client, 'open');
    const heard = once(client, 'message');
    client.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'session.clock' } }));
    const [text] = await heard;
    return { client, text: String(text) };
  }

  async function connects(port: number): Promise<boolean> {
    return await new Promise((done) => {
      const client = new WebSocket(`wss://127.0.0.1:${port}/trpc`, { rejectUnauthorized: false });
      client.once('open', () => {
        client.terminate();
        done(true);
      });
      client.once('error', () => done(false));
    });
  }

  it('the shipped file is whole in the eyes of HAProxy', () => {
    expect(checkShippedFile(certFile)).toMatchObject({ status: 0 });
  });

  it('R-58 a workstation over WebSocket is answered, and paced under its own address', async () => {
    const before = servers.flatMap(({ paced }) => paced.length);
    const asked = [await ask('127.0.0.5'), await ask('127.0.0.6')];
    for (const { text } of asked) expect(text).toContain('nowMs');
    const added = servers.flatMap(({ paced }, at) => paced.slice(before[at]));
    expect(added.toSorted()).toEqual(['127.0.0.5', '127.0.0.6']);
    // leastconn: one each.
    expect(servers.map(({ paced }, at) => paced.length - (before[at] ?? 0))).toEqual([1, 1]);
    for (const { client } of asked) client.terminate();
  });

  it('a workstation over SSH comes in, and its own address is what the house remembers', async () => {
    const client = new ssh2.Client();
    client.connect({
      host: '127.0.0.1',
      port: balancer.ssh,
      localAddress: '127.0.0.7',
      username: 'camille',
      password: ACCESS_PASSWORD,
    });
    await once(client, 'ready');
    const knows = async ({ house }: Server, address: string) =>
      await house.app.store.read((rows) => isKnownPlace(rows, address, undefined));
    expect([await knows(servers[0], '127.0.0.7'), await knows(servers[1], '127.0.0.7')]).toContain(true);
    expect([await knows(servers[0], BALANCER), await knows(servers[1], BALANCER)]).toEqual([false, false]);
    client.end();
  });

  it('at the SSH door too, a header from anybody else is refused, and a balancer’s line without one is cut', async () => {
    const say = async (localAddress: string, words: string) => {
      const line = connect({ port: servers[0].ssh.port, host: '127.0.0.1', localAddress });
      line.on('error', () => undefined);
      line.write(words);
      return await allOf(line).catch(() => '');
    };
    const header = 'PROXY TCP4 203.0.113.7 192.0.2.1 40000 2222\r\n';
    // Of an SSH server, one line that says its version, and no key exchange after it.
    expect(await say('127.0.0.3', `${header}SSH-2.0-x\r\n`)).toMatch(/^SSH-2\.0-Plateau\r\n[^\r\n]{0,200}$/);
    expect(await say(BALANCER, 'SSH-2.0-x\r\n')).toBe('');
  });

  it('a server that drains keeps whom it has and gets nobody more; one that is lost is left for the other', async () => {
    const here = await ask('127.0.0.8');
    const [first, second] = servers;
    const drained = first.paced.at(-1) === '127.0.0.8' ? first : second;
    const other = drained === first ? second : first;
    await drained.house.server.closeFloor(0);
    await expect.poll(() => balancer.said(), { timeout: 10_000 }).toMatch(/postes\/lyon-\d is stopping/);
    const before = other.paced.length;
    for (let at = 0; at < 4; at += 1) (await ask('127.0.0.9')).client.terminate();
    expect(other.paced.length - before).toBe(4);
    expect(here.client.readyState).toBe(WebSocket.OPEN);
    const lost = once(here.client, 'close');
    await drained.http.close();
    await lost;
    await pause(100);
    expect((await ask('127.0.0.9')).text).toContain('nowMs');
  });
});
