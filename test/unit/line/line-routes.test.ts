import { describe, expect, it } from 'vitest';
import { routeAt } from '../../../server/domain/line/line-routes.ts';
import { firstGap, saidDays, saidMinute } from '../../../server/domain/line/week-windows.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const LINE = lineSettings();
const NIGHT = lineSettings(['campaign.yaml', 'from: "17:00", to: "23:30"', 'from: "20:00", to: "02:00"']);
const at = (line: typeof LINE, text: string) => {
  const found = routeAt(line, Date.parse(text));
  return found && `${found.number} ${found.route.to}`;
};

describe('R-43 where a call goes', () => {
  it.each([
    ['2026-12-04T08:59:59.999+01:00', '3 PARTENAIRE'],
    ['2026-12-04T09:00:00+01:00', '1 MAISON'],
    ['2026-12-04T19:59:59.999+01:00', '1 MAISON'],
    ['2026-12-04T20:00:00+01:00', '3 PARTENAIRE'],
    ['2026-12-05T12:00:00+01:00', '1 MAISON'],
    ['2026-12-06T12:00:00+01:00', '3 PARTENAIRE'],
    ['2026-12-06T17:00:00+01:00', '2 MAISON'],
    ['2026-12-06T23:29:59.999+01:00', '2 MAISON'],
    ['2026-12-06T23:30:00+01:00', '3 PARTENAIRE'],
    ['2026-12-07T00:00:00+01:00', '3 PARTENAIRE'],
  ])('%s: rule and site %s, to the second', (instant, route) => {
    expect(at(LINE, instant)).toBe(route);
  });

  it('by the clock of the wall, in summer as in winter and on the days it changes', () => {
    expect(at(LINE, '2026-07-03T06:59:59Z')).toBe('3 PARTENAIRE');
    expect(at(LINE, '2026-07-03T07:00:00Z')).toBe('1 MAISON');
    expect(at(LINE, '2026-03-29T14:59:59Z')).toBe('3 PARTENAIRE');
    expect(at(LINE, '2026-03-29T15:00:00Z')).toBe('2 MAISON');
    expect(at(LINE, '2026-10-25T15:59:59Z')).toBe('3 PARTENAIRE');
    expect(at(LINE, '2026-10-25T16:00:00Z')).toBe('2 MAISON');
  });

  it('a night runs into the next day, over the end of the week too', () => {
    expect(at(NIGHT, '2026-12-06T19:59:59+01:00')).toBe('3 PARTENAIRE');
    expect(at(NIGHT, '2026-12-06T20:00:00+01:00')).toBe('2 MAISON');
    expect(at(NIGHT, '2026-12-07T01:59:59+01:00')).toBe('2 MAISON');
    expect(at(NIGHT, '2026-12-07T02:00:00+01:00')).toBe('3 PARTENAIRE');
  });

  it('a gap is nobody’s, and is found with its ends', () => {
    const { routes } = LINE;
    expect(
      routeAt({ ...LINE, routes: routes.slice(0, 2) }, Date.parse('2026-12-06T12:00:00+01:00')),
    ).toBeUndefined();
    expect(
      firstGap([
        { from: 0, to: 600 },
        { from: 500, to: 10_080 },
      ]),
    ).toBeUndefined();
    expect(
      firstGap([
        { from: 600, to: 10_080 },
        { from: 0, to: 540 },
      ]),
    ).toEqual({ from: 540, to: 600 });
    expect(saidMinute(10_079)).toBe('dimanche 23:59');
    expect(saidMinute(10_080)).toBe('lundi 00:00');
  });

  it('days are said as one says them', () => {
    expect(saidDays([1, 2, 3, 4, 5, 6])).toBe('lundi à samedi');
    expect(saidDays([1, 3])).toBe('lundi, mercredi');
    expect(saidDays([6, 7])).toBe('samedi, dimanche');
    expect(lineSettings(['campaign.yaml', '[1-6]', '["6-1"]']).routes[0]?.when).toMatchObject({
      days: [1, 6, 7],
    });
  });
});
