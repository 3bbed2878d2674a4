import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulationLines } from '../../../scripts/commands/simulate-tables.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { type SimulatedCall, simulateCampaign } from '../../../server/domain/simulation/simulation.ts';
import {
  SIMULATION_FIGURES,
  simulationFigures,
} from '../../../server/domain/simulation/simulation-figures.ts';
import { middleOdds } from '../../../server/domain/simulation/simulation-odds.ts';
import { SIMULATION_ORDERS } from '../../../server/domain/simulation/simulation-order.ts';
import { simulationReachSchema } from '../../../server/domain/simulation/simulation-reach.ts';
import { reachOf, simulateCampaigns } from '../../../server/steps/simulation/simulate-campaigns.ts';
import { USUAL_WINDOWS } from '../../support/call/centre.ts';
import { settings } from '../../support/store/store-campaign.ts';

const rules = callingRules();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const percent = fc.integer({ min: 0, max: 100 });
const share = fc.integer({ min: 0, max: 24 });

const reach = fc
  .record({
    parts: fc.record({ M: percent, A: percent, S: percent, SA: percent }),
    donorSpread: fc.double({ min: 0, max: 3, noNaN: true }),
    partSpread: fc.double({ min: 0, max: 3, noNaN: true }),
    callbackAnswered: percent,
    unanswered: fc.record({ machine: share, busy: share, filtered: share, technical: share }),
    numbers: fc.record({ second: percent, dead: share, otherPerson: share }),
    answered: fc.record({ thirdParty: share, gone: share }),
    talk: fc.record({ callback: share, unheard: share, thanks: share, objection: share }),
  })
  .map((one) => simulationReachSchema.parse(one));

