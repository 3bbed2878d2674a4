import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../server/domain/calling-rules/cadence.ts';
import { isCountedTry, type Try } from '../../../server/domain/calling-rules/cadence-counting.ts';
import { partWish } from '../../../server/domain/calling-rules/cadence-parts.ts';
import { restUntilMs } from '../../../server/domain/calling-rules/cadence-rest.ts';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { paris, USUAL_WINDOWS } from '../../support/call/centre.ts';
import { settings } from '../../support/store/store-rows.ts';

const rules = callingRules();
const own = settings({ windows: USUAL_WINDOWS });
const tried = (text: string, code = 'NJ_NRP', part: Try['part'] = 'S', counted = true): Try => ({
  atMs: paris(text),
  part,
  code,
  counted,
});
function afterTry(past: readonly Try[], outcome: Try, area = 'FR', with_ = own) {
  const next = nextTry({ past, outcome, settings: with_, area, rules });
  return next.kind === 'exhausted' ? next : { kind: next.kind, due: next.dueAtMs, part: next.nextPart };
}
const again = (text: string, part: string) => ({ kind: 'again', due: paris(text), part });

describe('when a record may be tried again (docs/rules/cadence.md)', () => {
  it('rests twenty hours and goes for the least tried part, Saturday after a first evening', () => {
    expect(afterTry([], tried('2026-11-23T17:10'))).toEqual(again('2026-11-24T14:00', 'SA'));
    expect(afterTry([], tried('2026-11-23T19:00'))).toEqual(again('2026-11-24T15:00', 'SA'));
  });

  it('skips Sundays and holidays of the place', () => {
    expect(afterTry([], tried('2026-11-27T19:30'))).toEqual(again('2026-11-28T15:30', 'SA'));
    expect(afterTry([], tried('2026-11-28T15:00', 'NJ_NRP', 'SA'))).toEqual(again('2026-11-30T10:00', 'S'));
    expect(afterTry([], tried('2026-12-24T19:00'), 'FR-57')).toEqual(again('2026-12-28T10:00', 'SA'));
  });

  it('tries three times in seven days at most', () => {
    const past = [tried('2026-11-23T17:00'), tried('2026-11-24T17:00')];
    expect(afterTry(past, tried('2026-11-25T17:00'))).toEqual(again('2026-11-30T17:00', 'SA'));
  });

  it('comes back twenty minutes after a busy line, twice, then counts it', () => {
    const busy = (text: string, counted: boolean) => tried(text, 'NJ_OCC', 'S', counted);
    const past = [busy('2026-11-23T17:00', false), busy('2026-11-23T17:20', false)];
    expect(afterTry([], past[0]!)).toEqual(again('2026-11-23T17:20', 'S'));
    expect(afterTry(past.slice(0, 1), past[1]!)).toEqual(again('2026-11-23T17:40', 'S'));
    expect([0, 1, 2].map((n) => isCountedTry(past.slice(0, n), 'NJ_OCC', own))).toEqual([false, false, true]);
    expect(afterTry(past, busy('2026-11-23T17:40', true))).toEqual(again('2026-11-24T14:00', 'SA'));
  });

  it('comes back five minutes after a failed line, and counts the fourth in a row', () => {
    const cut = tried('2026-11-23T17:00', 'NJ_TECH', 'S', false);
    expect(afterTry([], cut)).toEqual(again('2026-11-23T17:05', 'S'));
    expect(isCountedTry([cut, cut, cut], 'NJ_COUPE', own)).toBe(true);
    expect(afterTry([], tried('2026-11-23T19:58', 'NJ_TECH', 'S', false))).toEqual(
      again('2026-11-24T10:00', 'S'),
    );
  });

  it('closes after the last attempt, as RA_REFLEX when an earlier try was argued', () => {
    const past = Array.from({ length: 7 }, () => tried('2026-11-09T17:00'));
    const last = tried('2026-11-23T17:00');
    expect(afterTry(past, last)).toEqual({ kind: 'exhausted', disposition: 'EF_EPUISE' });
    const argued = [...past.slice(1), tried('2026-11-10T17:00', 'RP_INDECIS')];
    expect(afterTry(argued, last)).toEqual({ kind: 'exhausted', disposition: 'RA_REFLEX' });
  });

  it('steers the last attempts to the parts still owed', () => {
    const past = Array.from({ length: 6 }, () => tried('2026-11-09T11:00', 'NJ_NRP', 'M'));
    const next = afterTry(past, tried('2026-11-23T17:00', 'NJ_NRP', 'S'));
    expect(next).toEqual(again('2026-11-24T17:00', 'S'));
    expect(partWish({ M: 6, A: 0, S: 0, SA: 0 }, own)).toEqual({ parts: ['S', 'SA'], owed: true });
    expect(partWish({ M: 1, A: 0, S: 1, SA: 0 }, own)).toEqual({ parts: ['SA', 'A', 'S', 'M'], owed: false });
  });

  it('waits for the end of the campaign when no hour is left', () => {
    expect(afterTry([], tried('2026-12-31T17:00'))).toEqual({
      kind: 'campaign-ends',
      due: paris('2027-01-01T00:00'),
      part: 'SA',
    });
  });

  it('keeps four attempts in thirty days under D. 223-9', () => {
    const strict = { ...own, callingProfile: 'STRICT_D223-9' as const };
    const past = ['2026-11-02T17:00', '2026-11-04T17:00', '2026-11-10T17:00'].map((text) => tried(text));
    expect(afterTry(past, tried('2026-11-12T17:00'), 'FR', strict)).toMatchObject({
      due: paris('2026-12-02T17:00'),
    });
  });
});

