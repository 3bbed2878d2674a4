import { createHash } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { expect, onTestFinished, test } from 'vitest';
import type { AppContext } from '../../server/app-context.ts';
import { openMetrics } from '../../server/metrics.ts';
import { appRouter } from '../../server/routers/app-router.ts';
import { createCaller, type ProcedureMeta } from '../../server/routers/trpc.ts';
import { ROLES } from '../../shared/roles.ts';
import { accountRow, NOW_MS, temporaryStore } from '../support/store-rows.ts';

type Procedure = { readonly _def: { readonly meta?: ProcedureMeta; readonly type: string } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

/** A house with people of each role, each with an open session, and nothing else: a refusal must come before any work. */
function houseOfRoles() {
  const { store, dispose } = temporaryStore();
  onTestFinished(dispose);
  store.write((rows) => {
    for (const role of ROLES) {
      rows.accounts.insert(
        accountRow({
          id: role,
          login: `test-${role.toLowerCase()}`,
          role,
          validFromMs: NOW_MS - 1000,
          validToMs: NOW_MS + 1000,
        }),
      );
      const tokenHash = createHash('sha256').update(`jeton-${role}`).digest('hex');
      rows.accounts.addSession({
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
    app: { store, clock: { nowMs: () => NOW_MS }, metrics: openMetrics(), log } as unknown as AppContext,
  };
}

function call(app: AppContext, path: string, token: string | undefined): Promise<unknown> {
  const caller = createCaller(appRouter)({ app, token, address: '127.0.0.1' }) as unknown as Record<
    string,
    Record<string, (input?: unknown) => Promise<unknown>>
  >;
  const [room = '', name = ''] = path.split('.');
  const procedure = caller[room]?.[name];
  if (!procedure) throw new Error(`no procedure ${path}`);
  return procedure(undefined);
}

function codeOf(error: unknown): string {
  return error instanceof TRPCError ? error.code : String(error);
}

test('every procedure states its role', () => {
  expect(procedures.length).toBeGreaterThan(25);
  const stated: readonly string[] = [...ROLES, 'anyone', 'logged-in'];
  for (const [path, procedure] of procedures)
    expect([path, stated.includes(procedure._def.meta?.role ?? '')]).toEqual([path, true]);
});

test('only login and the clock are open to a stranger', () => {
  const open = procedures
    .filter(([, procedure]) => procedure._def.meta?.role === 'anyone')
    .map(([path]) => path);
  expect(open.sort()).toEqual(['session.clock', 'session.logIn']);
});

test.each(procedures.filter(([, one]) => one._def.meta?.role !== 'anyone'))(
  'R-32 %s refuses every other role, and a stranger',
  async (path, procedure) => {
    const { app, store } = houseOfRoles();
    for (const token of [undefined, 'faux-jeton']) {
      expect(codeOf(await call(app, path, token).catch((error: unknown) => error))).toBe('UNAUTHORIZED');
    }
    if (procedure._def.meta?.role === 'logged-in') return;
    const { role: first, also = [] } = procedure._def.meta ?? { role: 'anyone' };
    const others = ROLES.filter((one) => one !== first && !also.includes(one));
    for (const role of others) {
      const refused = await call(app, path, `jeton-${role}`).catch((error: unknown) => error);
      expect([role, codeOf(refused)]).toEqual([role, 'FORBIDDEN']);
    }
    const refusals = store.read((rows) =>
      [...rows.audit.each()].filter((row) => row.action === 'access.refused'),
    );
    expect(refusals.length).toBe(others.length);
  },
);

test('access ends by itself: a session past its account’s last day answers nothing (R-30)', async () => {
  const { app, store } = houseOfRoles();
  store.write((rows) => rows.accounts.update('ops', { validToMs: NOW_MS - 1 }));
  expect(codeOf(await call(app, 'operations.status', 'jeton-ops').catch((error: unknown) => error))).toBe(
    'UNAUTHORIZED',
  );
});
