import { describe, expect, it } from 'vitest';
import { isApiVersion, isEnding, versionEnd } from '../../../server/domain/crm/api-version.ts';
import { driftOf, mayEnter, readEntersRule } from '../../../server/domain/crm/enters-rule.ts';

describe('the rule of who enters', () => {
  it('is a property and its values; anything else is no rule', () => {
    const rule = readEntersRule('plateau_acces=oui, référent');
    expect(rule).toEqual({ property: 'plateau_acces', values: ['oui', 'référent'] });
    expect(rule && mayEnter({ values: { plateau_acces: 'oui' } }, rule)).toBe(true);
    expect(rule && mayEnter({ values: { plateau_acces: null } }, rule)).toBe(false);
    expect(['', 'acces', '=oui', 'a=', 'a=oui,', 'Acces=oui'].map(readEntersRule)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('drift names what the source no longer has', () => {
    const declared = [
      { name: 'plateau_acces', options: ['oui'] },
      { name: 'email', options: [] },
    ];
    const rule = { property: 'plateau_acces', values: ['oui', 'référent'] };
    expect(driftOf(declared, rule, ['email', 'city'])).toEqual({
      missing: ['city'],
      unknownValues: ['référent'],
    });
  });
});

describe('a dated version', () => {
  it('lives eighteen months, and its end is told six months before', () => {
    expect(versionEnd('2026-09')).toBe('2028-03');
    expect(isEnding('2026-09', '2027-08-31')).toBe(false);
    expect(isEnding('2026-09', '2027-09-01')).toBe(true);
    expect(['2026-09', 'v3', '2026-13', '2026'].map(isApiVersion)).toEqual([true, false, false, false]);
  });
});
