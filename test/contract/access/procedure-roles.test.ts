import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AppContext } from '../../../server/app-context.ts';
import { MAY_ASK } from '../../../server/domain/access/session-debts.ts';
import { openMetrics } from '../../../server/metrics.ts';
import type { ProcedureMeta } from '../../../server/procedures/procedure-base.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { hashOf } from '../../../server/steps/access/log-in.ts';
import { ROLES } from '../../../shared/roles.ts';
import { accountRow, NOW_MS, temporaryStore } from '../../support/store/store-rows.ts';

type Procedure = { readonly _def: { readonly meta?: ProcedureMeta; readonly type: string } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

/** A house with people of each role, each with an open session, and nothing else: a refusal must come before any work. */
async function houseOfRoles(whenDone: (dispose: () => void) => void = onTestFinished) {
  const { store, dispose } = temporaryStore();
  whenDone(dispose);
  await store.write(async (rows) => {
    for (const role of ROLES) {
      await rows.accounts.insert(
        accountRow({
          id: role,
          login: `test-${role.toLowerCase()}`,
          role,
          validFromMs: NOW_MS - 1000,
          validToMs: NOW_MS + 1000,
        }),
      );
      const tokenHash = hashOf(`jeton-${role}`);
      await rows.accounts.addSession({
        tokenHash,
        account: role,
        createdAtMs: NOW_MS - 500,
        expiresAtMs: NOW_MS + 500,
      });
    }
  });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return {
    store,
    dispose,
    app: {
      store,
      clock: { nowMs: () => NOW_MS },
      metrics: openMetrics(),
      // Its own test: access-limits.
      pace: { take: async () => undefined },
      // Each told by itself; together they are in login-guesses.
      refusals: { add: () => 1, untold: () => [] },
      log,
    } as unknown as AppContext,
  };
}

/** One house for many refusals: none of them changes anything but the audit log. */
function sharedHouse() {
  let opened: Awaited<ReturnType<typeof houseOfRoles>> & { readonly refusals: () => Promise<number> };
  beforeAll(async () => {
    const made = await houseOfRoles(() => undefined);
    const refusals = () => made.store.read((rows) => rows.audit.ofCampaign('', 'access.refused'));
    opened = { ...made, refusals };
    return made.dispose;
  });
  return () => opened;
}

function call(app: AppContext, path: string, token: string | undefined): Promise<unknown> {
  const caller = appRouter.createCaller({ app, token, address: '127.0.0.1' }) as unknown as Record<
    string,
    Record<string, (input?: unknown) => Promise<unknown>>
  >;
  const [room = '', name = ''] = path.split('.');
  const procedure = caller[room]?.[name];
  if (!procedure) throw new Error(`no procedure ${path}`);
  return procedure(undefined);
}

function codeOf(error: unknown): string {
  // By its name: the built program carries tRPC's class, another than that of its package.
  return error instanceof Error && error.name === 'TRPCError' && 'code' in error
    ? String(error.code)
    : String(error);
}

test('every procedure states its role', () => {
  expect(procedures.length).toBeGreaterThan(25);
  const stated: readonly string[] = [...ROLES, 'anyone', 'logged-in', 'participant'];
  for (const [path, procedure] of procedures)
    expect([path, stated.includes(procedure._def.meta?.role ?? '')]).toEqual([path, true]);
});

test('only login and the clock are open to a stranger', () => {
  const open = procedures
    .filter(([, procedure]) => procedure._def.meta?.role === 'anyone')
    .map(([path]) => path);
  expect(open.sort()).toEqual(['session.clock', 'session.logIn']);
});

describe('role escalation, generated from the router', () => {
  const house = sharedHouse();

  test.each(procedures.filter(([, one]) => one._def.meta?.role !== 'anyone'))(
    'R-32 %s refuses every other role, and a stranger',
    async (path, procedure) => {
      const { app, refusals } = house();
      const before = await refusals();
      for (const token of [undefined, 'faux-jeton']) {
        expect(codeOf(await call(app, path, token).catch((error: unknown) => error))).toBe('UNAUTHORIZED');
      }
      if (procedure._def.meta?.role === 'logged-in') return;
      if (procedure._def.meta?.role === 'participant') {
        // Whoever came in by the web door has no account: a token of one is a stranger's there.
        for (const role of ROLES)
          expect(codeOf(await call(app, path, `jeton-${role}`).catch((error: unknown) => error))).toBe(
            'UNAUTHORIZED',
          );
        return;
      }
      const { role: first, also = [] } = procedure._def.meta ?? { role: 'anyone' };
      const others = ROLES.filter((one) => one !== first && !also.includes(one));
      expect(others.length).toBeGreaterThan(0);
      for (const role of others) {
        const refused = await call(app, path, `jeton-${role}`).catch((error: unknown) => error);
        expect([role, codeOf(refused)]).toEqual([role, 'FORBIDDEN']);
      }
      expect((await refusals()) - before).toBe(others.length);
    },
  );
});

test.each(['code', 'passphrase'] as const)(
  'a session that owes a %s is refused everywhere else, before any role is looked at',
  async (debt) => {
    const { app, store } = await houseOfRoles();
    await store.write(async (rows) => {
      for (const role of ROLES)
        if (debt === 'code') await rows.accounts.changeSession(hashOf(`jeton-${role}`), { scope: 'enrol' });
        else await rows.accounts.update(role, { owesPassphrase: true });
    });
    for (const [path, { _def }] of procedures) {
      const { role = 'anyone' } = _def.meta ?? {};
      if (role === 'anyone' || role === 'participant' || MAY_ASK[debt].includes(path)) continue;
      const token = `jeton-${role === 'logged-in' ? 'agent' : role}`;
      const refused = await call(app, path, token).catch((error: unknown) => error);
      expect([path, codeOf(refused)]).toEqual([path, 'FORBIDDEN']);
    }
  },
);

test('access ends by itself: a session past its account’s last day answers nothing (R-30)', async () => {
  const { app, store } = await houseOfRoles();
  await store.write((rows) => rows.accounts.update('ops', { validToMs: NOW_MS - 1 }));
  expect(codeOf(await call(app, 'operations.status', 'jeton-ops').catch((error: unknown) => error))).toBe(
    'UNAUTHORIZED',
  );
});