describe('the donor’s budget across campaigns (F-12)', () => {
  const nowMs = paris('2026-11-23T17:00');
  const other = { state: 'ready', disposition: null, tries: [], closedAtMs: null } as const;
  const triedAt = (...texts: string[]) => ({ ...other, tries: texts.map((text) => tried(text)) });
  const strict = { callingProfile: 'STRICT_D223-9' as const };
  const hour = 3_600_000;
  const rest = (
    others: Parameters<typeof restUntilMs>[0]['others'],
    change: object = {},
    mine: Parameters<typeof restUntilMs>[0]['own'] = [],
  ) => restUntilMs({ own: mine, others, settings: { ...own, ...change }, area: 'FR', nowMs });

  it('waits after a try elsewhere, and while the donor is on another screen', () => {
    expect(rest([other])).toBeUndefined();
    expect(rest([triedAt('2026-11-23T16:00')])).toBe(paris('2026-11-24T12:00'));
    expect(rest([triedAt('2026-11-22T20:00')])).toBeUndefined();
    expect(rest([{ ...other, state: 'leased' }])).toBe(nowMs + hour / 6);
  });

  it('counts the tries of all campaigns together: three in seven days, four in thirty under the strict profile', () => {
    const mine = ['2026-11-17T17:30', '2026-11-19T17:30'].map((text) => tried(text));
    expect(rest([], {}, mine)).toBeUndefined();
    expect(rest([triedAt('2026-11-21T10:30')], {}, mine)).toBe(paris('2026-11-24T17:30'));
    const busy = { ...other, tries: [{ ...tried('2026-11-21T10:30'), counted: false }] };
    expect(rest([busy], {}, mine)).toBeUndefined();
    const month = [triedAt('2026-11-02T17:30', '2026-11-10T17:30')];
    expect(rest(month, {}, mine)).toBeUndefined();
    expect(rest(month, { callingProfile: 'STRICT_D223-9' }, mine)).toBe(paris('2026-12-02T17:30'));
  });

  it('rests thirty days after a refusal elsewhere, or as the campaign says; sixty at least under the strict profile', () => {
    const refused = {
      ...other,
      state: 'closed',
      disposition: 'RA_MOYENS',
      closedAtMs: nowMs - 240 * hour,
    } as const;
    const none = { cadence: { ...own.cadence, refusalRestDays: 0 } };
    expect(rest([refused])).toBe(nowMs + 20 * 24 * hour);
    expect(rest([refused], none)).toBeUndefined();
    expect(rest([refused], { ...none, ...strict })).toBe(nowMs + 50 * 24 * hour);
    expect(rest([{ ...refused, disposition: 'NE_DEJA' }], strict)).toBeUndefined();
  });
});
