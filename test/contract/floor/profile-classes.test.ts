import { expect, onTestFinished, test } from 'vitest';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { classifyRecords, readProfileClasses } from '../../../server/steps/floor/profile-classes.ts';
import { decideProfile } from '../../../server/steps/floor/profile-decide.ts';
import { weighTheme } from '../../../server/steps/floor/theme-weight.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { auditOf, type Centre, cardOf, openCentre, recordOf } from '../../support/call/centre.ts';
import { accountRow, NOW_MS } from '../../support/store/store-rows.ts';

/** the classes of a campaign's donors, read in filters, and decided again when its profiles have changed. */

const lead = accountRow({ id: 'lead-1', login: 'lead.1', role: 'lead' });
const ops = accountRow({ id: 'ops-1', login: 'ops.1', role: 'ops', campaigns: [] });
const reason = 'Réunion du 24 novembre';
const profiles: CampaignSettings['profiles'] = {
  canal: {
    label: 'canal de recrutement',
    column: 'CANAL_RECRUTEMENT',
    classes: { RUE: ['street'], WEB: ['web'], TV: ['télévision'] },
  },
  age: { bands: [45, 65] },
};
const refused = (code: string) => expect.objectContaining({ name: 'AppError', code });

/** 8 donors of the street, 6 of the web, 2 of the television; none has a class yet, as before the campaign had profiles. */
async function openFloor(settings: Partial<CampaignSettings> = { profiles }): Promise<Centre> {
  const channel = (number: number) => (number <= 8 ? 'Street' : number <= 14 ? 'WEB' : 'television');
  const donor = (number: number) => ({ recruitmentChannel: channel(number), birthDate: '1950-05-05' });
  const centre = await openCentre({ records: 16, donor, settings });
  onTestFinished(() => centre.close());
  await centre.store.write(async (rows) => {
    for (const account of [lead, ops]) await rows.accounts.insert(account);
  });
  return centre;
}
const classesIn = (centre: Centre) =>
  inTurn.map(centre.recordIds, async (id) => (await recordOf(centre, id)).classes.canal);

test('records that came before the profiles are classed from what is sealed, once, through the log', async () => {
  const centre = await openFloor();
  const request = { campaign: centre.campaign.code, account: ops, reason };
  expect(
    (await readProfileClasses(centre, request)).map(({ name, classes }) => [name, classes.at(-1)]),
  ).toEqual([
    ['canal', { code: 'NON_CLASSE', words: 'non classé', donors: 16 }],
    ['age', { code: 'NON_CLASSE', words: 'non classé', donors: 16 }],
  ]);
  expect(await classifyRecords(centre, request)).toEqual({ records: 16, changed: 16 });
  expect(await classesIn(centre)).toEqual([...Array(8).fill('RUE'), ...Array(6).fill('WEB'), 'TV', 'TV']);
  expect(await classifyRecords(centre, request)).toEqual({ records: 16, changed: 0 });
  expect((await auditOf(centre, 'profile.classify')).map(({ actor, detail }) => [actor, detail])).toEqual([
    ['ops-1', { records: 16, changed: 16 }],
    ['ops-1', { records: 16, changed: 0 }],
  ]);
  expect((await auditOf(centre, 'record.open')).map((entry) => entry.reason)).toEqual([reason, reason]);
  expect((await readProfileClasses(centre, request))[0]).toMatchObject({
    small: ['TV'],
    classes: [
      { code: 'RUE', donors: 8 },
      { code: 'WEB', donors: 6 },
      { code: 'AUTRE', donors: null },
    ],
  });
});

test('the card holds the classes that the script reads, as the campaign has them now, and none without profiles', async () => {
  const centre = await openFloor();
  const agent = centre.agents[0]!;
  const served = async () => {
    const card = await cardOf(centre, agent);
    await centre.store.write((rows) => rows.records.releaseLease(card.callId));
    return card.classes;
  };
  expect(await served()).toEqual({ canal: 'NON_CLASSE', age: 'NON_CLASSE' });
  await classifyRecords(centre, { campaign: centre.campaign.code, account: ops, reason });
  expect(await served()).toEqual({ canal: 'RUE', age: '65_ET_PLUS' });
  const none = await openFloor({});
  expect((await cardOf(none, none.agents[0]!)).classes).toBeUndefined();
});