const plan = fc.record({
  reach,
  order: fc.constantFrom(...SIMULATION_ORDERS),
  kind: fc.constantFrom('upgrade' as const, 'reactivation' as const),
  country: fc.constantFrom('FR' as const, 'BE' as const, 'CH' as const),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  records: fc.integer({ min: 1, max: 40 }),
  agents: fc.integer({ min: 1, max: 4 }),
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  strict: fc.boolean(),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

function settingsOf({ kind, country, maxAttempts, strict }: Plan): CampaignSettings {
  const base = settings({ windows: USUAL_WINDOWS, starts: '2026-03-02', ends: '2026-05-02', kind, country });
  return {
    ...base,
    callingProfile: strict ? 'STRICT_D223-9' : 'STANDARD',
    cadence: { ...base.cadence, maxAttempts },
  };
}

function play(one: Plan) {
  const calls: SimulatedCall[] = [];
  const own = settingsOf(one);
  const tally = simulateCampaign({ ...one, settings: own, rules, onTry: (call) => calls.push(call) });
  return { own, tally, calls };
}

/** Tries that the donor did not ask for keep the rest and the limits towards every counted try before them. */
function keepsCadence(calls: readonly SimulatedCall[], own: CampaignSettings): void {
  const counted: SimulatedCall[] = [];
  for (const call of calls) {
    const appointment = call.queue === 'callback';
    expect(rules.mayCall({ area: call.area, atMs: call.atMs, settings: own, appointment }).ok).toBe(true);
    if (!appointment) {
      expect(counted.length).toBeLessThan(own.cadence.maxAttempts);
      const last = counted.at(-1);
      if (last) expect(call.atMs - last.endedAtMs).toBeGreaterThanOrEqual(20 * HOUR);
      const week = counted.filter((other) => other.endedAtMs > call.atMs - 7 * DAY);
      expect(week.length).toBeLessThan(own.cadence.maxPer7Days);
      const month = counted.filter((other) => other.endedAtMs > call.atMs - 30 * DAY);
      if (own.callingProfile === 'STRICT_D223-9') expect(month.length).toBeLessThan(4);
    }
    if (call.counted) counted.push(call);
  }
}

describe('the simulator, whatever donors are supposed to be', () => {
  it('never breaks a rule of the cadence, in any order', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const { calls, own } = play(one);
        expect(calls.length).toBeGreaterThan(0);
        const byRecord = Map.groupBy(calls, (call) => call.recordId);
        for (const ofRecord of byRecord.values()) keepsCadence(ofRecord, own);
        if (one.order === 'evening')
          for (const call of calls) if (call.queue !== 'callback') expect(call.part).toBe('S');
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same answer to the same request, and rates that are rates', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const { tally } = play(one);
        expect(play(one).tally).toEqual(tally);
        expect(tally.processed + tally.leftOpen).toBe(one.records);
        expect(tally.agreements).toBeLessThanOrEqual(tally.pitched);
        expect(tally.pitched).toBeLessThanOrEqual(tally.useful);
        expect(tally.useful).toBeLessThanOrEqual(tally.processed);
        const figures = simulationFigures([[tally]], true);
        for (const key of SIMULATION_FIGURES) {
          const mean = figures[key]?.mean ?? 0;
          expect(Number.isFinite(mean) && mean >= 0).toBe(true);
          const isRate = !/(Thousand|Minor|PerRecord|days|Hours)/.test(key);
          if (isRate) expect(mean, key).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('what the command prints', () => {
  const campaigns = [
    { settings: settings({ windows: USUAL_WINDOWS, starts: '2026-03-02', ends: '2026-05-02' }), records: 60 },
  ];
  const printed = async (seeds: readonly number[]) => {
    const orders = await simulateCampaigns({ campaigns, agents: 2, reach: reachOf('{}'), seeds });
    return simulationLines(orders, { agents: 2, seeds, reach: reachOf('{}') }, 80);
  };

  it('is the same text for the same seeds, another one for others, and says that it is no measure', async () => {
    const text = await printed([4, 5]);
    expect(await printed([4, 5])).toEqual(text);
    expect(await printed([6, 7])).not.toEqual(text);
    expect(text.slice(0, 2).join(' ')).toBe(
      '60 fiches imaginaires, 2 téléacteurs, graines 4, 5 : une simulation, pas une mesure.',
    );
    expect(text.join('\n')).not.toMatch(/NaN|undefined|Infinity/);
    // One campaign is its own total.
    expect(text.filter((line) => line.startsWith('TOTAL'))).toEqual([]);
  });

  it('sums several campaigns up in a last line, without a mean of their amounts, and passes 80 columns nowhere', async () => {
    const [one] = campaigns;
    const second = settings({ ...one?.settings, code: 'UPG-BE-26', country: 'BE', windows: USUAL_WINDOWS });
    const two = [...campaigns, { settings: second, records: 40 }];
    const request = { campaigns: two, agents: 6, reach: reachOf('{}'), seeds: [4, 5] };
    const orders = await simulateCampaigns(request);
    const text = simulationLines(orders, request, 80);
    expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
    const totals = text.filter((line) => line.startsWith('TOTAL'));
    const crews = orders[0]?.campaigns.reduce((sum, campaign) => sum + campaign.agents, 0);
    expect(totals[0]).toMatch(new RegExp(`^TOTAL +100 +${crews} +\\d+,\\d`));
    expect(totals.at(-1)).toContain('—');
    const wide = simulationLines(orders, request, 160);
    expect(wide.filter((line) => line.startsWith('TOTAL'))).toHaveLength(1);
  });
});

describe('the hypotheses', () => {
  it('are those that the page shows', () => {
    const page = readFileSync(new URL('../../../server/campaigns/simulation.md', import.meta.url), 'utf8');
    const shown = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(shown).toContain('partSpread');
    expect(reachOf(shown)).toEqual(reachOf('{}'));
  });

  it('state the mean: as many first tries are answered as the file says', () => {
    const stated = simulationReachSchema.parse({ parts: { M: 30, A: 30, S: 30, SA: 30 }, donorSpread: 1.2 });
    const tally = simulateCampaign({
      settings: settings({ windows: USUAL_WINDOWS, starts: '2026-03-02', ends: '2026-05-02' }),
      records: 2000,
      agents: 20,
      order: 'cadence',
      reach: { ...stated, numbers: { second: 0, dead: 0, otherPerson: 0 } },
      rules,
      seed: 5,
    });
    const [first = 0] = tally.answeredByRank;
    // 2,000 tries at 30 %: ± 3 points is three standard deviations.
    expect(first / 2000).toBeGreaterThan(0.27);
    expect(first / 2000).toBeLessThan(0.33);
  });

  it('nobody answers at 0 %, every donor at 100 %', () => {
    const never = middleOdds(simulationReachSchema.parse({ parts: { M: 0, A: 0, S: 100, SA: 0 } }));
    expect([never.M, never.S]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(() =>
      simulationReachSchema.parse({ unanswered: { machine: 90, busy: 20, filtered: 0, technical: 0 } }),
    ).toThrow();
  });
});
