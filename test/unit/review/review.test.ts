import { describe, expect, it } from 'vitest';
import type { AgreementFact } from '../../../server/domain/indicators/agreement-facts.ts';
import type { HourCount, TalkCount } from '../../../server/domain/indicators/insight-counts.ts';
import { contactSlots, slotOf } from '../../../server/domain/indicators/insight-counts.ts';
import { readAbout } from '../../../server/domain/review/decision-about.ts';
import { comparisons } from '../../../server/domain/review/review-comparisons.ts';
import { followDecision } from '../../../server/domain/review/review-decisions.ts';
import { measures } from '../../../server/domain/review/review-measures.ts';
import { readingText } from '../../../server/domain/review/review-words.ts';
import { agreementFact, cancelledAt } from '../../support/review/agreement-fact.ts';
import { measured } from '../../support/review/measured.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;

interface Talked {
  readonly talks: readonly TalkCount[];
  readonly agreements: readonly AgreementFact[];
}

function talked(segment: string, theme: string, [agreed, refused]: readonly [number, number]): Talked {
  const common = { segment, theme, band: 1, seniority: null };
  const talks = [
    { ...common, disposition: 'AC_UP', calls: agreed },
    { ...common, disposition: 'RA_MOYENS', calls: refused },
    // Neither final nor useful: no case.
    { ...common, disposition: 'NJ_NRP', calls: 500 },
    { ...common, disposition: 'RP_INDECIS', calls: 500 },
  ];
  return { talks, agreements: Array.from({ length: agreed }, () => agreementFact({ segment, theme })) };
}

const together = (...all: readonly Talked[]): Talked => ({
  talks: all.flatMap(({ talks }) => talks),
  agreements: all.flatMap(({ agreements }) => agreements),
});

const hours = (text: string, [reached, missed]: readonly [number, number]): HourCount[] => [
  { hourStartMs: at(text), disposition: 'RA_MOYENS', count: reached },
  { hourStartMs: at(text), disposition: 'NJ_NRP', count: missed },
  // Busy is no counted try.
  { hourStartMs: at(text), disposition: 'NJ_OCC', count: 900 },
];

const TO_MS = 1_000;
const compared = (
  counts: Partial<Talked> & { readonly calls?: HourCount[]; readonly themesForSome?: ReadonlySet<string> },
) => comparisons({ talks: [], agreements: [], calls: [], profiles: [], toMs: TO_MS, ...counts }, 'upgrade');

describe('R-22 comparisons', () => {
  it('set each group against the others', () => {
    const all = compared(together(talked('S1', 'A', [60, 40]), talked('S2', 'A', [10, 90])));
    const segments = all.find((one) => one.key === 'segment-agreed')?.groups;
    expect(segments?.map(({ name, share, reading }) => [name, share, reading])).toEqual([
      ['S1', { successes: 60, cases: 100 }, 'above'],
      ['S2', { successes: 10, cases: 100 }, 'below'],
    ]);
    const theme = all.find((one) => one.key === 'theme-agreed')?.groups[0];
    expect(theme && readingText(theme)).toBe('seul groupe : rien à comparer');
  });

  it('R-63 leave a theme for some donors by itself, and the others against one another', () => {
    const counts = together(
      talked('S1', 'A', [60, 40]),
      talked('S1', 'B', [10, 90]),
      talked('S1', 'C', [50, 0]),
    );
    const theme = (themesForSome: ReadonlySet<string>) =>
      compared({ ...counts, themesForSome }).find((one) => one.key === 'theme-agreed')?.groups;
    expect(theme(new Set())?.find(({ name }) => name === 'A')?.rest.cases).toBe(150);
    expect(theme(new Set(['C']))?.map((one) => [one.name, one.rest.cases, readingText(one)])).toEqual([
      ['A', 100, 'nettement au-dessus du reste'],
      ['B', 100, 'nettement au-dessous du reste'],
      ['C', 0, 'pour certains profils : ne se compare pas'],
    ]);
  });

  it('count a resumed gift once its mandate is signed, and no agreement that was cancelled', () => {
    const common = { segment: 'S1', theme: 'A', band: 1, seniority: null };
    const signature = { recordedAtMs: 10, oldMonthlyMinor: 1000, newMonthlyMinor: 1500 };
    const all = compared({
      talks: [
        { ...common, disposition: 'AC_RE_SIGN', calls: 3 },
        { ...common, disposition: 'AC_RE', calls: 2 },
      ],
      agreements: [
        agreementFact({ disposition: 'AC_RE_SIGN', signature }),
        agreementFact({ disposition: 'AC_RE_SIGN', signature: { ...signature, recordedAtMs: TO_MS } }),
        agreementFact({ disposition: 'AC_RE_SIGN' }),
        agreementFact({ disposition: 'AC_RE' }),
        agreementFact({ disposition: 'AC_RE', ...cancelledAt(20) }),
      ],
    });
    for (const key of ['segment-agreed', 'gift-agreed', 'theme-agreed'])
      expect(all.find((one) => one.key === key)?.groups.map(({ share }) => share)).toEqual([
        { successes: 2, cases: 5 },
      ]);
  });

  it('give no opinion on fewer than 30 cases, and say so', () => {
    const all = compared(together(talked('S1', 'A', [0, 29]), talked('S2', 'A', [90, 10])));
    const [, few] = all.find((one) => one.key === 'segment-agreed')?.groups ?? [];
    expect(few && readingText(few)).toBe('trop peu de cas (n = 29)');
    expect(measures(measured({ agreements: 20, comparisons: all }))).toEqual([]);
  });
});

