import { describe, expect, it } from 'vitest';
import { slotPlanLines } from '../../../scripts/cli/line/slot-plan-lines.ts';
import { seededChance } from '../../../scripts/demo/seeded-chance.ts';
import { type ExpectedCalls, readForecast } from '../../../server/domain/line/staffing/call-forecast.ts';
import { seatsFor, servedShare, waitingShare } from '../../../server/domain/line/staffing/erlang.ts';
import { type PlannedSlot, slotPlan } from '../../../server/domain/line/staffing/slot-plan.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const PARIS = 'Europe/Paris';
const at = (text: string) => Date.parse(`2026-12-${text}:00+01:00`);
/** Saturday evening: everything goes to PARTENAIRE. Sunday: 15 at once at MAISON, then PARTENAIRE. */
const time = (from: string, to: string, callsPerHour: number): ExpectedCalls => ({
  fromMs: at(from),
  toMs: at(to),
  callsPerHour,
});

describe('Erlang C, computed again another way', () => {
  /** In whole numbers, term by term: A^c/c! · c/(c−A) over itself and the sum of A^k/k!, with A = load/100. */
  function waitingExactly(loadHundredths: number, seats: number): number {
    const [load, hundred] = [BigInt(loadHundredths), 100n];
    let [term, sum] = [1n, 0n];
    const factors = Array.from({ length: seats }, (_, k) => BigInt(k + 1));
    // Over the common denominator 100^c · c!.
    const whole = factors.reduce((product, k) => product * k * hundred, 1n);
    term = whole;
    for (const k of factors) {
      sum += term;
      term = (term * load) / (k * hundred);
    }
    const c = BigInt(seats);
    const last = (term * c * hundred) / (c * hundred - load);
    return Number((last * 10n ** 12n) / (sum + last)) / 1e12;
  }

  it.each([
    [120, 2],
    [1_000, 15],
    [1_242, 15],
    [6_600, 70],
    [33_000, 350],
  ])('a load of %d hundredths of an erlang on %d seats', (load, seats) => {
    const hall = { callsPerHour: load, handlingSeconds: 36, seats };
    expect(waitingShare(hall)).toBeCloseTo(waitingExactly(load, seats), 9);
  });

  it('and played call by call: so many of those who come by chance are served in time', () => {
    const drawn = seededChance(20_261_130);
    const chance = () => 1 - drawn();
    const hall = { callsPerHour: 573, handlingSeconds: 78, seats: 15 };
    const free = Array.from({ length: hall.seats }, () => 0);
    const calls = 200_000;
    let [now, served] = [0, 0];
    for (let call = 0; call < calls; call += 1) {
      now -= (Math.log(chance()) * 3600) / hall.callsPerHour;
      const seat = free.indexOf(Math.min(...free));
      const begins = Math.max(now, free[seat] ?? 0);
      if (begins - now <= 20) served += 1;
      free[seat] = begins - Math.log(chance()) * hall.handlingSeconds;
    }
    expect(served / calls).toBeCloseTo(servedShare(hall, 20), 1.7);
  });
});

