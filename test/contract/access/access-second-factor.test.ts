import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProcedureMeta } from '../../../server/procedures/procedure-base.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { forgetCode } from '../../../server/steps/access/account-keys.ts';
import { cutSessionsWithoutCode } from '../../../server/steps/access/cut-access.ts';
import { hashOf } from '../../../server/steps/access/log-in.ts';
import { examineHouse } from '../../../server/steps/house/examine-house.ts';
import { isAppError } from '../../../shared/errors.ts';
import {
  ACCESS_PASSWORD,
  type AccessHouse,
  codeOf,
  openAccessHouse,
  outcomeOf,
} from '../../support/house/access-house.ts';
import { rpcOf } from '../../support/house/server-process.ts';

/** A password alone opens nothing to ops and the data officer but the enrolment of their own code. */
let house: AccessHouse;
beforeAll(async () => {
  house = await openAccessHouse('required');
  await house.hire('dpo', 'dataOfficer', { campaigns: [] });
  await house.hire('ops', 'ops');
  await house.hire('cheffe', 'lead');
});
afterAll(() => house.close());

const logIn = (login: string, code?: string) =>
  rpcOf(house.server.url).session.logIn.mutate({ login, password: ACCESS_PASSWORD, code });
const entered = (token: string) => rpcOf(house.server.url, token);
const MINUTE = 60_000;

/** What every procedure answers to that token, by its path. */
async function answers(token: string): Promise<Map<string, string>> {
  type Procedure = { readonly _def: { readonly meta?: ProcedureMeta } };
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
  const app = { ...house.app, pace: { take: async () => undefined } };
  const caller = appRouter.createCaller({ app, token, address: '127.0.0.1' }) as unknown as Record<
    string,
    Record<string, () => Promise<unknown>>
  >;
  const given = new Map<string, string>();
  for (const [path, procedure] of procedures) {
    if (procedure._def.meta?.role === 'anyone' || path === 'session.logOut') continue;
    const [room = '', name = ''] = path.split('.');
    const answer = await caller[room]?.[name]?.().catch((error: unknown) => error);
    const cause = answer instanceof Error ? answer.cause : undefined;
    given.set(path, isAppError(cause) ? cause.code : 'other');
  }
  return given;
}

describe('the first login of ops and the data officer', () => {
  it('opens the enrolment, and nothing else of the whole house', async () => {
    const { token, owes, expiresAtMs } = await logIn('dpo');
    expect([owes, expiresAtMs]).toEqual(['code', house.clock.nowMs() + 15 * MINUTE]);
    expect((await logIn('ops')).owes).toBe('code');
    expect((await logIn('cheffe')).owes).toBeUndefined();
    // At the web door this token is nobody's.
    const shut = ['code-enrolment-needed', 'session-ended'];
    const open = [...(await answers(token))].filter(([, code]) => !shut.includes(code));
    expect(open.map(([path]) => path).sort()).toEqual(['session.beginEnrolment', 'session.confirmEnrolment']);
    await entered(token).session.logOut.mutate();
    expect(await outcomeOf(entered(token).session.me.query())).toBe('session-ended');
  });

  it('takes a first right code; the session is whole at once, and every other one of the account ends', async () => {
    const thief = await logIn('ops');
    const { token } = await logIn('ops');
    const rpc = entered(token);
    const other = await entered(thief.token).session.beginEnrolment.mutate();
    const { secret, address } = await rpc.session.beginEnrolment.mutate();
    expect(address).toContain(`secret=${secret}`);
    const nowMs = house.clock.nowMs();
    // The thief's secret was replaced: a code of it proves nothing.
    const confirm = (code: string) => rpc.session.confirmEnrolment.mutate({ code });
    expect(await outcomeOf(confirm(codeOf(other.secret, nowMs)))).toBe('code-refused');
    expect(await outcomeOf(rpc.operations.status.query())).toBe('code-enrolment-needed');
    expect(await confirm(codeOf(secret, nowMs))).toEqual({ expiresAtMs: nowMs + 8 * 60 * MINUTE });
    expect(await outcomeOf(rpc.operations.status.query())).toBe('ok');
    expect(await outcomeOf(entered(thief.token).session.confirmEnrolment.mutate({ code: '000000' }))).toBe(
      'session-ended',
    );
    expect(await outcomeOf(rpc.session.beginEnrolment.mutate())).toBe('code-enrolled');
    expect(await house.actions('account.code-enrol')).toHaveLength(1);
    expect(await house.actions('session.refused')).toMatchObject([{ reason: 'code' }]);

    // From now on the password alone is not enough, and a code opens once.
    expect(await outcomeOf(logIn('ops'))).toBe('code-needed');
    expect(await outcomeOf(logIn('ops', codeOf(secret, nowMs)))).toBe('code-refused');
    house.clock.advance(30_000);
    const next = codeOf(secret, house.clock.nowMs());
    const { owes } = await logIn('ops', next);
    expect(owes).toBeUndefined();
    expect(await outcomeOf(logIn('ops', next))).toBe('code-refused');
  });

  it('waits a quarter of an hour, no longer; then a new login and a new secret', async () => {
    const { token } = await logIn('dpo');
    const { secret } = await entered(token).session.beginEnrolment.mutate();
    house.clock.advance(16 * MINUTE);
    const late = entered(token).session.confirmEnrolment.mutate({
      code: codeOf(secret, house.clock.nowMs()),
    });
    expect(await outcomeOf(late)).toBe('session-ended');
    expect((await logIn('dpo')).owes).toBe('code');
  });
});