test('a theme for a class is read to its donors alone, and the agent is told why', async () => {
  const themes = [
    { code: 'TOUS', impact: 'Impact de tous.', challenge: 'Défi de tous.' },
    { code: 'RUE', for: { canal: ['RUE'] }, impact: 'Impact de la rue.', challenge: 'Défi de la rue.' },
  ];
  const centre = await openFloor({ profiles, themes });
  await classifyRecords(centre, { campaign: centre.campaign.code, account: ops, reason });
  const heard = [];
  for (const _ of centre.recordIds) {
    const card = await cardOf(centre, centre.agents[0]!);
    heard.push([card.classes?.canal, card.campaign.challenge, card.campaign.themeWhy]);
    await centre.store.write(async (rows) => {
      await rows.records.releaseLease(card.callId);
      await rows.records.update(card.recordId, {
        state: 'excluded',
        disposition: 'EF_RETRAIT',
        closedAtMs: NOW_MS,
      });
    });
  }
  const street = ['RUE', 'Défi de la rue.', 'Thème RUE, prévu pour canal de recrutement « rue ».'];
  const usual = ['Défi de tous.', 'Thème TOUS : celui de la campagne en ce moment.'];
  expect(heard.toSorted()).toEqual([
    ...Array(8).fill(street),
    ...Array(2).fill(['TV', ...usual]),
    ...Array(6).fill(['WEB', ...usual]),
  ]);
  const weigh = (theme: string, weight: number) =>
    weighTheme(centre, {
      campaign: centre.campaign.code,
      account: lead,
      reason,
      theme,
      weight,
      apply: false,
    });
  expect((await weigh('RUE', 0)).before.map(({ share }) => share)).toEqual([0.5, 0.5]);
  expect((await weigh('RUE', 0)).after.map(({ share }) => share)).toEqual([1, 0]);
  await expect(weigh('TOUS', 0)).rejects.toThrow(refused('theme-none-left'));
});

test('whoever was erased is not opened and keeps no class; a record corrected meanwhile keeps its own', async () => {
  const centre = await openFloor();
  const [first = 0, second = 0] = centre.recordIds;
  const row = await recordOf(centre, first);
  await centre.store.write((rows) =>
    rows.persons.eraseRecord({
      recordId: first,
      campaign: row.campaign,
      requestId: 'R-1',
      atMs: centre.clock.nowMs(),
      sealed: row.sealed,
      version: row.version + 1,
      donorBlind: row.donorBlind,
      calls: [],
      signatures: [],
    }),
  );
  let isCorrected = false;
  const vault = {
    openCall: centre.vault.openCall.bind(centre.vault),
    openRecord: async (...[place, sealed]: Parameters<Centre['vault']['openRecord']>) => {
      const content = await centre.vault.openRecord(place, sealed);
      if (!isCorrected)
        await centre.store.write(
          async (rows) =>
            await rows.records.update(second, { version: (await recordOf(centre, second)).version + 1 }),
        );
      isCorrected = true;
      return content;
    },
  };
  const request = { campaign: centre.campaign.code, account: ops, reason };
  expect(await classifyRecords({ ...centre, vault }, request)).toEqual({ records: 15, changed: 14 });
  expect((await classesIn(centre)).slice(0, 3)).toEqual([undefined, undefined, 'RUE']);
});

test('a campaign without profiles, another team’s, and a reason about health are refused', async () => {
  const none = await openFloor({});
  const request = { campaign: none.campaign.code, account: ops, reason };
  expect(await readProfileClasses(none, request)).toEqual([]);
  await expect(classifyRecords(none, request)).rejects.toThrow(refused('profile-none'));
  await expect(classifyRecords(none, { ...request, reason: 'Porteurs du VIH' })).rejects.toThrow(
    refused('profile-words'),
  );
  const stranger = accountRow({ id: 'lead-2', role: 'lead', campaigns: ['AUTRE'] });
  await expect(readProfileClasses(none, { ...request, account: stranger })).rejects.toThrow(
    refused('campaign-unknown'),
  );
});

test('a class is excluded like a column; one of too few donors, and a handful of people, are refused', async () => {
  const centre = await openFloor();
  await classifyRecords(centre, { campaign: centre.campaign.code, account: ops, reason });
  const base = { campaign: centre.campaign.code, account: lead, reason, kind: 'exclude' as const };
  const decide = (where: string, apply = false) => decideProfile(centre, { ...base, where, apply });
  expect(await decide('canal=RUE and age="65_ET_PLUS"')).toMatchObject({ id: null, records: 8 });
  await expect(decide('canal=TV')).rejects.toThrow(refused('profile-class-small'));
  await expect(decide('canal!=TV')).rejects.toThrow(refused('profile-class-small'));
  // 2 of the television remain: what is left when the others are named is refused too.
  await expect(decide('not canal in (RUE, WEB)')).rejects.toThrow(refused('profile-too-few'));
  await expect(decide('canal=AUTRES')).rejects.toThrow(refused('filter-invalid'));
  expect(await decide('canal=WEB', true)).toMatchObject({ records: 6, id: expect.stringMatching(/^P/) });
  expect(
    await centre.store.read(async (rows) => (await rows.records.countByState(centre.campaign.code)).ready),
  ).toBe(10);
});
