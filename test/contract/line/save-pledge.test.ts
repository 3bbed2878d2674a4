import { randomUUID } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import {
  checkPledge,
  listPledges,
  showPledge,
  withdrawPledge,
} from '../../../server/steps/line/follow-pledge.ts';
import { importPostcodes, pledgeTowns } from '../../../server/steps/line/import-postcodes.ts';
import { readDesk } from '../../../server/steps/line/read-desk.ts';
import { savePledge } from '../../../server/steps/line/save-pledge.ts';
import { PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import {
  EVENING_MS,
  LINE,
  type PledgeRoom,
  pledgeRoom,
  typedPledge,
} from '../../support/line/pledge-room.ts';
import { accountRow } from '../../support/store/store-rows.ts';

let room: PledgeRoom;
beforeEach(async () => {
  room = await pledgeRoom();
});
afterEach(() => room.close());

/** Every byte of the base, its journal included, as text. */
const bytesOfBase = () =>
  readdirSync(join(room.home, 'data'))
    .map((file) => readFileSync(join(room.home, 'data', file), 'latin1'))
    .join('');
const HOUR_MS = 3_600_000;
const lead = accountRow({ id: 'responsable', role: 'lead', campaigns: [LINE] });

describe('a pledge line that is loaded (R-40)', () => {
  it('has its key and its notice, and is unknown to what calls donors', async () => {
    expect(room.loaded).toMatchObject({ outcome: 'created', campaign: LINE, isLine: true });
    const { store } = room.deps;
    const seen = await store.read(async (rows) => ({
      line: await rows.lines.byCode(LINE),
      calling: await rows.campaigns.all(),
      head: await rows.campaignHeads.byCode(LINE),
    }));
    expect(seen.line?.settings.presets).toEqual([20, 30, 50, 100]);
    expect(seen.calling).toEqual([]);
    expect(seen.head).toMatchObject({ isLine: true, ends: '2026-12-06', charity: 'UNION', state: 'open' });
    expect(await room.audits('campaign.create')).toBe(1);
  });

  it('is loaded again without a change', async () => {
    const again = await loadCampaign(room.deps, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
    expect(again.outcome).toBe('unchanged');
    expect(await room.audits('campaign.update')).toBe(0);
  });

  it.each([
    ['a campaign that calls', REFERENCE_CAMPAIGN, 'code: UPG-FR-2026', `code: ${LINE}`],
    ['a line of another charity', PLEDGE_LINE_FOLDER, 'code: UNION', 'code: AUTRE'],
  ])('keeps its code: %s under it is refused', async (_, folder, from, to) => {
    const dir = join(room.home, 'autre');
    cpSync(folder, dir, { recursive: true });
    const file = join(dir, 'campaign.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
    await expect(loadCampaign(room.deps, { dir, actor: 'essai' })).rejects.toMatchObject({
      code: 'campaign-identity-changed',
    });
  });

  it('gives an agent of the line what the form needs, and nobody else', async () => {
    expect(await readDesk(room.deps, room.agent, LINE)).toMatchObject({
      name: 'Promesses 2026',
      form: { presets: [20, 30, 50, 100], country: 'FR' },
    });
    await expect(readDesk(room.deps, { campaigns: [] }, LINE)).rejects.toMatchObject({
      code: 'campaign-unknown',
    });
  });
});

describe('towns by postcode, while an address is given (R-40)', () => {
  const load = (text: string, replace = false) =>
    importPostcodes(room.deps, { text, country: 'FR', actor: 'essai', replace });

  it('are those of the country of the line, nine at most; another file takes the place of the first', async () => {
    const ask = (postcode: string) => pledgeTowns(room.deps, room.agent, { campaign: LINE, postcode });
    expect(await ask('31990')).toEqual([]);
    const many = Array.from({ length: 12 }, (_, at) => `31990;Exemple ${'abcdefghijkl'[at]}`).join('\n');
    expect(await load(`${many}\ncode;ville`)).toEqual({
      codes: 1,
      towns: 12,
      leftOut: [13],
      before: 0,
      gone: 0,
    });
    expect(await ask('31990')).toHaveLength(9);
    await expect(load('31000\tVILLE-FICTIVE')).rejects.toMatchObject({
      code: 'postcodes-missing',
      message: 'Il manque à ce fichier 1 code connu de FR, sur 1.',
    });
    expect(await ask('31990')).toHaveLength(9);
    const fewer = '31000\tVILLE-FICTIVE';
    expect(await load(fewer, true)).toMatchObject({ before: 1, gone: 1 });
    expect(await load(fewer)).toMatchObject({ before: 1, gone: 0 });
    expect([await ask('31990'), await ask('31000')]).toEqual([[], ['VILLE-FICTIVE']]);
    await expect(load('rien\nde bon')).rejects.toMatchObject({ code: 'postcodes-none' });
    expect(await ask('31000')).toEqual(['VILLE-FICTIVE']);
    expect(await room.audits('postcodes.import')).toBe(3);
    await expect(
      pledgeTowns(room.deps, { campaigns: [] }, { campaign: LINE, postcode: '31000' }),
    ).rejects.toMatchObject({
      code: 'campaign-unknown',
    });
  });
});

describe('the pledge of a caller (R-40, R-41)', () => {
  it('is saved sealed: nothing of the person stands in the base', async () => {
    expect(await room.save({}, { number: '06 39 98 00 01' })).toMatchObject({
      kind: 'saved',
      needsCheck: false,
    });
    const [row] = await room.pledges();
    expect(row).toMatchObject({
      amountMinor: 5000,
      currency: 'EUR',
      state: 'recorded',
      sending: 'to-send',
      named: true,
      agent: 'camille',
      atMs: EVENING_MS,
    });
    const bytes = bytesOfBase();
    const words = ['Pélouneau', 'Zéphyrine', 'CHIMÈRE', 'zephyrine@', '639980001', '31990'];
    expect(words.filter((word) => bytes.includes(Buffer.from(word).toString('latin1')))).toEqual([]);
    expect(row?.noticeVersion).toMatch(/^[0-9a-f]{12}$/);
    const said = await room.deps.store.read((rows) => rows.lines.notice(LINE, row?.noticeVersion ?? ''));
    expect(said).toContain('vos droits');
  });

  it('is saved once, however often the workstation sends it', async () => {
    const callId = randomUUID();
    const first = await room.save({}, { callId });
    expect(await room.save({}, { callId })).toEqual(first);
    expect(await room.pledges()).toHaveLength(1);
    const other = accountRow({ id: 'zoe', campaigns: [LINE] });
    await expect(
      savePledge(room.deps, other, { campaign: LINE, callId, form: typedPledge() }),
    ).rejects.toMatchObject({ code: 'pledge-other-agent' });
  });

  it('is of the site whose telephone its agent sits at, and of none where nobody said so', async () => {
    await room.save();
    expect((await room.pledges()).map(({ site }) => site)).toEqual(['']);
    room.deps.seats.take('camille', 'PARTENAIRE-07', new Set());
    await room.save({ lastName: 'Autre' });
    room.deps.seats.take('camille', 'AILLEURS-01', new Set());
    await room.save({ lastName: 'Ailleurs' });
    expect((await room.pledges()).map(({ site }) => site)).toEqual(['', 'PARTENAIRE', '']);
    const day = { fromMs: EVENING_MS, toMs: EVENING_MS + 60_000 };
    const sums = await room.deps.store.read((rows) => rows.pledges.sums(LINE, day));
    expect(sums.map(({ site, pledges }) => [site, pledges])).toEqual([
      ['', 2],
      ['PARTENAIRE', 1],
    ]);
  });

  it('without a name has no receipt, and a card’s number in any field saves nothing', async () => {
    const nobody = { lastName: '', firstName: '', street: '', place: { postcode: '', town: '' } };
    expect(await room.save({ ...nobody, receipt: true })).toMatchObject({ kind: 'refused' });
    expect(await room.save({ ...nobody, receipt: false })).toMatchObject({ kind: 'saved' });
    for (const lastName of [
      '4111 1111 1111 1111',
      'quatre neuf sept zéro un zéro un deux trois quatre cinq six',
    ])
      expect(await room.save({ lastName })).toMatchObject({
        kind: 'refused',
        problems: [{ field: 'lastName', problem: 'Ne notez pas ce numéro : proposez le lien' }],
      });
    expect(await room.pledges()).toMatchObject([{ named: false, personIndex: null, numberIndex: null }]);
  });

  it.each([
    ['the same number', { number: '0639980001' }, { lastName: 'Autre', firstName: 'Nom' }],
    ['the same names and postcode', {}, { link: { way: 'letter', to: '' } as const }],
  ])(
    'that looks like one of %s is told first: both are kept, or the former is replaced',
    async (_, call, form) => {
      await room.save({}, { number: '06 39 98 00 01' });
      room.clock.ms += HOUR_MS;
      const asked = await room.save(form, call);
      expect(asked).toEqual({
        kind: 'duplicate',
        atMs: EVENING_MS,
        amount: { minor: 5000, currency: 'EUR' },
      });
      expect(await room.pledges()).toHaveLength(1);
      await room.save(form, { ...call, earlier: 'replace' });
      const [former, now] = await room.pledges();
      expect([former?.state, former?.sending, now?.state]).toEqual(['withdrawn', 'none', 'recorded']);
      const events = await room.deps.store.read((rows) => rows.pledges.events(former?.id ?? ''));
      expect(events.map(({ kind }) => kind)).toEqual(['record', 'replace']);
    },
  );

  it('a day later is another pledge, and so is one kept beside the former', async () => {
    await room.save();
    expect(await room.save({}, { earlier: 'keep' })).toMatchObject({ kind: 'saved' });
    room.clock.ms += 25 * HOUR_MS;
    expect(await room.save()).toMatchObject({ kind: 'saved' });
    expect((await room.pledges()).map(({ state }) => state)).toEqual(['recorded', 'recorded', 'recorded']);
  });
});

describe('a pledge as a lead follows it (R-42)', () => {
  const saved = async (amount: string) => {
    const done = await room.save({ amount });
    if (done.kind !== 'saved') throw new Error('it is saved');
    return done.pledgeId;
  };

  it('above the threshold waits for a call-back, then its link leaves', async () => {
    const id = await saved('300');
    expect((await room.pledges())[0]).toMatchObject({ sending: 'none', state: 'recorded' });
    expect(await listPledges(room.deps, lead, { campaign: LINE, only: 'to-check' })).toMatchObject([{ id }]);
    const { who } = await showPledge(room.deps, { account: lead, id, reason: 'rappel au-dessus du seuil' });
    expect(who).toMatchObject({ lastName: 'Pélouneau', to: 'zephyrine@exemple.invalid' });
    expect(who).not.toHaveProperty('token');
    expect(await room.audits('pledge.open')).toBe(1);
    await checkPledge(room.deps, { account: lead, id });
    expect((await room.pledges())[0]).toMatchObject({ sending: 'to-send', state: 'checked' });
    await expect(checkPledge(room.deps, { account: lead, id })).rejects.toMatchObject({
      code: 'pledge-not-so',
    });
    expect(await listPledges(room.deps, lead, { campaign: LINE, only: 'to-check' })).toEqual([]);
  });

  it('is withdrawn once, and is out of sight of another campaign’s lead', async () => {
    const id = await saved('50');
    const other = accountRow({ id: 'autre', role: 'lead', campaigns: [] });
    const reason = 'la personne a changé d’avis';
    await expect(withdrawPledge(room.deps, { account: other, id, reason })).rejects.toMatchObject({
      code: 'pledge-unknown',
    });
    await withdrawPledge(room.deps, { account: lead, id, reason });
    expect((await room.pledges())[0]).toMatchObject({ state: 'withdrawn', sending: 'none' });
    await expect(withdrawPledge(room.deps, { account: lead, id, reason })).rejects.toMatchObject({
      code: 'pledge-not-so',
    });
  });
});
