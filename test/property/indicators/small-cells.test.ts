import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heardCalls } from '../../../server/domain/indicators/heard-calls.ts';
import { hiddenCells, SMALLEST_CELL } from '../../../server/domain/indicators/small-cells.ts';
import { HEARD_TABLES, heardOf, heardStep } from '../../support/review/heard-room.ts';

const table = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([height, width]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

test('a small cell is never told, and no line that is told whole gives one away', () => {
  fc.assert(
    fc.property(table, (counts) => {
      const hidden = hiddenCells(counts);
      const lines = [
        ...counts.map((row, y) => row.map((count, x) => ({ count, isHidden: hidden[y]?.[x] }))),
        ...(counts[0] ?? []).map((_, x) =>
          counts.map((row, y) => ({ count: row[x] ?? 0, isHidden: hidden[y]?.[x] })),
        ),
      ];
      for (const line of lines) {
        for (const { count, isHidden } of line)
          if (count > 0 && count < SMALLEST_CELL) expect(isHidden).toBe(true);
        const own = line.filter(({ isHidden }) => isHidden);
        // Alone only where everything else of the line is empty: its total then is itself, and is hidden elsewhere.
        if (own.length === 1) expect(line.filter(({ count }) => count > 0)).toHaveLength(1);
      }
      expect(counts.flat().every((count, at) => count > 0 || hidden.flat()[at] === false)).toBe(true);
    }),
  );
});

const step = fc.record({
  call: fc.integer({ min: 0, max: 40 }),
  node: fc.constantFrom('pourquoi', 'frein', 'fin'),
  answer: fc.constantFrom('m', 'n', 'e'),
  objections: fc.subarray(['frais', 'partie', 'autre']),
});

test('what is heard adds up to the calls, whatever the order of their steps', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (drawn) => {
      const steps = drawn.map(({ call, ...rest }) =>
        heardStep({ callId: `c${call}`, segment: `S${call % 3}`, seniority: call % 5, ...rest }),
      );
      const tables = heardOf(steps);
      expect(heardOf(steps.toReversed()).map(({ kind, cases }) => [kind, cases])).toEqual(
        tables.map(({ kind, cases }) => [kind, cases]),
      );
      for (const { kind, cases, figures, crosses } of tables) {
        // Told again from the steps alone.
        const calls = new Set(
          steps
            .filter((one) => heardCalls([one], [], HEARD_TABLES).some((had) => had.kind === kind))
            .map(({ callId }) => callId),
        );
        expect(cases).toBe(calls.size);
        for (const { told, label } of figures) {
          if (!told) continue;
          const { agreement, other } = told.ends;
          expect(agreement + told.ends['one-off'] + other).toBe(told.share.successes);
          expect(told.share.successes).toBeLessThanOrEqual(cases);
          for (const { cells } of crosses) {
            const own = cells.filter((cell) => cell.label === label);
            const told = own.map((cell) => cell.told?.share.successes ?? 0);
            expect(told.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(cases);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
