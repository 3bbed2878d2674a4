import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryPace } from '../../../server/passwords/procedure-pace.ts';
import type { ProcedureMeta } from '../../../server/procedures/procedure-base.ts';
import { paceOf } from '../../../server/procedures/procedure-paces.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { type AccessHouse, openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';
import { isBounded, unboundedParts } from '../../support/house/schema-bounds.ts';

/** Every procedure says how much it takes, and how often; and a stranger learns nothing of any. */
type Kind = 'query' | 'mutation' | 'subscription';
type Procedure = {
  readonly _def: { readonly type: Kind; readonly inputs: readonly unknown[]; readonly meta?: ProcedureMeta };
};
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

describe('the size of an input', () => {
  it.each(procedures.filter(([, { _def }]) => _def.inputs.length > 0))(
    '%s bounds every text, list and table of it',
    (path, { _def }) => {
      expect(_def.inputs.flatMap((input) => unboundedParts(input, path))).toEqual([]);
    },
  );

  it.each([
    [/^[a-z]{1,40}$/, true],
    [/^SHA256:[A-Za-z0-9+/]{43}$/, true],
    [/^\d{4}-\d{2}-\d{2}$/, true],
    [/^[+*]{2}$/, true],
    [/^[a-z]+$/, false],
    [/^[a-z]{3,}$/, false],
    [/[a-z]{1,40}/, false],
    [/^a*b{1,2}$/, false],
    [/^(ab|cd)+$/, false],
  ])('%s: bounded is %s', (pattern, bounded) => {
    expect(isBounded(pattern)).toBe(bounded);
  });
});

describe('the pace', () => {
  it('is named by every mutation, beside its role', () => {
    const silent = procedures.filter(([, { _def }]) => _def.type === 'mutation' && !_def.meta?.pace);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('of a query that names none is a look, of a subscription a line, of a stranger their own', () => {
    const paces = new Map(procedures.map(([path, { _def }]) => [path, paceOf(_def.meta, _def.type)]));
    expect(paces.get('operations.status')).toBe('read');
    expect(paces.get('calls.live')).toBe('line');
    expect(paces.get('session.logIn')).toBe('stranger');
    expect(paces.get('deliveries.verify')).toBe('heavy');
  });

  it('lets a person work as fast as they can, and stops a program; each account and kind has its own', async () => {
    const pace = memoryPace();
    const refusals = async (kind: Parameters<typeof pace.take>[0], who: string, calls: number) => {
      const all = await Promise.allSettled(Array.from({ length: calls }, () => pace.take(kind, who)));
      return all.filter((one) => one.status === 'rejected').length;
    };
    expect(await refusals('write', 'agent-1', 100)).toBe(0);
    expect(await refusals('read', 'agent-1', 100)).toBe(0);
    expect(await refusals('heavy', 'dpo', 5000)).toBeGreaterThan(4000);
    await expect(pace.take('heavy', 'dpo')).rejects.toMatchObject({
      code: 'too-many-requests',
      kind: 'too-many',
      message: expect.stringMatching(/^Trop de demandes .+\.$/),
      hint: expect.stringMatching(/^Attendez \d+ s.+\.$/),
    });
    expect(await refusals('heavy', 'dpo-2', 20)).toBe(0);
    expect(await refusals('read', 'dpo', 20)).toBe(0);
    expect(await refusals('stranger', '127.0.0.1', 5000)).toBe(0);
    expect(await refusals('stranger', '203.0.113.7', 5000)).toBeGreaterThan(3000);
  });
});

describe('at the real door', () => {
  let house: AccessHouse;
  beforeAll(async () => {
    house = await openAccessHouse('off');
    await house.hire('dpo', 'dataOfficer', { campaigns: [] });
    await house.hire('ops', 'ops');
  });
  afterAll(() => house.close());

  it('a program that asks without end is refused in French, another person is served, and the metrics say it', async () => {
    const { rpc } = await house.enter('ops');
    const other = await house.enter('dpo');
    const all = await Promise.all(Array.from({ length: 600 }, () => outcomeOf(rpc.session.me.query())));
    expect(new Set(all)).toEqual(new Set(['ok', 'too-many-requests']));
    expect(await outcomeOf(other.rpc.session.me.query())).toBe('ok');
    const metrics = await (await fetch(`${house.server.url}/metrics`)).text();
    expect(metrics).toMatch(/plateau_procedure_seconds_count\{path="session\.me",outcome="too-many"\} \d+/);
  });

  /** What the house answers, as a stranger sees it. */
  const answer = async (path: string, how: { readonly method: 'GET' | 'POST'; readonly token?: string }) => {
    const response = await fetch(`${house.server.url}/trpc/${path}`, {
      method: how.method,
      headers: {
        'content-type': 'application/json',
        ...(how.token === undefined ? {} : { authorization: `Bearer ${how.token}` }),
      },
      ...(how.method === 'POST' ? { body: '{}' } : {}),
    });
    const headers = [...response.headers.keys()].sort().filter((name) => name !== 'date');
    return { status: response.status, headers, text: await response.text() };
  };

  it.each([undefined, 'jeton-inventé'])(
    'a stranger (%s) cannot tell a procedure that is there from one that is not, nor how it is asked',
    async (token) => {
      for (const method of ['GET', 'POST'] as const) {
        const how = { method, ...(token === undefined ? {} : { token }) };
        const absent = await answer('rien.de.tel', how);
        expect(absent.status).toBe(401);
        for (const [path, { _def }] of procedures) {
          if (['session.logIn', 'session.clock'].includes(path) || _def.type === 'subscription') continue;
          expect([path, await answer(path, how)]).toEqual([path, absent]);
        }
        expect(absent.text).not.toMatch(/stack|version|node|trpc|fastify|\d+\.\d+\.\d+/i);
        // In a batch too.
        const known = await answer('operations.status,privacy.accounts?batch=1', how);
        expect(await answer('rien.de.tel,rien.non.plus?batch=1', how)).toEqual(known);
      }
    },
  );

  it('a person who is logged in is told plainly that a procedure is not there', async () => {
    const { token } = await house.enter('dpo');
    const said = await answer(`rien.${randomUUID()}`, { method: 'GET', token });
    expect([said.status, said.text]).toEqual([404, expect.stringContaining('procedure-unknown')]);
  });
});
