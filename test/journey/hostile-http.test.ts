import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Staff, staffInstallation } from '../support/house/staffed-installation.ts';

/**
 * A stranger at the door of the real server: whatever comes, a French refusal that repeats nothing, and the others
 * are served.
 */
const MARKER = 'Zephyrin-hostile-06399800';
const WATCH_TOKEN = 'jeton-de-veille-fictif-de-l-essai-0001';
const ATTEMPTS = 10_000;
const BATCH = 10;
const IN_FLIGHT = 20;

let place: Installation;
let staff: Staff;
let server: ServerProcess;

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 2);
  writeFileSync(join(place.folder, 'jeton-veille'), `${WATCH_TOKEN}\n`, { mode: 0o600 });
  server = await place.start({ PLATEAU_WATCH_TOKEN_FILE: join(place.folder, 'jeton-veille') });
});
afterAll(() => place.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** No stack, no path of a machine, nothing of what was sent; and French. */
function expectBare(text: string): void {
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.m?[jt]s\b|\/tmp|\/home|dist\//);
  expect(text).not.toContain(MARKER);
  expect(text).not.toMatch(
    /Expected|Invalid |Unexpected|[Rr]equired|too large|[Nn]ot [Ff]ound|No procedure|Too Long/,
  );
}

describe('requests that are not ours', () => {
  const hostile: Record<string, () => Promise<Response>> = {
    'a body too large': () => post('/trpc/session.logIn', JSON.stringify({ login: MARKER.repeat(20_000) })),
    'a batch too large': () =>
      post(`/trpc/${Array(11).fill('session.clock').join(',')}?batch=1`, JSON.stringify(MARKER)),
    'an unknown procedure': () => post(`/trpc/calls.${MARKER}`, '{}'),
    'an unknown address': () => fetch(`${server.url}/${MARKER}/../../etc/passwd?x=${MARKER}`),
    'an address of 6,000 signs': () => fetch(`${server.url}/trpc/${'a'.repeat(6000)}`),
    'an address that is no address': () => fetch(`${server.url}/%zz${MARKER}`),
    'malformed JSON': () => post('/trpc/session.logIn', `{"login": ${MARKER}`),
    'JSON of another shape': () => post('/trpc/session.logIn', JSON.stringify([MARKER, { [MARKER]: 1 }])),
    'a field too many': () =>
      post('/trpc/session.logIn', JSON.stringify({ login: 'a', password: 'b', [MARKER]: MARKER })),
    'a prototype in the JSON': () =>
      post('/trpc/session.logIn', `{"__proto__":{"role":"dataOfficer"},"login":"${MARKER}","password":1}`),
    'another media type': () => post('/trpc/session.logIn', MARKER, { 'content-type': 'text/xml' }),
    'no media type': () =>
      fetch(`${server.url}/trpc/session.logIn`, { method: 'POST', body: new Uint8Array([0, 1]) }),
    'a change asked by GET': () => fetch(`${server.url}/trpc/session.logIn?input=${MARKER}`),
    'a forged token': () => post('/trpc/calls.next', '{}', bearer(MARKER)),
    'a token of 9,000 signs': () => post('/trpc/calls.next', '{}', bearer('a'.repeat(9_000))),
    'somebody else’s role': () => post('/trpc/team.floor', '{}', bearer(staff.ops.token)),
    'no token': () => fetch(`${server.url}/trpc/session.me`),
    'an outcome of another world': () =>
      post(
        '/trpc/calls.save',
        JSON.stringify({ form: MARKER, callId: MARKER }),
        bearer(staff.agents[0]!.token),
      ),
  };

  it.each(Object.entries(hostile))('%s', async (_name, send) => {
    const response = await send();
    const text = await response.text();
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expectBare(text);
    const body = JSON.parse(text) as { error?: { message: string; data: { appCode: string; hint: string } } };
    const error = (Array.isArray(body) ? body[0] : body).error;
    expect(error?.message).toMatch(/^[A-ZÀÉ].+\.$/);
    expect(error?.data.hint).toMatch(/^[A-ZÀÉ].+\.$/);
    expect(error?.data.appCode).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(Object.keys(error?.data ?? {})).not.toContain('stack');
  });

  it('metrics and health say nothing of anybody', async () => {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('plateau_procedure_seconds');
    expect(metrics).not.toContain(MARKER);
    expect(metrics).not.toContain('testeur');
    const stranger = [
      undefined,
      'Bearer ',
      `Bearer ${WATCH_TOKEN}x`,
      `Basic ${WATCH_TOKEN}`,
      `Bearer ${staff.lead.token}`,
    ];
    for (const authorization of stranger) {
      const answer = await fetch(`${server.url}/health`, { headers: authorization ? { authorization } : {} });
      expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    }
  });

  it('the watch’s token opens codes and figures, without anybody', async () => {
    const answer = await fetch(`${server.url}/health`, { headers: bearer(WATCH_TOKEN) });
    const text = await answer.text();
    const health = JSON.parse(text) as { ok: boolean; checks: { code: string; ok: boolean }[] };
    expect(health.checks.map(({ code }) => code)).toEqual(['base', 'disk', 'keys', 'emails-late', 'jobs']);
    expect(answer.status).toBe(health.ok ? 200 : 503);
    expect(health.checks.filter(({ code, ok }) => code !== 'disk' && !ok)).toEqual([]);
    expect(text).not.toMatch(/testeur|Zephyrin|@|plateau-process/);
  });
});

describe('WebSocket', () => {
  const open = async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/trpc?connectionParams=1`);
    await once(socket, 'open');
    return socket;
  };

  it('an oversize message ends that line only', async () => {
    const socket = await open();
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.send(`{"id":1,"method":"query","params":"${MARKER.repeat(20_000)}"}`);
    expect((await closed)[0]).toBe(1009);
    expect((await rpcOf(server.url).session.clock.query()).simulated).toBe(true);
  });

  it.each([
    ['no JSON', MARKER],
    ['a procedure that is not there', `{"id":1,"method":"query","params":{"path":"calls.${MARKER}"}}`],
    ['a query without a token', '{"id":1,"method":"query","params":{"path":"session.me"}}'],
  ])('%s is refused in the same words', async (_name, message) => {
    const socket = await open();
    const answer = once(socket, 'message');
    socket.send('{"method":"connectionParams","data":null}');
    socket.send(message);
    const text = String((await answer)[0]);
    socket.close();
    expectBare(text);
    expect(JSON.parse(text).error.message).toMatch(/^[A-ZÀÉ].+\.$/);
  });

  it('a token of the wrong shape opens nothing', async () => {
    const socket = await open();
    const answer = once(socket, 'message');
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token: MARKER } }));
    socket.send('{"id":1,"method":"query","params":{"path":"session.me"}}');
    expect(JSON.parse(String((await answer)[0])).error.data.appCode).toBe('session-ended');
    socket.close();
  });
});

describe(`${ATTEMPTS} wrong passwords`, () => {
  let refused = 0;

  it('are slowed, then locked, while the floor goes on working', async () => {
    const { login } = staff.lead;
    const body = JSON.stringify(
      Object.fromEntries(
        Array.from({ length: BATCH }, (_, at) => [at, { login, password: `${MARKER} ${at}` }]),
      ),
    );
    const path = `/trpc/${Array(BATCH).fill('session.logIn').join(',')}?batch=1`;
    const codes = new Map<string, number>();
    let left = ATTEMPTS / BATCH;
    const attack = async () => {
      while (left > 0) {
        left -= 1;
        const text = await (await post(path, body)).text();
        for (const one of JSON.parse(text) as { error: { data: { appCode: string } } }[])
          codes.set(one.error.data.appCode, (codes.get(one.error.data.appCode) ?? 0) + 1);
        if (left % 100 === 0) expectBare(text);
      }
    };
    /** Each honest request is answered while the attack still runs. */
    let served = 0;
    const work = async () => {
      while (left > 0) {
        await rpcOf(server.url, staff.ops.token).operations.status.query();
        await rpcOf(server.url, staff.agents[0]!.token).calls.next.mutate();
        const { password } = staff.agents[1]!;
        const { token } = await rpcOf(server.url).session.logIn.mutate({
          login: staff.agents[1]!.login,
          password,
        });
        await rpcOf(server.url, token).session.logOut.mutate();
        if (left > 0) served += 4;
      }
    };
    await Promise.all([...Array.from({ length: IN_FLIGHT }, attack), work()]);

    expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(ATTEMPTS);
    expect([...codes.keys()].filter((code) => !/^login-(refused|slowed|locked)$/.test(code))).toEqual([]);
    // Four are free, the fifth slows: the others are refused, two a minute after a look for the person's sake.
    expect(codes.get('login-refused')).toBeLessThanOrEqual(10);
    expect(codes.get('login-slowed')).toBeGreaterThan(0);
    expect(served).toBeGreaterThanOrEqual(8);
    const refusals = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === 'session.refused'),
    );
    refused = codes.get('login-refused') ?? 0;
    expect(refusals.length).toBeLessThanOrEqual(3);
    expect(JSON.stringify(refusals)).not.toContain(MARKER);
    expect(server.said()).not.toContain(MARKER);
  });

  it('are all told to the audit log, in few entries; the right one comes in within a minute meanwhile', async () => {
    await server.stop();
    const told = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === 'session.refused'),
    );
    expect(told.reduce((sum, { detail }) => sum + Number(detail.count), 0)).toBe(refused);
    expect(told.length).toBeLessThanOrEqual(3);
    server = await place.start({
      PLATEAU_CLOCK_START: '2026-11-23T17:10:00+01:00',
      PLATEAU_CLOCK_SPEED: '60',
    });
    const { login, password } = staff.lead;
    const tryOne = (typed: string) =>
      rpcOf(server.url)
        .session.logIn.mutate({ login, password: typed })
        .then(
          () => 'ok',
          (error: { data: { appCode: string } }) => error.data.appCode,
        );
    // At 60 times the speed the waits of 2 to 32 s pass in half a second.
    await expect.poll(() => tryOne(MARKER), { timeout: 30_000, interval: 20 }).toBe('login-locked');
    await expect.poll(() => tryOne(password), { timeout: 10_000, interval: 400 }).toBe('ok');
  });
});
