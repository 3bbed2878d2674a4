import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readConfig } from '../../../server/config/config.ts';
import { HTTP_LIMITS, type HttpLimits } from '../../../server/http/http-lines.ts';
import { type HttpServer, serveHttp } from '../../../server/http/http-server.ts';
import { ACCESS_PASSWORD, type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';
import { rpcOf } from '../../support/house/server-process.ts';

/** Lines that are kept open and bring nobody in, at the real HTTP port of a house: its limits shortened, nothing else. */
const { balancers: NO_BALANCERS } = readConfig({});

let house: AccessHouse;
let http: HttpServer;
let open: (() => void)[] = [];

beforeAll(async () => {
  house = await openAccessHouse('off');
  await house.hire('camille', 'agent');
});
afterAll(() => house.close());
afterEach(async () => {
  for (const end of open) end();
  open = [];
  await http.close();
});

async function serve(limits: Partial<HttpLimits>): Promise<number> {
  http = await serveHttp(
    house.app,
    { listen: { host: '127.0.0.1', port: 0 }, tls: undefined, balancers: NO_BALANCERS },
    { ...HTTP_LIMITS, ...limits },
  );
  return Number(new URL(http.url).port);
}

async function line(port: number): Promise<{ readonly socket: Socket; readonly closed: Promise<void> }> {
  const socket = connect(port, '127.0.0.1');
  const closed = new Promise<void>((done) => socket.once('close', () => done()));
  socket.on('error', () => undefined).resume();
  open.push(() => socket.destroy());
  await new Promise((ready) => socket.once('connect', ready));
  return { socket, closed };
}

function webSocket(port: number): { readonly client: WebSocket; readonly closed: Promise<void> } {
  const client = new WebSocket(`ws://127.0.0.1:${port}/trpc`);
  const closed = new Promise<void>((done) => client.once('close', () => done()));
  client.on('error', () => undefined);
  open.push(() => client.terminate());
  return { client, closed };
}

it('R-58 a body that drips is cut at the deadline of its request', async () => {
  const port = await serve({ requestMs: 400, headersMs: 300 });
  const { socket, closed } = await line(port);
  socket.write(
    'POST /trpc/session.logIn HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n',
  );
  const drip = setInterval(() => socket.write('{'), 20);
  open.push(() => clearInterval(drip));
  await closed;
});

it('R-58 headers that drip are cut too', async () => {
  const port = await serve({ requestMs: 2000, headersMs: 300 });
  const { socket, closed } = await line(port);
  const drip = setInterval(() => socket.write('x'), 20);
  open.push(() => clearInterval(drip));
  await closed;
});

it('R-58 a WebSocket that only answers pings is closed when its time to come in is over', async () => {
  const port = await serve({ loginMs: 300 });
  const { closed } = webSocket(port);
  await closed;
});

it('a WebSocket whose person is logged in stays', async () => {
  const port = await serve({ loginMs: 300 });
  const { token } = await rpcOf(http.url).session.logIn.mutate({
    login: 'camille',
    password: ACCESS_PASSWORD,
  });
  const client = new WebSocket(`ws://127.0.0.1:${port}/trpc?connectionParams=1`);
  open.push(() => client.terminate());
  await new Promise((ready) => client.once('open', ready));
  client.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
  client.send(JSON.stringify({ id: 1, method: 'query', params: { path: 'session.me' } }));
  const answer = await new Promise((heard) => client.once('message', (text) => heard(String(text))));
  expect(answer).toContain('camille');
  // Its mute neighbour, opened after it, is closed; it is not.
  const { closed } = webSocket(port);
  await closed;
  expect(client.readyState).toBe(WebSocket.OPEN);
});

it('R-58 mute lines fill their address and no more: the next comes in, and is answered', async () => {
  const port = await serve({ perAddress: 20 });
  const mute = await Promise.all(Array.from({ length: 40 }, () => line(port)));
  expect(await rpcOf(http.url).session.clock.query()).toBeDefined();
  expect(mute.filter(({ socket }) => socket.closed).length).toBeGreaterThanOrEqual(20);
});

it('a forged token is paced like a stranger: under its address', async () => {
  await serve({});
  const taken: string[] = [];
  const { pace } = house.app;
  const counted = {
    ...house.app,
    pace: {
      take: async (kind: Parameters<typeof pace.take>[0], who: string) => void taken.push(`${kind} ${who}`),
    },
  };
  await http.close();
  http = await serveHttp(counted, {
    listen: { host: '127.0.0.1', port: 0 },
    tls: undefined,
    balancers: NO_BALANCERS,
  });
  await expect(rpcOf(http.url, 'f'.repeat(43)).calls.next.mutate()).rejects.toThrow();
  expect(taken).toEqual(['stranger 127.0.0.1']);
});

it.each<[string, string, RegExp]>([
  [
    'two lengths',
    'POST /trpc/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    /^HTTP\/1.1 400 /,
  ],
  [
    'a length below nothing',
    'POST /trpc/x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    /^HTTP\/1.1 400 /,
  ],
  ['no HTTP at all', '\u0000\u0001bonjour\r\n\r\n', /^HTTP\/1.1 400 /],
  ['a head of 70 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`, /^HTTP\/1.1 431 /],
])('a line that sends %s is answered in French, and closed', async (_name, sent, status) => {
  const socket = connect(await serve({}), '127.0.0.1');
  open.push(() => socket.destroy());
  let answer = '';
  socket.on('data', (some) => {
    answer += String(some);
  });
  socket.on('error', () => undefined).write(sent);
  await new Promise<void>((done) => socket.once('close', () => done()));
  expect(answer).toMatch(status);
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
    error: { message: 'La demande n’a pas la forme attendue.', data: { appCode: 'request-refused' } },
  });
});
