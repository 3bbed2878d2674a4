import { describe, expect, it } from 'vitest';
import { type Contract, overlap, standingOn } from '../../../server/domain/staff/contract.ts';
import { CONTRACT_KINDS, contractFacts } from '../../../server/domain/staff/contract-kinds.ts';
import { staffAnswers, staffFigures } from '../../../server/domain/staff/staff-figures.ts';

function contract(change: Partial<Contract>): Contract {
  const seen = { proof: 'signed-contract', seenBy: 'dpo-1', seenAtMs: 1 } as const;
  return {
    ...{ id: 'k-1', account: 'a-1', kind: 'fixed-term', country: 'FR' },
    ...{ startsOn: '2026-11-02', endsOn: '2026-11-30', ...seen },
    ...change,
  };
}

describe('R-68 dates of a contract', () => {
  it('counts its first and its last day in', () => {
    const standing = (day: string) => standingOn([contract({})], day).kind;
    expect(['2026-11-01', '2026-11-02', '2026-11-30', '2026-12-01'].map(standing)).toEqual([
      'not-yet',
      'running',
      'running',
      'ended',
    ]);
  });

  it('tells between two contracts when the next one begins, and after the last when it ended', () => {
    const two = [contract({}), contract({ startsOn: '2026-12-15', endsOn: '2027-01-31' })];
    expect(standingOn(two, '2026-12-05')).toEqual({ kind: 'not-yet', startsOn: '2026-12-15' });
    expect(standingOn(two, '2027-02-01')).toEqual({ kind: 'ended', endedOn: '2027-01-31' });
    expect(standingOn([], '2026-12-05')).toEqual({ kind: 'none' });
    expect(standingOn([contract({ endsOn: null })], '2036-01-01').kind).toBe('running');
  });

  it.each([
    ['2026-11-30', '2026-12-31', true],
    ['2026-12-01', '2026-12-31', false],
    ['2026-10-01', '2026-11-01', false],
    ['2026-10-01', null, true],
  ] as const)('from %s to %s shares a day with November: %s', (startsOn, endsOn, shares) => {
    expect(overlap(contract({}), { startsOn, endsOn })).toBe(shares);
    expect(overlap({ startsOn, endsOn }, contract({}))).toBe(shares);
  });

  it('has its own word in each country, and only hours lent by another employer are temporary', () => {
    expect(contractFacts('temporary').said).toEqual({
      FR: 'intérim',
      BE: 'travail intérimaire',
      CH: 'location de services',
    });
    expect(CONTRACT_KINDS.filter((kind) => contractFacts(kind).isTemporary)).toEqual(['temporary']);
  });
});

describe('R-68 figures that an audit asks for', () => {
  const person = (
    contracts: readonly Contract[],
    isTrained = true,
    hours: readonly [string, number][] = [],
  ) => ({
    contracts,
    isAgent: true,
    isHere: true,
    isTrained,
    secondsByKind: new Map(hours.map(([kind, count]) => [kind as 'temporary', count * 3600])),
  });

  it('count heads, seniority, training and interim hours, and say who is without a contract', () => {
    const people = [
      person([contract({ startsOn: '2026-11-20' })], false, [['fixed-term', 30]]),
      person([contract({ kind: 'temporary', startsOn: '2026-09-01' })], true, [['temporary', 52.4]]),
      person([contract({ kind: 'permanent', startsOn: '2020-01-01', endsOn: null })]),
      person([contract({ endsOn: '2026-11-10' })]),
      // Left in October: no head any more, but hours of the year.
      {
        ...person([contract({ kind: 'temporary', startsOn: '2026-09-01', endsOn: '2026-10-31' })], true, [
          ['temporary', 20],
        ]),
        isHere: false,
      },
    ];
    const figures = staffFigures(people, '2026-11-23');
    expect(figures).toMatchObject({ agents: 3, trainedAgents: 2, temporaryHours: 72, withoutContract: 1 });
    expect(staffAnswers(figures)).toEqual({
      headcount: '3 personnes : 1 CDD, 1 intérim, 1 CDI ; 1 accès ouvert sans contrat inscrit',
      seniority: 'moins d’un mois : 1 ; un à trois mois : 1 ; trois ans et plus : 1',
      training: '2 sur 3 téléacteurs sous contrat, à toutes leurs campagnes',
      hours: '72 h d’intérim sur les douze derniers mois (production : CDD 30 h, intérim 72 h)',
    });
  });

  it('answer nothing where the register is empty: a paper then says « à compléter »', () => {
    const answers = staffAnswers(staffFigures([person([])], '2026-11-23'));
    expect(Object.values(answers)).toEqual(['', '', '', '']);
  });
});
