import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkInProcess } from '../../../server/http/terminal-door.ts';
import { cutEndedAccess } from '../../../server/steps/access/cut-access.ts';
import { isTokenOpen, logOut } from '../../../server/steps/access/log-in.ts';
import { isAppError } from '../../../shared/errors.ts';
import { connectDesk, type RemoteConnection } from '../../../tui/client.ts';
import { openSession } from '../../../tui/session/session.ts';
import {
  ACCESS_PASSWORD,
  type AccessHouse,
  openAccessHouse,
  outcomeOf,
} from '../../support/house/access-house.ts';
import { type SessionTerminal, sessionTerminal } from '../../support/workstation/session-terminal.ts';

/** Grants that end while a card is on a screen; sessions that are short, named and revoked. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let house: AccessHouse;

beforeAll(async () => {
  house = await openAccessHouse('off');
  await house.addRecords({ records: 8 });
  await house.hire('dpo', 'dataOfficer', { campaigns: [] });
});
afterAll(() => house.close());

interface Workstation {
  readonly connection: RemoteConnection;
  readonly terminal: SessionTerminal;
  close(): Promise<void>;
}

/** A workstation as `plateau agent` opens it, logged in, its first card on the screen. */
async function workstation(login: string): Promise<Workstation> {
  const { token } = await house.enter(login);
  const connection = await connectDesk({ url: house.server.url, token });
  const { desk, clock } = connection;
  const session = openSession({ desk, token, agentFirstName: 'Testeur', now: clock.now });
  const terminal = sessionTerminal();
  await session.attach(terminal);
  await terminal.see('─ Accroche ─');
  // A card on the screen shows its donor.
  expect(terminal.text()).toMatch(/ZÉPHYRIN/i);
  await terminal.until(() => house.app.live.listening().size > 0, 'the live events');
  return {
    connection,
    terminal,
    close: async () => {
      session.close();
      await desk.close();
    },
  };
}

const leaseOf = (id: string) => house.app.store.read((rows) => rows.records.leaseOfAgent(id));
const codeOfRefusal = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

/** The screen says why, in French, and nothing of the donor is left on it. */
async function expectHidden({ terminal, connection }: Workstation, words: string | RegExp): Promise<void> {
  await terminal.see(words);
  expect(terminal.text()).not.toMatch(/zéphyrin|fictive|imaginaire|exemple\.invalid|06 39 98/i);
  expect(await codeOfRefusal(connection.desk.nextCard())).toBe('session-ended');
}

describe('a card is on the screen when', () => {
  it('the access reaches its end: the screen says so, the card goes back, no event comes any more', async () => {
    const agent = await house.hire('camille', 'agent', { validToMs: house.clock.nowMs() + HOUR });
    const post = await workstation('camille');
    const lease = await leaseOf(agent.id);
    expect(lease).toBeDefined();
    expect(await cutEndedAccess(house.app)).toBe(0);

    house.clock.advance(HOUR);
    // Refused from that very instant, before the house has looked round.
    expect(await codeOfRefusal(post.connection.desk.renewLease(lease?.callId ?? ''))).toBe('session-ended');
    expect(await cutEndedAccess(house.app)).toBe(1);
    await expectHidden(post, 'Votre accès est arrivé à son terme');
    expect(await leaseOf(agent.id)).toBeUndefined();
    await house.app.store.read(async (rows) => {
      expect(await rows.records.byId(lease?.recordId ?? 0)).toMatchObject({ state: 'ready', attempts: 0 });
      expect((await rows.floor.presenceOf(agent.id))?.state).toBe('away');
    });
    await post.terminal.until(() => house.app.live.listening().size === 0, 'the end of the live events');
    expect(await house.actions('account.end')).toMatchObject([{ actor: 'system', reason: 'ended' }]);
    expect(await house.actions('lease.return')).toMatchObject([{ reason: 'Accès terminé' }]);
    expect(await cutEndedAccess(house.app)).toBe(0);
    await post.close();
  });

  it.each([
    [
      'the password changes',
      'agent-1',
      'Votre mot de passe vient d’être changé',
      (rpc: Rpc, login: string) => rpc.privacy.setPassword.mutate({ login, password: ACCESS_PASSWORD }),
    ],
    [
      'the campaign leaves the grant',
      'agent-2',
      'Votre accès ne comprend plus UPG-FR-2026',
      (rpc: Rpc, login: string) =>
        rpc.privacy.extendAccount.mutate({ login, campaigns: [], reason: 'Fin de mission' }),
    ],
    [
      'the access is closed',
      'agent-3',
      'Votre accès vient d’être fermé.',
      (rpc: Rpc, login: string) => rpc.privacy.disableAccount.mutate({ login, reason: 'Départ du jour' }),
    ],
    [
      'the sessions are revoked',
      'agent-4',
      'Votre session vient d’être fermée',
      (rpc: Rpc, login: string) => rpc.access.revoke.mutate({ login, reason: 'Poste resté ouvert' }),
    ],
  ] as const)('%s', async (_why, login, words, act) => {
    const agent = await house.hire(login, 'agent');
    const post = await workstation(login);
    const { rpc } = await house.enter('dpo');
    await act(rpc, login);
    await expectHidden(post, words);
    expect(await leaseOf(agent.id)).toBeUndefined();
    await post.close();
  });
});

