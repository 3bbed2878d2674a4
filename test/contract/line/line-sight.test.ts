import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { askHelp } from '../../../server/steps/floor/ask-help.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { type AccessHouse, openAccessHouse, outcomeOf } from '../../support/house/access-house.ts';
import { typedPledge } from '../../support/line/pledge-room.ts';
import { LINE, lineFiles } from '../../support/seats/line-house.ts';

/** The shipped line; a call and a pledge at each of its sites, a lead of all of it and a partner's. */
let house: AccessHouse;
const pledges = new Map<string, string>();
type Rpc = Awaited<ReturnType<AccessHouse['enter']>>['rpc'];
let lead: Rpc;
let partner: Rpc;
let ops: Rpc;

async function callAt(site: string, count: number): Promise<void> {
  const nowMs = house.clock.nowMs();
  const known = { campaign: LINE, site, ruleSite: 'PARTENAIRE', waitingAtMs: nowMs - 60_000, seat: null };
  await house.app.store.write(async (rows) => {
    for (let at = 0; at < count; at += 1)
      await rows.lineCalls.note({ ...known, kind: 'waiting', lineCallId: randomUUID(), atMs: nowMs });
  });
}

/** Saved as an agent saves it, then as if it had been taken at that site. */
async function pledgeAt(site: string): Promise<void> {
  const agent = await house.app.store.read((rows) => rows.accounts.byLogin('camille.ligne'));
  if (!agent) throw new Error('no agent');
  const callId = randomUUID();
  const link = { way: 'email', to: 'zephyrine@exemple.invalid' } as const;
  const form = typedPledge({ amount: '400', link, lastName: `Pélouneau ${site}` });
  await savePledge(house.app, agent, { campaign: LINE, callId, form });
  await house.app.store.write(async (rows) => {
    const row = await rows.pledges.byCall(callId);
    if (!row) throw new Error('no pledge');
    const id = randomUUID();
    await rows.pledges.add({ ...row, id, callId: randomUUID(), tokenHash: `jeton ${site}`, site });
    pledges.set(site, id);
  });
}

beforeAll(async () => {
  house = await openAccessHouse('off');
  await house.app.vault.createCampaign(LINE, 'UNION');
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await planSeats(house.app, { actor: 'essai', files: lineFiles() });
  await house.hire('lea.ligne', 'lead', { campaigns: [LINE] });
  await house.hire('paul.ligne', 'lead', { campaigns: [LINE] });
  await house.hire('camille.ligne', 'agent', { campaigns: [LINE] });
  await house.hire('olga.ligne', 'ops', { campaigns: [] });
  ({ rpc: lead } = await house.enter('lea.ligne'));
  ({ rpc: partner } = await house.enter('paul.ligne'));
  ({ rpc: ops } = await house.enter('olga.ligne'));
  await ops.seats.holdLead.mutate({ login: 'paul.ligne', campaign: LINE, sites: ['PARTENAIRE'] });
  await callAt('MAISON', 3);
  await callAt('PARTENAIRE', 2);
  await pledgeAt('MAISON');
  await pledgeAt('PARTENAIRE');
});
afterAll(() => house?.close());

describe('R-43 a partner’s lead sees the partner’s site', () => {
  it('on the board: its calls, its seats and its pledges, and nothing of the team', async () => {
    const [all] = await lead.line.boards.query();
    expect(all?.sites.map(({ site, counts }) => [site, counts.came])).toEqual([
      ['MAISON', 3],
      ['PARTENAIRE', 2],
    ]);
    expect(all).toMatchObject({ counts: { came: 5 }, lastHour: { calls: 5 }, team: { open: 0 } });
    const [own] = await partner.line.boards.query();
    expect(own?.sites.map(({ site }) => site)).toEqual(['PARTENAIRE']);
    expect(own).toMatchObject({ counts: { came: 2 }, lastHour: { calls: 2 }, team: null });
    expect(own?.pledges.map((one) => one.pledges)).toEqual([1]);
  });

  it('in the list of pledges and in what was promised and paid', async () => {
    expect((await lead.pledges.list.query({ campaign: LINE })).map(({ site }) => site).toSorted()).toEqual([
      '',
      '',
      'MAISON',
      'PARTENAIRE',
    ]);
    expect((await partner.pledges.list.query({ campaign: LINE })).map(({ id }) => id)).toEqual([
      pledges.get('PARTENAIRE'),
    ]);
    expect((await partner.pledges.reconcile.query({ campaign: LINE })).map(({ site }) => site)).toEqual([
      'PARTENAIRE',
    ]);
  });

  it('and opens, checks or takes back no pledge of another site, that it exists is not told', async () => {
    const id = pledges.get('MAISON') ?? '';
    const reason = 'rappel de vérification';
    expect(await outcomeOf(partner.pledges.show.mutate({ id, reason }))).toBe('pledge-unknown');
    expect(await outcomeOf(partner.pledges.check.mutate({ id }))).toBe('pledge-unknown');
    expect(await outcomeOf(partner.pledges.withdraw.mutate({ id, reason }))).toBe('pledge-unknown');
    await partner.pledges.check.mutate({ id: pledges.get('PARTENAIRE') ?? '' });
    await lead.pledges.check.mutate({ id });
  });

  it('is heard by the leads of that site alone, whoever calls for help there', async () => {
    const heardAt = async (site: string, login: string): Promise<number> => {
      const fromMs = house.clock.nowMs() + 60_000;
      const hours = { fromMs, toMs: fromMs + 3_600_000, capacity: 1 };
      const { slot } = await lead.seats.addSlot.mutate({ campaign: LINE, site, ...hours });
      const { signup } = await lead.seats.signUp.mutate({ slot, person: `Camille ${login}` });
      const person = await house.hire(login, 'volunteer', { campaigns: [LINE] });
      await house.app.store.write((rows) => rows.slots.changeSignup(signup, { account: person.id }));
      return (await askHelp(house.app, { agent: person, text: '', isReply: false })).people;
    };
    expect(await heardAt('MAISON', 'b.maison')).toBe(1);
    expect(await heardAt('PARTENAIRE', 'b.partenaire')).toBe(2);
  });

  it('in the report: its own without asking, another’s refused', async () => {
    const mine = await partner.line.report.query({ campaign: LINE, from: '2026-11-01' });
    expect(mine.map(({ name }) => name.includes('_PARTENAIRE.'))).toEqual([true, true]);
    const other = { campaign: LINE, from: '2026-11-01', site: 'MAISON' };
    expect(await outcomeOf(partner.line.report.query(other))).toBe('site-unknown');
    await ops.seats.holdLead.mutate({
      ...{ login: 'paul.ligne', campaign: LINE },
      sites: ['MAISON', 'PARTENAIRE'],
    });
    expect(await outcomeOf(partner.line.report.query({ campaign: LINE, from: '2026-11-01' }))).toBe(
      'site-asked',
    );
  });
});
