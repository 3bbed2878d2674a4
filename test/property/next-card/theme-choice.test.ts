import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profiled } from '../../../server/domain/campaign/profile-settings.ts';
import {
  leavesNoTheme,
  type OfferedTheme,
  themeFor,
  themeShares,
  themesForAll,
  whyTheme,
} from '../../../server/domain/campaign/theme-choice.ts';

const DECLARED: Profiled = {
  profiles: {
    canal: { label: 'canal', column: 'CANAL_RECRUTEMENT', classes: { RUE: ['a'], WEB: ['b'], TV: ['c'] } },
    age: { bands: [65] },
  },
};
const CANAL = ['RUE', 'WEB', 'TV', 'AUTRE', 'NON_CLASSE'];
const AGE = ['MOINS_DE_65', '65_ET_PLUS', 'AUTRE', 'NON_CLASSE'];
const heardBy = (themes: readonly OfferedTheme[], weights: ReadonlyMap<string, number>, canal = 'AUTRE') => {
  const counts: Record<string, number> = {};
  for (let recordId = 1; recordId <= 4000; recordId += 1) {
    const code = themeFor(themes, weights, { recordId, classes: { canal, age: 'AUTRE' } });
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};

test('R-03 without weights the first theme is used; with them, each in its share, and the same for the same record', () => {
  const themes = ['A', 'B', 'C'].map((code) => ({ code }));
  expect(heardBy(themes, new Map())).toEqual({ A: 4000 });
  const weights = new Map([['B', 3]]);
  expect(themeShares({ themes }, weights, [])).toEqual([
    { code: 'A', weight: 1, share: 0.25 },
    { code: 'B', weight: 3, share: 0.75 },
    { code: 'C', weight: 0, share: 0 },
  ]);
  const { A = 0, B = 0, C = 0 } = heardBy(themes, weights);
  expect(C).toBe(0);
  expect(Math.abs(A - 1000)).toBeLessThan(100);
  expect(A + B).toBe(4000);
});

/** Some themes, the first for everybody, the others for some classes or not; weights for some of them. */
const floor = fc.record({
  themes: fc
    .array(
      fc.option(
        fc.record(
          { canal: fc.subarray(CANAL, { minLength: 1 }), age: fc.subarray(AGE, { minLength: 1 }) },
          { requiredKeys: ['canal'] },
        ),
        { nil: undefined },
      ),
      { maxLength: 5 },
    )
    .map((all) =>
      [undefined, ...all].map((one, at): OfferedTheme => ({ code: `T${at}`, ...(one && { for: one }) })),
    ),
  weights: fc
    .array(fc.tuple(fc.nat(5), fc.nat(9)), { maxLength: 4 })
    .map((all) => new Map(all.map(([theme, weight]) => [`T${theme}`, weight] as const))),
  classes: fc.record({ canal: fc.constantFrom(...CANAL), age: fc.constantFrom(...AGE) }),
  recordId: fc.nat(1_000_000),
});

describe('R-63 a theme for some classes', () => {
  test('is never offered to anybody else, whatever the weights; and everybody hears one that weighs', () => {
    fc.assert(
      fc.property(floor, ({ themes, weights, classes, recordId }) => {
        fc.pre(!leavesNoTheme(themes, weights));
        const theme = themes.find(({ code }) => code === themeFor(themes, weights, { recordId, classes }));
        for (const [profile, codes] of Object.entries(theme?.for ?? {}))
          expect(codes).toContain(classes[profile as 'canal' | 'age']);
        expect(theme).toBeDefined();
        expect((theme && new Map<string, number>(weights).get(theme.code)) ?? 1).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  test('goes before those for everybody; each is heard in its share, and with weight 0 no more', () => {
    const themes = [
      { code: 'TOUS' },
      { code: 'R1', for: { canal: ['RUE'] } },
      { code: 'R2', for: { canal: ['RUE', 'WEB'] } },
    ];
    const three = new Map([['R2', 3]]);
    expect(heardBy(themes, three)).toEqual({ TOUS: 4000 });
    expect(heardBy(themes, three, 'WEB')).toEqual({ R2: 4000 });
    const { R1 = 0, R2 = 0, ...others } = heardBy(themes, three, 'RUE');
    expect(others).toEqual({});
    expect(Math.abs(R1 - 1000)).toBeLessThan(100);
    expect(R1 + R2).toBe(4000);
    expect(
      heardBy(
        themes,
        new Map([
          ['R1', 0],
          ['R2', 0],
        ]),
        'RUE',
      ),
    ).toEqual({ TOUS: 4000 });
    expect(leavesNoTheme(themes, new Map([['TOUS', 0]]))).toBe(true);
    expect(themesForAll(themes)).toEqual([{ code: 'TOUS' }]);
  });

  test('the shares told are those of the donors; so few that it could name them are not told', () => {
    const themes = [
      { code: 'TOUS' },
      { code: 'RUE', for: { canal: ['RUE'] } },
      { code: 'TV', for: { canal: ['TV'] } },
    ];
    const settings = { ...DECLARED, themes };
    const counts = (sizes: Readonly<Record<string, number>>) =>
      Object.entries(sizes).map(([canal, donors]) => ({ classes: { canal }, donors }));
    expect(themeShares(settings, new Map(), counts({ RUE: 20, WEB: 50, TV: 30 }))).toEqual([
      { code: 'TOUS', weight: 1, share: 0.5 },
      { code: 'RUE', weight: 1, share: 0.2, forWhom: 'canal « rue »' },
      { code: 'TV', weight: 1, share: 0.3, forWhom: 'canal « tv »' },
    ]);
    // 2 of the television: neither their share nor what is left when the others are summed.
    expect(
      themeShares(settings, new Map(), counts({ RUE: 20, WEB: 60, TV: 2 })).map(({ share }) => share),
    ).toEqual([0.75, 0.25, null]);
    // A class that the campaign no longer has is nobody's.
    expect(themeShares({ themes }, new Map(), counts({ RUE: 20 })).map(({ share }) => share)).toEqual([
      1, 0, 0,
    ]);
  });

  test('the agent is told why: for whom, the one of the moment, or the team’s shares', () => {
    const themes = [
      { code: 'A' },
      { code: 'B' },
      { code: 'C', for: { canal: ['RUE', 'WEB'], age: ['MOINS_DE_65'] } },
    ];
    const settings = { ...DECLARED, themes };
    expect(['A', 'B', 'C', 'D'].map((code) => whyTheme(settings, code))).toEqual([
      'Thème A : celui de la campagne en ce moment.',
      'Thème B : tiré selon les parts décidées par l’équipe.',
      'Thème C, prévu pour canal « rue » ou « web », et age « moins de 65 ».',
      undefined,
    ]);
    expect(whyTheme({ themes: [{ code: 'A' }] }, 'A')).toBeUndefined();
  });
});