type Rpc = Awaited<ReturnType<AccessHouse['enter']>>['rpc'];

describe('sessions', () => {
  it('are listed without their token, and one alone is revoked; a screen of the other goes on', async () => {
    const agent = await house.hire('alex', 'agent');
    const first = await house.enter('alex');
    const post = await workstation('alex');
    const { rpc } = await house.enter('dpo');
    const sessions = await rpc.access.sessions.query({ login: 'alex' });
    expect(sessions.map((one) => [one.login, one.number, one.scope])).toEqual([
      ['alex', 1, 'full'],
      ['alex', 2, 'full'],
    ]);
    expect(JSON.stringify(sessions)).not.toContain(first.token.slice(0, 12));
    expect(JSON.stringify(sessions)).not.toMatch(/[0-9a-f]{64}/);
    const revoke = () => rpc.access.revoke.mutate({ login: 'alex', session: 1, reason: 'Poste oublié' });
    expect(await revoke()).toEqual({ ended: 1 });
    expect(await revoke()).toEqual({ ended: 0 });
    expect(await outcomeOf(first.rpc.session.me.query())).toBe('session-ended');
    // The other one keeps its card, and its screen is told nothing.
    await rpc.access.effective.query();
    expect(await leaseOf(agent.id)).toBeDefined();
    expect(await codeOfRefusal(post.connection.desk.myDay())).toBe('ok');
    expect(post.terminal.text()).toMatch(/ZÉPHYRIN/i);
    // A number is never given again.
    await house.enter('alex');
    expect((await rpc.access.sessions.query({ login: 'alex' })).map((one) => one.number)).toEqual([2, 3]);
    await post.close();
  });

  it('are shorter, and idle for less, the more one may see', async () => {
    for (const role of ['lead', 'verifier', 'ops', 'dataOfficer', 'observer'] as const) {
      const login = `court-${role.toLowerCase()}`;
      await house.hire(login, role);
    }
    const startMs = house.clock.nowMs();
    /** Hours at which a session used every quarter of an hour, and one never used, were last open. */
    const lives = async (role: string) => {
      house.clock.set(startMs);
      const used = await house.enter(`court-${role}`);
      const left = await house.enter(`court-${role}`);
      const last = { used: 0, left: 0 };
      for (let quarter = 1; quarter <= 50; quarter += 1) {
        house.clock.set(startMs + (quarter * HOUR) / 4);
        if ((await outcomeOf(used.rpc.session.me.query())) === 'ok') last.used = quarter / 4;
        if (await isTokenOpen(house.app, left.token)) last.left = quarter / 4;
      }
      return [last.used, last.left];
    };
    expect(await lives('lead')).toEqual([11.75, 4]);
    expect(await lives('verifier')).toEqual([11.75, 2]);
    expect(await lives('ops')).toEqual([7.75, 1]);
    expect(await lives('dataofficer')).toEqual([3.75, 0.5]);
    expect(await lives('observer')).toEqual([3.75, 0.5]);
    house.clock.set(startMs);
  });

  it('who may do what now: standing, campaigns, days left, sessions, doors, last login, and no secret', async () => {
    await house.hire('bientot', 'agent', { validFromMs: house.clock.nowMs() + DAY });
    await house.hire('devine', 'lead');
    for (let wrong = 0; wrong < 10; wrong += 1)
      await house.app.throttle.fail([{ kind: 'login', value: 'devine' }], house.clock.nowMs());
    const { rpc, token } = await house.enter('dpo');
    const all = await rpc.access.effective.query();
    const of = (login: string) => all.find((one) => one.login === login);
    expect(of('camille')).toMatchObject({ standing: 'ended', campaigns: [], sessions: 0, daysLeft: 0 });
    expect(of('alex')).toMatchObject({
      standing: 'yes',
      role: 'agent',
      campaigns: ['UPG-FR-2026'],
      sessions: 2,
      daysLeft: 59,
      doors: { password: true, keys: 0, code: 'none' },
      guessedUntilMs: null,
    });
    expect(of('bientot')).toMatchObject({ standing: 'not-yet', campaigns: [], lastLoginAtMs: null });
    expect(of('devine')).toMatchObject({ standing: 'yes', guessedUntilMs: house.clock.nowMs() + HOUR / 4 });
    expect(of('dpo')?.lastLoginAtMs).toBe(house.clock.nowMs());
    expect(JSON.stringify(all)).not.toMatch(/argon2|[0-9a-f]{64}/);
    expect(JSON.stringify(all)).not.toContain(token);
  });
});

