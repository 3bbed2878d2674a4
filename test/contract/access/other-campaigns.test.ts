import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProcedureMeta } from '../../../server/procedures/procedure-base.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Role } from '../../../shared/roles.ts';
import { ASKED } from '../../support/access/asked-of-others.ts';
import { fillVictim, MARK, OWN, VICTIM, type Victim } from '../../support/access/victim-campaign.ts';
import { type AccessHouse, openAccessHouse } from '../../support/house/access-house.ts';

/**
 * Whoever works for some campaigns sees nothing of another one, of the same charity too: each procedure of each such role,
 * named the other campaign, its records, calls, people and papers. Ops and the data officer answer for them all.
 */
const BOUND: readonly Role[] = ['agent', 'lead', 'verifier', 'observer'];
type Procedure = { readonly _def: { readonly meta?: ProcedureMeta; readonly type: string } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const rolesOf = ({ _def: { meta } }: Procedure) => [meta?.role, ...(meta?.also ?? [])];

let house: AccessHouse;
let victim: Victim;
/** Who works for the other campaign, and who for none, by role. */
const intruders = new Map<Role, readonly { readonly id: string; readonly token: string }[]>();

beforeAll(async () => {
  house = await openAccessHouse('off');
  victim = await fillVictim(house);
  for (const role of BOUND) {
    const people = [
      await house.hire(`${role.toLowerCase()}.b`, role, { campaigns: [OWN] }),
      await house.hire(`${role.toLowerCase()}.nul`, role, { campaigns: [] }),
    ];
    const entered = people.map(async ({ id, login }) => ({ id, token: (await house.enter(login)).token }));
    intruders.set(role, await Promise.all(entered));
  }
});
afterAll(() => house.close());

/** Live lines tell what happens to their own person: covered where they are opened. */
const NOT_ASKED = new Set(['calls.live', 'team.live', 'line.live', 'lineDesk.live', 'tonight.live']);

const bound = procedures.flatMap(([path, procedure]) =>
  rolesOf(procedure)
    .filter((role): role is Role => BOUND.includes(role as Role))
    .filter(() => !NOT_ASKED.has(path))
    .map((role) => ({ path, role, type: procedure._def.type })),
);

async function ask(token: string, { path, type }: (typeof bound)[number], input: unknown) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${house.server.url}/trpc/${path}`;
  const body = input === undefined ? '' : JSON.stringify(input);
  const response =
    type !== 'mutation'
      ? await fetch(body === '' ? url : `${url}?input=${encodeURIComponent(body)}`, { headers })
      : await fetch(url, { method: 'POST', headers, ...(body === '' ? {} : { body }) });
  return { status: response.status, text: await response.text() };
}

/** Everything of the victim's campaign that a colleague could have touched. */
async function victimsState(): Promise<string> {
  return await house.app.store.read(async (rows) => {
    const records = (await Array.fromAsync(rows.records.each(VICTIM))).map(({ sealed: _, ...row }) => row);
    const calls = (await rows.calls.ofRecord(victim.recordId)).length;
    const leases = await inTurn.map(
      records,
      async ({ id }) => (await rows.records.leaseOfRecord(id))?.callId,
    );
    const accounts = (await rows.accounts.all()).map(({ login, campaigns }) => [login, campaigns]);
    const kept = [
      await rows.incidents.of([VICTIM]),
      await rows.frozen.open([VICTIM]),
      await rows.approvals.all(),
      await rows.training.all(),
      await rows.modules.passes(VICTIM),
      await rows.modules.sessions(VICTIM),
    ];
    return JSON.stringify([
      records,
      calls,
      leases,
      accounts,
      kept,
      await rows.steering.pauseOf(VICTIM, house.clock.nowMs()),
    ]);
  });
}

describe('another campaign', () => {
  it('has a row here for every procedure that somebody bound to their campaigns may ask', () => {
    expect(Object.keys(ASKED).sort()).toEqual([...new Set(bound.map(({ path }) => path))].sort());
  });

  it.each(bound)('R-32 $path as $role tells nothing of it and changes nothing in it', async (one) => {
    const before = await victimsState();
    for (const { id, token } of intruders.get(one.role) ?? []) {
      for (const input of ASKED[one.path]?.(victim) ?? []) {
        const { status, text } = await ask(token, one, input);
        expect(status).not.toBe(500);
        expect(text).not.toContain('input-invalid');
        // A refusal may repeat a login that was asked for: it tells nothing.
        const marks = [VICTIM, MARK, 'camille', 'zoe', victim.callId, victim.card.callId];
        const unsaid = marks.filter(
          (mark) => !JSON.stringify(input ?? '').includes(`"${mark}"`) || text.startsWith('{"result"'),
        );
        expect([one.path, unsaid.filter((mark) => text.includes(mark))]).toEqual([one.path, []]);
      }
      const noted = await house.app.store.read(async (rows) =>
        (await Array.fromAsync(rows.audit.each())).filter(
          ({ actor, campaign }) => actor === id && campaign === VICTIM,
        ),
      );
      expect(noted).toEqual([]);
    }
    expect(await victimsState()).toBe(before);
  });
});