describe('slots of the week', () => {
  it('are those of Paris, summer and winter, and never on a Sunday', () => {
    expect(slotOf(at('2026-07-14T18:00'))).toEqual({ weekday: 1, part: 'soir' });
    expect(slotOf(at('2026-11-21T13:00'))).toEqual({ weekday: 5, part: 'matin' });
    expect(slotOf(at('2026-11-20T16:00'))).toEqual({ weekday: 4, part: 'après-midi' });
    expect(slotOf(at('2026-11-22T12:00'))).toBeUndefined();
  });

  it('count tries that count, and donors found in person', () => {
    expect(contactSlots(hours('2026-11-16T10:00', [3, 5]))).toEqual([
      { weekday: 0, part: 'matin', tries: 8, reached: 3 },
    ]);
  });
});

describe('R-22 decisions followed', () => {
  const decision = (about: string) => ({
    id: 'd1',
    campaign: 'TEST-UP-FR',
    atMs: 0,
    author: 'lead-1',
    about: readAbout(about) ?? { kind: 'general' as const, value: '' },
    text: 'Décision fictive',
  });
  const effect = (about: string, before: Talked, since: Talked) =>
    followDecision(decision(about), {
      before: { ...before, calls: [] },
      since: { ...since, calls: [] },
    }).effect;

  it('look at what they are about, and nowhere else', () => {
    const before = together(talked('S1', 'A', [10, 90]), talked('S2', 'B', [90, 10]));
    const since = together(talked('S1', 'A', [50, 50]), talked('S2', 'B', [10, 90]));
    expect(effect('profil:S1', before, since)).toBe(
      'nette hausse : 10,0 % (10 sur 100) avant, 50,0 % (50 sur 100) depuis',
    );
    expect(effect('theme:B', before, since)).toMatch(/^nette baisse/);
    expect(effect('general', before, since)).toMatch(/^nette baisse : 50,0 % \(100 sur 200\) avant/);
    expect(effect('profil:S1', before, talked('S1', 'A', [20, 9]))).toBe('depuis : trop peu de cas (n = 29)');
  });

  it('are about a slot by its calls', () => {
    const counts = (calls: HourCount[]) => ({ talks: [], agreements: [], calls });
    const followed = followDecision(decision('creneau:lundi matin'), {
      before: counts([...hours('2026-11-09T10:00', [5, 95]), ...hours('2026-11-10T10:00', [100, 0])]),
      since: counts(hours('2026-11-16T11:00', [40, 60])),
    });
    expect(followed.effect).toBe('nette hausse : 5,0 % (5 sur 100) avant, 40,0 % (40 sur 100) depuis');
  });

  it.each(['', 'rien', 'don:0', 'don:7', 'creneau:dimanche', 'creneau:soir mardi', 'profil:', 'inconnu:X'])(
    '« %s » is about nothing we know',
    (text) => {
      expect(readAbout(text)).toBeUndefined();
    },
  );
});
