import { describe, expect, it } from 'vitest';
import { figureText } from '../../../server/domain/indicators/indicator-figures.ts';
import type { IndicatorInput } from '../../../server/domain/indicators/indicator-input.ts';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import { indicatorsSheet } from '../../../server/domain/report/charity-report-indicators.ts';
import { reportLines } from '../../../server/domain/report/report-workbook.ts';
import { EMPTY_SPAN, workedExample } from '../../support/review/worked-example.ts';

const closed = new Map([
  ['ME_FAIT', 20],
  ['ME_CONTACT', 3],
  ['ME_DEJA', 2],
  ['RS_ENTRETIEN', 4],
  ['OP_TEL', 1],
  ['AR_STOP', 1],
  ['AR_RECLAM', 1],
  ['EF_FAUX', 5],
  ['EF_EPUISE', 7],
]);
const span = {
  ...EMPTY_SPAN,
  closed,
  productionSeconds: 4 * 3600,
  thanks: {
    corrected: 6,
    satisfaction: new Map([
      ['SATISF_OUI', 12],
      ['SATISF_EN_PARTIE', 4],
      ['SATISF_NON', 2],
      ['SATISF_NON_DIT', 3],
    ]),
  },
};
const input: IndicatorInput = {
  ...workedExample(),
  kind: 'thanks',
  targets: { processed: 75, useful: 50 },
  period: span,
  cumulated: span,
};
const all = indicators(input);

describe('R-60 the indicators of a campaign of thanks', () => {
  it.each([
    ['thanked', '23'],
    ['wishes', '3'],
    ['useful', '32'],
    ['usefulThanked', '23'],
    ['usefulRefusals', '6'],
    ['neutral', '3'],
    ['objections', '1'],
    ['stopRequests', '1'],
    ['processed', '44'],
    ['thankedRate', '71,9 %'],
    ['usefulRate', '72,7 %'],
    ['thankedPerHour', '5,8'],
    ['corrected', '6'],
    ['correctedRate', '18,8 %'],
    ['satisfactionAnswers', '18'],
    ['untold', '3'],
    ['satisfactionRate', '66,7 %'],
  ])('%s is %s', (key, shown) => {
    const line = indicatorLine(all, key);
    expect(line && figureText(line.cumulated, { currency: 'EUR', country: 'FR' })).toBe(shown);
  });

  it('thanked, refusals and neutral ones add up to the useful contacts', () => {
    const count = (key: string) => indicatorLine(all, key)?.cumulated.scaled ?? 0;
    expect(count('usefulThanked') + count('usefulRefusals') + count('neutral')).toBe(count('useful'));
  });

  it('name no agreement, no gift, no pitch and no amount, in any line', () => {
    const said = reportLines(input, all).join('\n');
    expect(said).not.toMatch(/accord|don ponctuel|argument|montant|PA |€|survalorisation|reprise/i);
    expect(
      all.flatMap((one) => [one, ...one.companions]).map(({ cumulated }) => cumulated.unit),
    ).not.toContain('amount');
  });

  it('carry the targets of processed records and useful contacts alone', () => {
    const lines = all.flatMap((one) => [one, ...one.companions]);
    expect(lines.filter(({ target }) => target).map(({ key }) => key)).toEqual([
      'processedOnDelivered',
      'usefulRate',
    ]);
  });

  it('beside an upgrade, leave its rate of agreements as it was', () => {
    const asked = workedExample();
    const week = (own: IndicatorInput, code: string) => ({ ...own, code, name: code, input: own });
    type Weeks = Parameters<typeof indicatorsSheet>[0];
    const rowsOf = (...weeks: object[]) => [...indicatorsSheet(weeks as unknown as Weeks, '2026-S47').rows];
    const rate = (rows: ReturnType<typeof rowsOf>) =>
      rows.find((row) => row[1] === 'Taux d’accords / contacts utiles')?.slice(2);
    const [own, total] = rate(rowsOf(week(asked, 'UPG'))) ?? [];
    const both = rate(rowsOf(week(asked, 'UPG'), week(input, 'MER')));
    expect(own).toEqual(total);
    expect(both).toEqual([own, 'n. d.', total, total]);
  });
});
