import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { decideProfile } from '../../../server/steps/floor/profile-decide.ts';
import { listProfiles, undoProfile } from '../../../server/steps/floor/profile-undo.ts';
import { listThemes, weighTheme } from '../../../server/steps/floor/theme-weight.ts';
import { readFigures } from '../../../server/steps/indicators/read-figures.ts';
import { withdrawRecords } from '../../../server/steps/lists/withdraw-records.ts';
import { type Centre, cardOf, openCentre } from '../../support/call/centre.ts';
import { type ListRoom, listRoom, OPS } from '../../support/lists/list-room.ts';
import { stopAtFirstFailure } from '../../support/machine/step-by-step.ts';
import { accountRow, NOW_MS } from '../../support/store/store-rows.ts';

/** profiles excluded, put first, and themes weighed; dry first, counted, taken back. */

let room: ListRoom;
let centre: Centre;
const lead = accountRow({ id: 'lead-1', login: 'lead.1', role: 'lead' });
const reason = 'Réunion du 24 novembre';
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });

const rows = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => ({
    ID_DONATEUR: `A${from + at}`,
    // Even ones are of the profile, every fourth gives more.
    SEGMENT: (from + at) % 2 === 0 ? 'S3' : 'S1',
    MONTANT_PA: (from + at) % 4 === 0 ? 25 : 6,
    TEL_FIXE: `01 99 00 12 ${String(10 + from + at)}`,
  }));
const states = async () => (await room.records()).map((row) => `${row.state} ${row.disposition ?? '-'}`);
const base = () => ({ campaign: room.campaign.code, account: lead, reason });
const exclude = (where: string, apply: boolean) =>
  decideProfile(room.all, { ...base(), kind: 'exclude', where, apply });
const undo = (id: string | null) => undoProfile(room.all, { account: lead, id: id ?? '', reason });
const callable = async () => {
  const { store } = room.deps;
  const period = { fromMs: NOW_MS - 1000, toMs: NOW_MS + 1000 };
  const found = await store.read((all) =>
    readFigures(all, { campaign: room.campaign, period, nowMs: NOW_MS }),
  );
  return [found.input.delivered, found.input.callable];
};

describe('R-22 an excluded profile', () => {
  const LIST = 'TESTORG_RETRAIT_UPG_FR_20261201.xlsx.pgp';
  const counts = {
    records: 4,
    called: 1,
    callbacks: 1,
    onScreen: 0,
    bySegment: [{ segment: 'S3', records: 4 }],
  };
  let agent: AccountRow;
  let done: Awaited<ReturnType<typeof exclude>>;
  const idOf = async (rank: number) => (await room.records())[rank - 1]!.id;

  stopAtFirstFailure();
  beforeAll(async () => {
    room = await listRoom();
    await room.deps.store.write((all) => all.accounts.insert(lead));
    await room.fill(rows(8));
    agent = await room.agent();
    await room.deps.store.write(async (all) => {
      await all.records.update(await idOf(6), {
        disposition: 'NJ_NRP',
        attempts: 1,
        queue: 'retry',
        owner: agent.id,
      });
      await all.records.update(await idOf(2), { queue: 'callback', owner: 'partie' });
    });
  });
  afterAll(() => room.close());

  test('is counted first, and nothing has moved', async () => {
    expect(await exclude('segment=S3', false)).toMatchObject({ id: null, ...counts });
    expect((await states()).filter((one) => one.startsWith('ready'))).toHaveLength(8);
    expect(await callable()).toEqual([8, 8]);
  });

  test('leaves the queue, and shows as withdrawn', async () => {
    done = await exclude('segment=S3', true);
    expect(done).toMatchObject({ ...counts, id: expect.stringMatching(/^P[0-9a-f]{8}$/) });
    expect((await states()).filter((_, at) => at % 2 === 1)).toEqual([
      'excluded EF_RETRAIT',
      'excluded EF_RETRAIT',
      'closed EF_RETRAIT',
      'excluded EF_RETRAIT',
    ]);
    expect(await callable()).toEqual([8, 4]);
    await expect(exclude('segment=S3', true)).rejects.toThrow(refused('profile-empty'));
  });

  test('is no longer served; one on a screen is left and said', async () => {
    const card = await room.card(agent);
    expect(Number(card.donor.donorId.slice(1)) % 2).toBe(1);
    expect(await exclude('segment=S1', false)).toMatchObject({ records: 3, onScreen: 1 });
    // Its line is cut: the outcome may still come, and an agreement with it.
    await room.deps.store.write((all) => all.records.releaseLease(card.callId));
    expect(await exclude('segment=S1', false)).toMatchObject({ records: 3, onScreen: 1 });
  });

  test('comes back, but for whom the charity’s list or an objection withdrew since', async () => {
    const { store } = room.deps;
    const { charity, code: campaign } = room.campaign;
    await room.giveList(LIST, [['ID_DONATEUR'], ['A4']]);
    await withdrawRecords(room.all, { campaign, fileName: LIST, actor: OPS });
    const eighth = (await room.records())[7]!;
    const objection = { charity, campaign, blinds: [eighth.donorBlind], onlyCampaign: false };
    await store.write((all) => all.records.suppress({ ...objection, atMs: NOW_MS, exceptRecordId: 0 }));
    expect(await undo(done.id)).toMatchObject({ changed: true, back: 2, left: 2 });
    expect(await undo(done.id)).toMatchObject({ changed: false });
    const back = (rank: number) => store.read(async (all) => await all.records.byId(await idOf(rank)));
    expect(await back(6)).toMatchObject({
      state: 'ready',
      disposition: 'NJ_NRP',
      owner: agent.id,
      closedAtMs: null,
    });
    // Its agent is gone: a promise goes to whoever is free.
    expect(await back(2)).toMatchObject({
      state: 'ready',
      disposition: null,
      queue: 'callback',
      owner: null,
    });
    expect(await back(4)).toMatchObject({ state: 'excluded', disposition: 'EF_RETRAIT' });
    expect(await callable()).toEqual([8, 6]);
  });

  test('stays in the list of profiles and in the log, with who took it back', async () => {
    const [line] = await listProfiles(room.all, { campaign: room.campaign.code, account: lead });
    expect(line).toMatchObject({ filter: 'segment=S3', records: 4, undoneBy: 'lead-1', reason });
    expect([await room.audits('profile.exclude'), await room.audits('profile.undo')]).toEqual([1, 1]);
  });
});

