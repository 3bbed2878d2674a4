import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EnteringPerson,
  isMassClosing,
  type KnownPerson,
  planSet,
} from '../../../server/domain/crm/sync-plan.ts';

const entering = (number: number): EnteringPerson => ({
  contact: { crmId: String(number), changedAtMs: 0, values: {} },
  ...{ crmBlind: `n${number}`, emailBlind: `e${number}` },
});
const known = (number: number, isOpen = true): KnownPerson => ({
  id: `p${number}`,
  crmBlind: `n${number}`,
  isOpen,
});
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const NOBODY: ReadonlySet<string> = new Set();

describe('a set of who may enter, against whom the house knows (R-53)', () => {
  it('makes the unknown, opens the closed, closes the absent, leaves the others', () => {
    const plan = planSet([entering(1), entering(2), entering(3)], {
      ...{ known: [known(1), known(2, false), known(4), known(5, false)], erased: NOBODY },
    });
    expect(plan.create.map(({ crmBlind }) => crmBlind)).toEqual(['n3']);
    expect(plan.open.map(({ id }) => id)).toEqual(['p2']);
    expect(plan.close.map(({ id }) => id)).toEqual(['p4']);
  });

  it('whoever was erased does not come back, by their number or under another one with the same e-mail', () => {
    const plan = planSet([entering(1), entering(2), entering(3)], {
      known: [],
      erased: new Set(['n1', 'e2']),
    });
    expect(plan.create.map(({ crmBlind }) => crmBlind)).toEqual(['n3']);
    expect(plan.kept).toBe(2);
  });

  it('carried out, it has nothing more to do, whatever the sets', () => {
    const set = fc.uniqueArray(fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(set, set, fc.func(fc.boolean()), set, (let0, there, isOpen, gone) => {
        const house = there.map((number) => known(number, isOpen(number)));
        const erased = new Set(gone.map((number) => `n${number}`));
        const plan = planSet(let0.map(entering), { known: house, erased });
        const after = [
          ...house.map((one) => ({
            ...one,
            isOpen: plan.close.includes(one)
              ? false
              : one.isOpen || plan.open.some(({ id }) => id === one.id),
          })),
          ...plan.create.map(({ crmBlind }) => ({ id: crmBlind, crmBlind, isOpen: true })),
        ];
        const again = planSet(let0.map(entering), { known: after, erased });
        expect([again.create, again.open, again.close]).toEqual([[], [], []]);
        const open = after.filter((one) => one.isOpen).map(({ crmBlind }) => crmBlind);
        expect(open.every((blind) => !erased.has(blind))).toBe(true);
      }),
    );
  });
});

describe('the guard against a mass closing', () => {
  const closing = (closed: number, open: number) =>
    isMassClosing(
      { close: numbers(closed).map((at) => known(at)) },
      numbers(open).map((at) => known(at)),
    );

  it.each<readonly [closed: number, open: number, isHeld: boolean]>([
    [5, 20, false],
    [6, 20, true],
    [6, 60, false],
    [7, 60, true],
    [100, 1_000, false],
    [110, 1_000, true],
    [1, 1, false],
    [3, 3, true],
    [0, 0, false],
  ])('%i closed of %i open: held %s', (closed, open, isHeld) => {
    expect(closing(closed, open)).toBe(isHeld);
  });
});