describe('a seat whose person logs in again', () => {
  it('goes on hearing its events under the new session, and stops with that one', async () => {
    const agent = await house.hire('maxime', 'agent');
    let { token } = await house.enter('maxime');
    const local = linkInProcess(house.app, { token: () => token, address: '127.0.0.1' });
    const { desk } = await connectDesk({ url: '', token, local });
    const heard: string[] = [];
    const stop = desk.onLive((event) => heard.push(event.kind));
    await expect.poll(() => house.app.live.listening().has(agent.id)).toBe(true);
    const tell = async () => {
      const event = { kind: 'record-moved', text: 'Essai.' } as const;
      const atMs = house.clock.nowMs();
      await house.app.store.write((rows) => rows.floor.addLiveEvent({ atMs, agent: agent.id, event }));
    };
    await tell();
    await expect.poll(() => heard).toEqual(['record-moved']);
    const former = token;
    token = (await house.enter('maxime')).token;
    await logOut(house.app, former);
    await tell();
    await expect.poll(() => heard).toEqual(['record-moved', 'record-moved']);
    const { rpc } = await house.enter('dpo');
    await rpc.access.revoke.mutate({ login: 'maxime', reason: 'Fin de la journée' });
    await expect.poll(() => heard.at(-1)).toBe('session-ended');
    await expect.poll(() => house.app.live.listening().has(agent.id)).toBe(false);
    stop();
  });
});

describe('a campaign that closes', () => {
  it('cuts the agents who have no other, and nobody else', async () => {
    const { rpc } = await house.enter('dpo');
    await rpc.access.revoke.mutate({ login: 'alex', reason: 'Fin de la journée' });
    await house.hire('zoe', 'agent');
    await house.hire('cheffe', 'lead');
    await house.hire('ops', 'ops');
    const zoe = await house.enter('zoe');
    const lead = await house.enter('cheffe');
    const ops = await house.enter('ops');
    await ops.rpc.operations.closeCampaign.mutate({ campaign: 'UPG-FR-2026', reason: 'Fin de campagne' });
    expect(await outcomeOf(zoe.rpc.session.me.query())).toBe('session-ended');
    expect(await outcomeOf(lead.rpc.session.me.query())).toBe('ok');
  });
});
