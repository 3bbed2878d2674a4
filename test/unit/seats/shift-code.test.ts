import { describe, expect, it } from 'vitest';
import { code128Widths } from '../../../server/domain/seats/code-128.ts';
import { reaches, type SeatVerb } from '../../../server/domain/seats/seat-rights.ts';
import {
  codeVerdict,
  EARLY_MS,
  shiftCodeOf,
  shownShiftCode,
  typedShiftCode,
} from '../../../server/domain/seats/shift-code.ts';
import { slotWords } from '../../../server/domain/seats/slot-words.ts';
import { ROLES } from '../../../shared/roles.ts';

describe('a shift code', () => {
  it('has eight letters that no keyboard moves and no eye mistakes, the same whatever way it is typed', () => {
    const code = shiftCodeOf(Uint8Array.of(0x01, 0x23, 0xfe, 0x8a));
    expect(code).toBe('BCDEXUKN');
    expect(shownShiftCode(code)).toBe('BCDE-XUKN');
    for (const typed of ['bcde xukn', ' BCDE-XUKN ', 'bcdexukn']) expect(typedShiftCode(typed)).toBe(code);
    for (const typed of ['', 'BCDEXUK', 'BCDEXUKNL', 'ACDEXUKN', 'BCDEXUK1'])
      expect(typedShiftCode(typed)).toBe(undefined);
  });

  it('every pair of half bytes gives another code', () => {
    const all = Array.from({ length: 256 }, (_, byte) => shiftCodeOf(Uint8Array.of(byte, 0, 0, 0)));
    expect(new Set(all).size).toBe(256);
  });

  it.each([
    [{}, 1000, 'open'],
    [{}, 1000 - EARLY_MS, 'open'],
    [{}, 999 - EARLY_MS, 'too-early'],
    [{}, 1999, 'open'],
    [{}, 2000, 'over'],
    [{ usedAtMs: 1 }, 1500, 'used'],
    [{ voidedAtMs: 1 }, 1500, 'voided'],
    [{ holdsPlace: false }, 1500, 'no-place'],
  ])('%j at %i is %s', (change, nowMs, verdict) => {
    const facts = { usedAtMs: null, voidedAtMs: null, fromMs: 1000, toMs: 2000, holdsPlace: true, ...change };
    expect(codeVerdict(facts, facts, nowMs)).toBe(verdict);
  });

  it('as a barcode begins with a quiet bar, ends with the stop, and each sign is eleven modules wide', () => {
    const widths = code128Widths('BCDEXUKN');
    expect(widths.slice(0, 6)).toEqual([2, 1, 1, 2, 1, 4]);
    expect(widths.slice(-7)).toEqual([2, 3, 3, 1, 1, 1, 2]);
    expect(widths.reduce((sum, one) => sum + one, 0)).toBe(11 * 10 + 13);
  });
});

describe('rights about seats (R-32)', () => {
  const VERBS: readonly SeatVerb[] = [
    'plan',
    'key',
    'hold-lead',
    'see',
    'slot',
    'sign-up',
    'badges',
    'unfreeze',
    'sit',
  ];
  const at = { campaign: 'PL-2026', site: 'PARTENAIRE' };
  const mine = ['PL-2026'];

  it('nobody but ops, leads and volunteers has any', () => {
    const with_ = ROLES.filter((role) =>
      VERBS.some((verb) => reaches({ role, campaigns: mine, heldTo: ['PARTENAIRE'] }, verb, at)),
    );
    expect(with_).toEqual(['lead', 'ops', 'volunteer']);
  });

  it('whoever is held to a site reaches no other, with any verb', () => {
    for (const role of ROLES.filter((one) => one !== 'ops'))
      for (const verb of VERBS)
        expect([role, verb, reaches({ role, campaigns: mine, heldTo: ['MAISON'] }, verb, at)]).toEqual([
          role,
          verb,
          false,
        ]);
  });

  it('a lead of another campaign reaches none of it; a volunteer reaches a seat and nothing else', () => {
    for (const verb of VERBS) {
      expect(reaches({ role: 'lead', campaigns: ['UPG-FR-2026'], heldTo: [] }, verb, at)).toBe(false);
      const own = reaches({ role: 'volunteer', campaigns: mine, heldTo: ['PARTENAIRE'] }, verb, at);
      expect([verb, own]).toEqual([verb, verb === 'sit']);
      expect(reaches({ role: 'volunteer', campaigns: mine, heldTo: [] }, verb, at)).toBe(false);
    }
  });
});

it('says a slot as it is written on a badge', () => {
  const fromMs = Date.parse('2026-12-05T20:00+01:00');
  expect(slotWords({ fromMs, toMs: fromMs + 2.5 * 3_600_000 })).toBe('samedi 5 décembre, 20 h – 22 h 30');
});
