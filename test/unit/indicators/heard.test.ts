import { describe, expect, it } from 'vitest';
import { notedKeys } from '../../../server/domain/indicators/heard-calls.ts';
import { standingOut } from '../../../server/domain/indicators/heard-figures.ts';
import { seniorityName, seniorityOf } from '../../../server/domain/indicators/seniority.ts';
import { repliesText, standingOutText } from '../../../server/domain/report/heard-words.ts';
import { callScriptSchema } from '../../../shared/call-script.ts';
import { ASKING_SCRIPT, heardOf, heardStep } from '../../support/review/heard-room.ts';

const calls = (count: number, change: Partial<Parameters<typeof heardStep>[0]>, from = 0) =>
  Array.from({ length: count }, (_, at) => heardStep({ callId: `c${from + at}`, ...change }));

describe('R-62 what donors say', () => {
  it('looks only for the answers that note something', () => {
    expect(notedKeys(new Map([['v1', ASKING_SCRIPT]]))).toEqual([
      'v1 pourquoi m',
      'v1 pourquoi n',
      'v1 frein m',
      'v1 frein e',
    ]);
  });

  it('is counted once a call, under the reply of the script of that call, with what became of it', () => {
    const agreed = new Set(['c0', 'c1']);
    const twice = heardStep({ callId: 'c0', node: 'frein', answer: 'm' });
    const [, brakes] = heardOf(
      [
        ...calls(12, { node: 'pourquoi', answer: 'm' }),
        ...calls(6, { disposition: 'DP_LIEN' }, 6),
        ...calls(6, {}),
        twice,
        ...calls(8, { answer: 'e' }, 20),
      ],
      { agreed },
    );
    expect(brakes).toMatchObject({ kind: 'brake', cases: 20 });
    expect(
      brakes?.figures.map(({ label, replies, told }) => [label, replies, told?.share, told?.ends]),
    ).toEqual([
      ['le budget', ['Conclusion'], { successes: 12, cases: 20 }, { agreement: 2, 'one-off': 6, other: 4 }],
      [
        'ne veut pas d’engagement régulier',
        ['Conclusion'],
        { successes: 8, cases: 20 },
        { agreement: 0, 'one-off': 0, other: 8 },
      ],
      ['non précisé', ['Conclusion'], { successes: 8, cases: 20 }, { agreement: 0, 'one-off': 0, other: 8 }],
    ]);
  });

  it('says why a running gift was not raised by how its calls ended, and never for a stopped one', () => {
    const talks = [
      { segment: 'S1', band: 1, seniority: 2, theme: 'A', disposition: 'RA_MOYENS', calls: 30 },
      { segment: 'S1', band: 1, seniority: 2, theme: 'A', disposition: 'RS_ENTRETIEN', calls: 10 },
      { segment: 'S1', band: 1, seniority: 2, theme: 'A', disposition: 'OP_TEL', calls: 90 },
    ];
    expect(heardOf([], { talks, kind: 'reactivation' })).toEqual([]);
    const [refused] = heardOf([], { talks, kind: 'upgrade' });
    expect(refused?.figures.map(({ label, told }) => [label, told?.share])).toEqual([
      ['moyens financiers', { successes: 30, cases: 40 }],
      ['Refuse l’entretien', { successes: 10, cases: 40 }],
    ]);
  });

  it('names an objection by its present words and its first sentence of reply; one that left the list by its name', () => {
    const [objections] = heardOf([
      ...calls(5, { node: 'fin', answer: null, objections: ['frais'] }),
      ...calls(4, { node: 'fin', answer: null, objections: ['partie'] }, 9),
    ]);
    expect(objections?.figures.map(({ label, told }) => [label, told?.share.successes])).toEqual([
      ['Les frais', 5],
      ['partie', undefined],
    ]);
    expect(objections?.figures.map(repliesText)).toEqual(['Les comptes sont publiés.', '']);
  });

  it('counts the answers to the closing question apart from what holds back, and answers nothing to them', () => {
    const asking = callScriptSchema.parse({
      version: 'm1',
      kind: 'thanks',
      start: 'avis',
      nodes: {
        avis: {
          title: 'Votre avis',
          say: 'Cela vous convient-il ?',
          answers: [
            { key: 'o', label: 'Oui', to: 'fin', notes: ['SATISF_OUI'] },
            { key: 'n', label: 'Non', to: 'fin', notes: ['SATISF_NON'] },
          ],
        },
        fin: {
          title: 'Conclusion',
          say: 'Merci.',
          answers: [{ key: 'f', label: 'Fin', ends: ['NE_MERCI'] }],
        },
      },
    });
    const asked = { scriptVersion: 'm1', node: 'avis', disposition: 'NE_MERCI' };
    const [answered] = heardOf(
      [...calls(9, { ...asked, answer: 'o' }), ...calls(6, { ...asked, answer: 'n' }, 20)],
      {
        kind: 'thanks',
        scripts: new Map([['m1', asking]]),
      },
    );
    expect(answered).toMatchObject({ kind: 'satisfaction', cases: 15, isAnswered: false });
    expect(
      answered?.figures.map(({ label, replies, told }) => [label, replies, told?.share.successes]),
    ).toEqual([
      ['oui', [], 9],
      ['non', [], 6],
    ]);
  });

  it('says where one profile or one seniority says it clearly more often, on 30 cases and more', () => {
    const steps = [
      ...calls(30, { segment: 'S1', seniority: 0 }),
      ...calls(10, { segment: 'S1', seniority: 0, answer: 'e' }, 100),
      ...calls(10, { segment: 'S2', seniority: 4 }, 200),
      ...calls(40, { segment: 'S2', seniority: 4, answer: 'e' }, 300),
    ];
    const [brakes] = heardOf(steps);
    if (!brakes) throw new Error('no brakes');
    expect(standingOut(brakes).map(standingOutText)).toContain(
      'Ce qui retient de reprendre, « le budget » : 75,0 % (30 sur 40) pour le profil S1, contre 20,0 % ailleurs',
    );
    expect(standingOut(brakes).map(standingOutText)).toContain(
      'Ce qui retient de reprendre, « le budget » : 75,0 % (30 sur 40) pour l’ancienneté « moins d’un an », contre 20,0 % ailleurs',
    );
  });
});

describe('the class of seniority', () => {
  const gift = { amountMinor: 1000, currency: 'EUR', frequency: 'M' } as const;
  it.each([
    ['2025-12-01', 'moins d’un an'],
    ['2025-11-30', '1 à 2 ans'],
    ['2023-11-30', '3 à 4 ans'],
    ['2021-12-01', '3 à 4 ans'],
    ['2021-11-30', '5 à 9 ans'],
    ['2016-11-30', '10 ans et plus'],
    ['2026-12-01', 'inconnue'],
  ])('of a first gift on %s is « %s » on 30 November 2026', (firstGiftOn, name) => {
    expect(seniorityName(seniorityOf({ firstGiftOn, gift }, '2026-11-30'))).toBe(name);
  });

  it('begins with the earliest date of the file, and is unknown without one', () => {
    const donor = { recruitedOn: '2020-01-01', gift: { ...gift, startedOn: '2012-01-01' } };
    expect(seniorityName(seniorityOf(donor, '2026-11-30'))).toBe('10 ans et plus');
    expect(seniorityOf({ gift }, '2026-11-30')).toBeNull();
  });
});
