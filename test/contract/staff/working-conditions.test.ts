import { afterEach, describe, expect, it } from 'vitest';
import { observeConditions } from '../../../server/steps/papers/observe-campaign.ts';
import { readMyDay } from '../../../server/steps/shift/read-my-day.ts';
import { conditionsOf } from '../../../server/steps/staff/read-conditions.ts';
import { type Centre, openCentre, paris } from '../../support/call/centre.ts';
import { accountRow, CAMPAIGN } from '../../support/store/store-rows.ts';

let centre: Centre;
afterEach(() => centre?.close());

/** Five agents at work on Monday 23 November from nine to four, an hour of lunch and half an hour of training in it. */
async function open(agents = 5, listening?: 'none') {
  centre = await openCentre({
    records: 0,
    agents,
    nowMs: paris('2026-11-23T18:00'),
    ...(listening && { settings: { listening } }),
  });
  const at = (time: string) => paris(`2026-11-23T${time}`);
  await centre.store.write(async (rows) => {
    for (const { id } of centre.agents) {
      await rows.shifts.begin(id, at('09:00'));
      const work = { campaign: CAMPAIGN, kind: 'production' } as const;
      await rows.floor.switchSpan(id, at('09:00'), work);
      await rows.floor.switchSpan(id, at('12:00'), { ...work, kind: 'pause', code: 'dejeuner' });
      await rows.floor.switchSpan(id, at('13:00'), { ...work, kind: 'pause', code: 'formation' });
      await rows.floor.switchSpan(id, at('13:30'), work);
      await rows.floor.switchSpan(id, at('16:00'));
      await rows.shifts.end(id, at('16:00'), 'person');
    }
  });
}

const observer = accountRow({ id: 'obs', login: 'asso', role: 'observer' });

describe('R-74 working conditions for the charity', () => {
  it('are those of the shifts and breaks that were worked, a line a week, nobody named', async () => {
    await open();
    const found = await observeConditions(centre, { campaign: CAMPAIGN, account: observer, weeks: 2 });
    expect(found).toMatchObject({
      isListeningTold: true,
      listenings: 0,
      weeks: [
        {
          week: '2026-W48',
          told: {
            ...{ people: 5, days: 5, presenceHours: 35, productionHours: 27.5, restMinutesADay: 60 },
            ...{ trainingHours: 2.5, shortRests: 0 },
          },
        },
      ],
    });
    expect(JSON.stringify(found)).not.toMatch(/testeur|agent-\d/);
  });

  it('tell nothing of four people, nor of a campaign outside the grant', async () => {
    await open(4);
    const campaign = (await centre.store.read((rows) => rows.campaigns.byCode(CAMPAIGN)))!;
    const { weeks } = await centre.store.read((rows) =>
      conditionsOf(rows, campaign, { weeks: 1, nowMs: centre.clock.nowMs() }),
    );
    expect(weeks).toEqual([{ week: '2026-W48', team: 'toute l’équipe', told: null }]);
    const outside = { campaign: 'AUTRE-2026', account: observer, weeks: 1 };
    await expect(observeConditions(centre, outside)).rejects.toThrow(
      expect.objectContaining({ code: 'campaign-unknown' }),
    );
  });
});

describe('R-74 supervised listening', () => {
  it('is announced on the agent’s own page, unless the campaign has none', async () => {
    await open(1);
    expect(await readMyDay(centre, centre.agents[0]!)).toMatchObject({ isListened: true });
    centre.close();
    await open(1, 'none');
    expect((await readMyDay(centre, centre.agents[0]!)).isListened).toBeUndefined();
  });
});