describe('seats hour by hour (R-43)', () => {
  const settings = lineSettings();
  const goal = { share: 0.8, seconds: 20 };
  const seats = (callsPerHour: number) => seatsFor({ callsPerHour, handlingSeconds: 78 }, goal);

  it('asks each hour for its own seats, at the site where its calls go', () => {
    const plan = slotPlan(settings, [time('05T20:00', '05T21:00', 573), time('05T21:00', '05T21:30', 1_400)]);
    expect(plan).toEqual([
      {
        ...time('05T20:00', '05T21:00', 573),
        rule: 3,
        sites: [{ site: 'PARTENAIRE', needed: 15, seats: 55 }],
      },
      {
        ...time('05T21:00', '05T21:30', 1_400),
        rule: 3,
        sites: [{ site: 'PARTENAIRE', needed: seats(1_400), seats: 55 }],
      },
    ]);
  });

  it('cuts a time where another rule holds, and sends on what passes the threshold', () => {
    const plan = slotPlan(settings, [time('06T16:00', '06T18:00', 1_000)]);
    expect(plan.map(({ fromMs, toMs, rule }) => [fromMs, toMs, rule])).toEqual([
      [at('06T16:00'), at('06T17:00'), 3],
      [at('06T17:00'), at('06T18:00'), 2],
    ]);
    const [house, partner] = plan[1]?.sites ?? [];
    expect(house).toMatchObject({ site: 'MAISON', needed: 15 });
    // 1,000 calls of 68 s are 18.9 erlangs on 15 places: some 29 % of them go on at once.
    expect(partner?.needed).toBe(seats(Math.ceil(1_000 * 0.2897)));
  });

  it('sends nobody on where the threshold is hardly reached, and asks for no seat without calls', () => {
    expect(slotPlan(settings, [time('06T20:00', '06T21:00', 300)])[0]?.sites).toEqual([
      { site: 'MAISON', needed: seats(300), seats: 15 },
      { site: 'PARTENAIRE', needed: 0, seats: 55 },
    ]);
    expect(
      slotPlan(settings, [time('06T20:00', '06T21:00', 0)])[0]?.sites.map(({ needed }) => needed),
    ).toEqual([0, 0]);
  });

  it('says what is missing beside those who signed up, and nothing of a site that the reader does not see', () => {
    const slot = (site: string, from: string, to: string, taken: number): PlannedSlot => ({
      ...{ site, fromMs: at(from), toMs: at(to), capacity: 15, taken },
    });
    const slots = [
      slot('PARTENAIRE', '06T20:00', '06T22:00', 4),
      slot('PARTENAIRE', '06T21:30', '06T23:00', 12),
      slot('MAISON', '06T20:00', '06T23:00', 15),
    ];
    const plan = slotPlan(settings, [time('06T21:00', '06T22:00', 1_000)], {
      slots,
      seen: new Set(['PARTENAIRE']),
    });
    const needed = seats(290);
    expect(
      plan.map(({ fromMs, sites }) => [fromMs, sites[0]?.missing, sites[1]?.signedUp, sites[1]?.missing]),
    ).toEqual([
      [at('06T21:00'), undefined, 4, needed - 4],
      [at('06T21:30'), undefined, 16, 0],
    ]);
    const lines = slotPlanLines(plan, settings, true);
    expect(lines.join('\n')).toContain(
      `PARTENAIRE, dim. 6/12 21:00 – 21:30 : il manque ${needed - 4} postes tenus.`,
    );
    expect(lines.slice(2, 7).every((line) => line.length <= 80)).toBe(true);
  });
});

describe('the forecast of a charity', () => {
  it('is read in the forms of a spreadsheet: rate or whole number, two forms of days, an end of hours alone', () => {
    const rated = readForecast(
      'De;À;Appels par heure\n05/12/2026 20:00;21:00;1 400\n2026-12-05T23:00;00:30;90\n',
      PARIS,
    );
    expect(rated).toEqual({
      faults: [],
      rows: [time('05T20:00', '05T21:00', 1_400), time('05T23:00', '06T00:30', 90)],
    });
    const whole = readForecast('de,à,appels\n2026-12-05 20:00,2026-12-05 20:30,100\n', PARIS);
    expect(whole.rows).toEqual([time('05T20:00', '05T20:30', 200)]);
  });

  it('tells each line that is none, by its number', () => {
    const { rows, faults } = readForecast(
      [
        'de;à;appels par heure',
        '05/12/2026 20:00;21:00;573',
        '05/12/2026 20:30;21:30;10',
        '31/02/2026 20:00;21:00;10',
        '05/12/2026 22:00;25:00;10',
        '05/12/2026 22:00;23:00;beaucoup',
        '25/10/2026 02:30;04:00;10',
        '05/12/2026 22:00;08/12/2026 23:00;10',
      ].join('\n'),
      PARIS,
    );
    expect(rows).toHaveLength(1);
    expect(faults.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(faults[0]?.problem).toContain('à la ligne 2');
    expect(readForecast('heure;appels\n20:00;12\n', PARIS).faults).toMatchObject([{ line: 1 }]);
    expect(readForecast('de;à;appels\n', PARIS).faults).toMatchObject([
      { line: 1, problem: 'la prévision est vide' },
    ]);
  });
});
