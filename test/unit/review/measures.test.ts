import { describe, expect, it } from 'vitest';
import { readAbout } from '../../../server/domain/review/decision-about.ts';
import { measures, noMeasureText } from '../../../server/domain/review/review-measures.ts';
import { comparison, measured } from '../../support/review/measured.ts';

const share = (successes: number, cases: number) => ({ successes, cases });

describe('R-67 measures from the cause', () => {
  it('ask for the hours and seats that too few records processed lack, from the pace and what calling brings', () => {
    const [found] = measures(measured({ treated: 250, useful: 125, agreements: 38, amountMinor: 15_200 }));
    expect(found).toMatchObject({
      cause: 'processed',
      text: 'Ajouter 200 h d’appel d’ici la fin, soit 23 h par jour d’appel : 5 postes de plus, à 5,0 h par poste et par jour',
      because:
        '1,3 fiches traitées par heure (250 en 200 h), dont 50,0 % jointes ; au rythme actuel, il en manquera 250 pour l’objectif',
      about: 'general',
    });
    // 38 of 250 × 250 records is 38 agreements, more than the 18.8 that this cause lacks.
    expect(found?.effect).toEqual({ unit: 'agreements', expected: 187, low: 187, high: 187 });
  });

  it('ask for no hour where the days left bring what is missing', () => {
    const enough = measured({ treated: 370, useful: 185, agreements: 40, missing: 100 });
    expect(measures(enough)).toEqual([]);
    expect(noMeasureText(enough)).toMatch(/^Aucune ne se chiffre : trop peu de fiches traitées/);
  });

  it('move calls to a moment that finds more, where too few are found', () => {
    const facts = measured({
      useful: 120,
      agreements: 36,
      comparisons: [comparison('part-reached', { matin: share(20, 200), soir: share(45, 100) })],
    });
    const [found] = measures(facts);
    // 100 calls more in the evening × (45 % − 10 %) × 36 of 120.
    expect(found).toMatchObject({ about: 'creneau:soir', effect: { unit: 'agreements', expected: 105 } });
    expect(found?.effect?.low).toBeLessThan(105);
    expect(found?.because).toBe(
      'donateurs joints sur appels comptés : 45,0 % (45 sur 100), intervalle à 95 % de 35,6 à 54,8 %, contre 10,0 % (20 sur 200) ailleurs',
    );
  });

  it('exclude a profile only where its calls would go to others', () => {
    const comparisons = [comparison('segment-agreed', { S1: share(30, 90), S2: share(3, 98) })];
    const openBySegment = new Map([
      ['S1', 900],
      ['S2', 300],
    ]);
    const lacking = { agreements: 33, amountMinor: 13_200, comparisons, openBySegment, open: 1200 };
    expect(measures(measured(lacking))).toMatchObject([
      { about: 'profil:S2', cause: 'agreed', text: 'Exclure le profil S2 de la suite des appels' },
    ]);
    // Every record left will be called: nobody takes the place of that profile.
    const all = new Map([
      ['S1', 100],
      ['S2', 100],
    ]);
    expect(measures(measured({ ...lacking, openBySegment: all, open: 200 }))).toEqual([]);
  });

  it('raise the amount that most accept, where amounts are too small', () => {
    const [found] = measures(measured({ amountMinor: 11_400, atFirst: 50 }));
    expect(found).toMatchObject({
      cause: 'amount',
      text: 'Relever la première proposition de l’échelle, tant qu’elle reste acceptée',
      effect: { unit: 'money', expected: 10_000 },
    });
    expect(measures(measured({ amountMinor: 11_400, atFirst: 29 }))).toEqual([]);
  });

  it('say without an effect what stands out where nothing lacks', () => {
    const theme = comparison('theme-agreed', { A: share(60, 100), B: share(10, 100) });
    expect(measures(measured({ agreements: 80, amountMinor: 40_000, comparisons: [theme] }))).toMatchObject([
      { about: 'theme:A', effect: null },
    ]);
  });

  it('are none without enough data, before the first day or after the last, and it is said', () => {
    const few = measured({ treated: 29, useful: 4, agreements: 1 });
    expect([measures(few), noMeasureText(few)]).toEqual([
      [],
      'Aucune encore : 29 fiches traitées, il en faut 30 pour calculer un effet.',
    ]);
    expect(noMeasureText(measured({ elapsedDays: 0 }))).toBe('Aucune : la campagne n’a pas commencé.');
    expect(noMeasureText(measured({ elapsedDays: 20 }))).toBe('Aucune : les appels sont finis.');
    expect(noMeasureText(measured({ agreements: 80, amountMinor: 40_000 }))).toMatch(
      /^Aucune : rien ne manque/,
    );
  });

  it('are about something that a decision can follow', () => {
    const shares = { S1: share(60, 100), S2: share(10, 100) };
    const keys = [
      'segment-agreed',
      'segment-reached',
      'theme-agreed',
      'part-reached',
      'weekday-reached',
    ] as const;
    const parts = { matin: share(10, 100), soir: share(60, 100) };
    const found = measures(
      measured({
        useful: 300,
        agreements: 200,
        amountMinor: 90_000,
        comparisons: keys.map((key) =>
          comparison(key, key === 'part-reached' || key === 'weekday-reached' ? parts : shares),
        ),
      }),
    );
    expect(found).toHaveLength(5);
    for (const { about } of found) expect(readAbout(about)).toBeDefined();
  });
});
