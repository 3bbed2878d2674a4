import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../../../server/config/config.ts';
import { type HttpServer, serveHttp } from '../../../server/http/http-server.ts';
import { type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';

/** The real HTTP port, a balancer at 127.0.0.2 of this machine, and what the house takes each visitor's address for. */
let house: AccessHouse;
let http: HttpServer;
let paced: string[];
let logged: string[];
beforeAll(async () => {
  house = await openAccessHouse('off');
});
afterAll(() => house.close());
afterEach(() => http.close());

async function serve(balancers = '127.0.0.2'): Promise<number> {
  paced = [];
  logged = [];
  const app = {
    ...house.app,
    pace: { take: async (_: unknown, who: string) => void paced.push(who) },
    log: { ...house.app.log, warn: (event: string) => void logged.push(event) },
  };
  http = await serveHttp(app, {
    ...readConfig({ PLATEAU_BALANCERS: balancers }),
    listen: { host: '127.0.0.1', port: 0 },
    tls: undefined,
  });
  return Number(new URL(http.url).port);
}

/** A guess of a stranger, whose answer is looked at by nobody: what counts is under which address it was paced. */
const GUESS = JSON.stringify({ login: 'camille', password: 'un deux trois quatre' });
const REQUEST = `POST /trpc/session.logIn HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${GUESS.length}\r\nconnection: close\r\n\r\n${GUESS}`;

/** It reached the login, whatever the login thought of it. */
const ANSWERED = /"appCode":"login-/;

const dial = (port: number, localAddress: string): Socket => {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('error', () => undefined);
  return socket;
};

async function answerTo(port: number, from: string, ...parts: readonly string[]): Promise<string> {
  const socket = dial(port, from);
  await once(socket, 'connect');
  for (const part of parts) {
    socket.write(part);
    await new Promise((done) => setTimeout(done, 20));
  }
  return await text(socket).catch(() => '');
}

it('R-58 a balancer’s person is paced under their own address, whole or in pieces, one or many', async () => {
  const port = await serve();
  const header = 'PROXY TCP4 203.0.113.7 192.0.2.1 40000 7040\r\n';
  expect(await answerTo(port, '127.0.0.2', header + REQUEST)).toMatch(ANSWERED);
  expect(await answerTo(port, '127.0.0.2', 'PRO', `${header.slice(3)}POST`, REQUEST.slice(4))).toMatch(
    ANSWERED,
  );
  const other = header.replace('203.0.113.7', '203.0.113.8');
  await Promise.all([
    answerTo(port, '127.0.0.2', other + REQUEST),
    answerTo(port, '127.0.0.2', header + REQUEST),
  ]);
  expect(paced.toSorted()).toEqual(['203.0.113.7', '203.0.113.7', '203.0.113.7', '203.0.113.8']);
});

it('a header from anybody else is refused, and nobody is paced under what it says', async () => {
  const port = await serve();
  const header = 'PROXY TCP4 203.0.113.7 192.0.2.1 40000 7040\r\n';
  for (const from of ['127.0.0.1', '127.0.0.3']) {
    const answer = await answerTo(port, from, header + REQUEST);
    expect(answer).not.toMatch(ANSWERED);
    expect(answer).toContain('400');
  }
  expect(paced).toEqual([]);
});

it('a balancer without a header is cut, said in the log without an address; so is one that is silent', async () => {
  const port = await serve();
  expect(await answerTo(port, '127.0.0.2', REQUEST)).toBe('');
  const silent = dial(port, '127.0.0.2');
  await once(silent, 'close');
  expect(paced).toEqual([]);
  expect(logged).toEqual(['proxy.refused', 'proxy.refused']);
});

it('a person of the balancer’s own machine is not taken for this one’s, which nothing slows down', async () => {
  const port = await serve();
  for (const header of [
    'PROXY TCP4 127.0.0.1 192.0.2.1 1 2\r\n',
    'PROXY TCP6 ::1 ::1 1 2\r\n',
    'PROXY UNKNOWN\r\n',
  ])
    await answerTo(port, '127.0.0.2', header + REQUEST);
  expect(paced).toEqual(['127.0.0.2', '127.0.0.2', '127.0.0.2']);
});

it('the balancer itself reads /ready; the persons whom it carries do not', async () => {
  const port = await serve();
  const ask = 'GET /ready HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
  expect(await answerTo(port, '127.0.0.2', `PROXY UNKNOWN\r\n${ask}`)).toContain('{"ok":true}');
  expect(await answerTo(port, '127.0.0.2', `PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n${ask}`)).toContain(
    '404',
  );
});

it('where no balancer is named, nothing changes and a header is refused', async () => {
  const port = await serve('');
  expect(await answerTo(port, '127.0.0.4', REQUEST)).toMatch(ANSWERED);
  expect(await answerTo(port, '127.0.0.4', `PROXY UNKNOWN\r\n${REQUEST}`)).toContain('400');
  expect(paced).toEqual(['127.0.0.4']);
});
