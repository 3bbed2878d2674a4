import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import { changeLimit, readLimits, undoLimit } from '../../../server/steps/line/change-limit.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import type { AppError } from '../../../shared/errors.ts';
import { lineSettings, PLEDGE_LINE_FOLDER } from '../../support/campaign/pledge-line.ts';
import { openAccessHouse } from '../../support/house/access-house.ts';
import { LINE, lineFiles } from '../../support/seats/line-house.ts';
import { scriptedLine } from '../../support/telephony/scripted-line.ts';
import { type WatchedLine, watchedLine } from '../../support/telephony/watched-line.ts';

const RULE = 'LINE_MAX_PL_2026_1';
const REASON = 'sept bénévoles absents';

async function lineRoom() {
  const house = await openAccessHouse('off');
  await house.app.vault.createCampaign(LINE, 'UNION');
  await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
  await planSeats(house.app, { actor: 'essai', files: lineFiles() });
  const lead = await house.hire('lea.ligne', 'lead', { campaigns: [LINE] });
  const partner = await house.hire('paul.ligne', 'lead', { campaigns: [LINE] });
  await house.app.store.write((rows) =>
    rows.seats.holdTo({ account: partner.id, campaign: LINE, site: 'PARTENAIRE' }),
  );
  const pbx = scriptedLine(house.clock);
  const deps = { store: house.app.store, clock: house.clock, telephony: pbx };
  const told = () => pbx.limits().get(RULE);
  return { house, lead, partner, pbx, deps, told };
}

const refusalOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: AppError) => error.code,
  );

describe('R-43 the threshold of overflow', () => {
  let room: Awaited<ReturnType<typeof lineRoom>>;
  beforeAll(async () => {
    room = await lineRoom();
  });
  afterAll(() => room.house.close());
  const asked = (max: number) => ({ account: room.lead, campaign: LINE, rule: 1, max, reason: REASON });
  const maxNow = async () =>
    (await readLimits(room.deps, { account: room.lead, campaign: LINE })).find(({ rule }) => rule === 1);

  it('changes by a lead, is told to the PBX and audited with its reason, and goes back one change at a time', async () => {
    const { deps, lead, told } = room;
    expect(await maxNow()).toMatchObject({ max: 15, planned: 15, least: 0, most: 15, changed: null });
    expect(await changeLimit(deps, asked(8))).toEqual({ before: 15, max: 8, told: 'applied' });
    expect(await changeLimit(deps, asked(0))).toEqual({ before: 8, max: 0, told: 'applied' });
    expect(told()).toBe(0);
    expect(await maxNow()).toMatchObject({ max: 0, changed: { by: 'lea.ligne' } });
    const of = { account: lead, campaign: LINE, rule: 1 };
    expect(await undoLimit(deps, of)).toEqual({ before: 0, max: 8, told: 'applied' });
    expect(await undoLimit(deps, of)).toEqual({ before: 8, max: 15, told: 'applied' });
    expect(told()).toBe(15);
    expect(await refusalOf(undoLimit(deps, of))).toBe('limit-unchanged');
    const acts = await deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each()));
    expect(acts.flatMap(({ action }) => (action.startsWith('line.') ? [action] : []))).toEqual([
      ...['line.limit', 'line.limit', 'line.limit-undo', 'line.limit-undo'],
    ]);
  });

  it('stays within the bounds of ops, and to those who see both ends of the rule', async () => {
    const { deps, partner } = room;
    expect(await refusalOf(changeLimit(deps, asked(16)))).toBe('limit-bounds');
    expect(await refusalOf(changeLimit(deps, { ...asked(8), rule: 3 }))).toBe('limit-unknown');
    expect(await refusalOf(changeLimit(deps, { ...asked(8), account: partner }))).toBe('limit-unknown');
    expect(await readLimits(deps, { account: partner, campaign: LINE })).toEqual([]);
    const named = { ...asked(8), reason: 'appelez le 06 12 34 56 78' };
    expect(await refusalOf(changeLimit(deps, named))).not.toBe('done');
    expect(await maxNow()).toMatchObject({ max: 15 });
  });

  it('is kept while the PBX is away, and says that it was not told', async () => {
    const { deps, pbx, told } = room;
    pbx.cut();
    expect(await changeLimit(deps, asked(8))).toEqual({ before: 15, max: 8, told: 'later' });
    expect([told(), (await maxNow())?.max]).toEqual([15, 8]);
    pbx.restore();
  });

  it('goes back to the folder’s when other rules are loaded', async () => {
    const { deps, house } = room;
    expect(await changeLimit(deps, asked(8))).toMatchObject({ before: 8 });
    const { lines } = await house.app.store.read(async (rows) => ({ lines: await rows.lines.byCode(LINE) }));
    if (!lines) throw new Error('no line');
    const changed = { ...lineSettings(), routes: lineSettings().routes.toReversed() };
    await house.app.store.write((rows) =>
      rows.lines.save({ ...lines, settings: changed }, { keyFingerprint: '', createdAtMs: 0 }),
    );
    await loadCampaign(house.app, { dir: PLEDGE_LINE_FOLDER, actor: 'essai' });
    expect(await maxNow()).toMatchObject({ max: 15, changed: null });
  });
});

describe('R-43 a PBX that was away', () => {
  let watched: WatchedLine;
  beforeEach(async () => {
    watched = await watchedLine();
  });
  afterEach(() => watched.close());

  it('is told every threshold that may change when it is back', async () => {
    const { line, until } = watched;
    line.cut();
    line.restore();
    expect(await until(async () => line.limits().get('LINE_MAX_PL_2026_2'))).toBe(15);
    expect(line.limits().get(RULE)).toBe(15);
  });
});