/** Even records are of S3, every fourth gives 25 € a month, the others 6 €. */
async function openFloor(records: number): Promise<void> {
  const donor = (number: number) => ({
    segment: number % 2 === 0 ? 'S3' : 'S1',
    gift: { amountMinor: number % 4 === 0 ? 2500 : 600, currency: 'EUR' as const, frequency: 'M' as const },
  });
  const themes = ['T1', 'T2'].map((code) => ({
    code,
    impact: `Impact ${code}.`,
    challenge: `Défi ${code}.`,
  }));
  centre = await openCentre({ records, donor, settings: { themes } });
  onTestFinished(() => centre.close());
  await centre.store.write((all) => all.accounts.insert(lead));
}
const here = () => ({ campaign: centre.campaign.code, account: lead, reason });

test('R-22 a profile with priority is served first and says so; undone, the queue is as before', async () => {
  await openFloor(6);
  const ids = centre.recordIds;
  const next = async () => {
    const card = await cardOf(centre, centre.agents[0]!);
    await centre.store.write((all) => all.records.releaseLease(card.callId));
    return { rank: ids.indexOf(card.recordId) + 1, why: card.why };
  };
  const request = { ...here(), kind: 'priority' as const, apply: true };
  expect((await next()).rank).toBe(1);
  const light = await decideProfile(centre, { ...request, where: 'segment=S3', weight: 1 });
  const heavy = await decideProfile(centre, { ...request, where: 'segment=S3 and gift_band=4', weight: 5 });
  expect(await next()).toMatchObject({
    rank: 4,
    why: expect.stringContaining('Nouvelle fiche d’un profil prioritaire, soirée : meilleur créneau.'),
  });
  // A promised callback still goes first: a priority orders tries.
  await centre.store.write((all) => all.records.update(ids[0]!, { queue: 'callback' }));
  expect((await next()).rank).toBe(1);
  await centre.store.write((all) => all.records.update(ids[0]!, { queue: 'new' }));

  const back = (id: string | null) => undoProfile(centre, { account: lead, id: id ?? '', reason });
  expect((await back(heavy.id)).back).toBe(1);
  expect((await next()).rank).toBe(2);
  await back(light.id);
  expect((await next()).rank).toBe(1);

  // Nobody steers another team's campaign, filters on what is sealed, or writes of health.
  const stranger = accountRow({ id: 'lead-2', role: 'lead', campaigns: ['AUTRE'] });
  const all = { ...request, kind: 'exclude' as const, where: 'segment=S1' };
  await expect(decideProfile(centre, { ...all, account: stranger })).rejects.toThrow(
    refused('campaign-unknown'),
  );
  await expect(decideProfile(centre, { ...all, where: 'age_band=18-25' })).rejects.toThrow(
    refused('filter-invalid'),
  );
  await expect(decideProfile(centre, { ...all, reason: 'Porteurs du VIH' })).rejects.toThrow(
    refused('profile-words'),
  );
  expect(
    await centre.store.read(async (rows) => (await rows.records.countByState(centre.campaign.code)).ready),
  ).toBe(6);
});

test('R-03 themes are proposed by weight; the card on screen keeps its own', async () => {
  await openFloor(4);
  const [one, two] = [centre.agents[0]!, centre.agents[1]!];
  const weigh = (theme: string, weight: number, apply = true) =>
    weighTheme(centre, { ...here(), theme, weight, apply });
  expect((await cardOf(centre, one)).campaign.challenge).toBe('Défi T1.');
  expect(await weigh('T2', 3, false)).toMatchObject({ id: null, after: [{ weight: 1 }, { weight: 3 }] });
  await expect(weigh('T1', 0)).rejects.toThrow(refused('theme-none-left'));
  await weigh('T2', 3);
  const last = await weigh('T1', 0);
  expect((await weigh('T1', 0)).id).toBeNull();
  expect((await cardOf(centre, one)).campaign.challenge).toBe('Défi T1.');
  expect((await cardOf(centre, two)).campaign).toMatchObject({ challenge: 'Défi T2.', impact: 'Impact T2.' });
  expect((await centre.store.read((all) => all.records.leaseOfAgent(two.id)))?.theme).toBe('T2');
  await undoProfile(centre, { account: lead, id: last.id ?? '', reason });
  expect(await listThemes(centre, here())).toEqual([
    { code: 'T1', weight: 1, share: 0.25 },
    { code: 'T2', weight: 3, share: 0.75 },
  ]);
  expect((await cardOf(centre, two)).campaign.challenge).toBe('Défi T2.');
});