describe('a lost telephone', () => {
  it('is forgotten on the host: sessions end, and the next login enrols again', async () => {
    const { token } = await logIn('dpo');
    const rpc = entered(token);
    const { secret } = await rpc.session.beginEnrolment.mutate();
    await rpc.session.confirmEnrolment.mutate({ code: codeOf(secret, house.clock.nowMs()) });
    expect(await outcomeOf(rpc.privacy.accounts.query())).toBe('ok');
    const effective = await rpc.access.effective.query();
    expect(effective.map((one) => [one.login, one.doors.code])).toEqual([
      ['cheffe', 'none'],
      ['dpo', 'enrolled'],
      ['ops', 'enrolled'],
    ]);
    await forgetCode(house.app, { login: 'dpo', actor: 'host:essai', reason: 'Téléphone perdu' });
    expect(await outcomeOf(rpc.privacy.accounts.query())).toBe('session-ended');
    expect((await logIn('dpo')).owes).toBe('code');
    expect(await house.actions('account.code-forget')).toMatchObject([
      { actor: 'host:essai', reason: 'Téléphone perdu' },
    ]);
  });

  it('a secret is never in the base, nor in the audit log', async () => {
    const { token } = await logIn('dpo');
    const { secret } = await entered(token).session.beginEnrolment.mutate();
    for (const file of house.app.store.files()) expect(readFileSync(file).includes(secret)).toBe(false);
    const log = await house.app.store.read(async (rows) =>
      JSON.stringify(await Array.fromAsync(rows.audit.each())),
    );
    expect(log).not.toContain(secret);
  });
});

describe('a house that did without until now', () => {
  it('ends the sessions that a password alone had opened, of the roles that owe a code only', async () => {
    const nowMs = house.clock.nowMs();
    const old = await house.hire('ancien', 'ops');
    await house.app.store.write((rows) =>
      rows.accounts.addSession({
        tokenHash: hashOf('jeton-ancien'),
        account: old.id,
        createdAtMs: nowMs,
        expiresAtMs: nowMs + 60 * MINUTE,
      }),
    );
    const lead = await logIn('cheffe');
    const owing = await logIn('dpo');
    expect(await cutSessionsWithoutCode({ ...house.app, secondFactor: 'off' })).toBe(0);
    expect(await outcomeOf(entered('jeton-ancien').operations.status.query())).toBe('ok');
    expect(await cutSessionsWithoutCode(house.app)).toBe(1);
    expect(await cutSessionsWithoutCode(house.app)).toBe(0);
    expect(await outcomeOf(entered('jeton-ancien').operations.status.query())).toBe('session-ended');
    expect(await outcomeOf(entered(lead.token).session.me.query())).toBe('ok');
    expect(await outcomeOf(entered(owing.token).session.beginEnrolment.mutate())).toBe('ok');
  });
});

describe('a house that does without', () => {
  it('is told so by the doctor', async () => {
    const said = async (secondFactor: 'required' | 'off') =>
      (await examineHouse({ ...house.app, secondFactor })).find((one) => one.part === 'second facteur');
    expect(await said('required')).toMatchObject({ ok: true });
    expect(await said('off')).toMatchObject({
      ok: true,
      message: expect.stringContaining('formation ou démonstration seulement'),
    });
  });
});
