import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MoveCandidate, planMoves, SCREEN_SILENT_MS } from '../../../server/domain/floor/move-plan.ts';

const NOW_MS = 1_800_000_000_000;
const candidate = (recordId: number, change: Partial<MoveCandidate> = {}): MoveCandidate => ({
  recordId,
  owner: null,
  ...change,
});
const leaseSeen = (agoMs: number) => ({
  lease: { callId: `call-${agoMs}`, agent: 'zoe', seenAtMs: NOW_MS - agoMs },
});
const plan = (candidates: readonly MoveCandidate[], load: Readonly<Record<string, number>> = {}) =>
  planMoves(candidates, { load: new Map(Object.entries(load)), nowMs: NOW_MS });

describe('a move plan (F-09)', () => {
  test('gives to the least loaded, so that loads end as equal as can be', () => {
    const { moves, perTarget } = plan(
      [1, 2, 3, 4].map((id) => candidate(id, { owner: 'zoe' })),
      { ali: 3, lea: 0 },
    );
    expect(moves.map((move) => move.toOwner)).toEqual(['lea', 'lea', 'lea', 'ali']);
    expect(perTarget).toEqual(
      new Map([
        ['lea', 3],
        ['ali', 1],
      ]),
    );
    expect(moves.every((move) => move.fromOwner === 'zoe')).toBe(true);
  });

  test('without a target gives to the pool', () => {
    expect(plan([candidate(1, { owner: 'zoe' }), candidate(2)])).toEqual({
      moves: [{ recordId: 1, fromOwner: 'zoe', toOwner: null }],
      onScreen: 0,
      unchanged: 1,
      perTarget: new Map([[null, 1]]),
    });
  });

  test('leaves what one of the targets already has', () => {
    const { moves, unchanged } = plan([candidate(1, { owner: 'ali' }), candidate(2, { owner: 'zoe' })], {
      ali: 5,
      lea: 0,
    });
    expect([moves.map((move) => move.recordId), unchanged]).toEqual([[2], 1]);
  });

  test('never takes a record from a living screen, and ends the lease of a dead one', () => {
    const { moves, onScreen } = plan(
      [
        candidate(1, leaseSeen(0)),
        candidate(2, leaseSeen(SCREEN_SILENT_MS - 1)),
        candidate(3, leaseSeen(SCREEN_SILENT_MS)),
      ],
      { ali: 0 },
    );
    expect(onScreen).toBe(2);
    expect(moves).toEqual([
      { recordId: 3, fromOwner: null, toOwner: 'ali', endLease: `call-${SCREEN_SILENT_MS}` },
    ]);
  });

  test('a dead screen gives its record back to the pool too', () => {
    const { moves } = plan([candidate(1, leaseSeen(SCREEN_SILENT_MS))]);
    expect(moves).toEqual([
      { recordId: 1, fromOwner: null, toOwner: null, endLease: `call-${SCREEN_SILENT_MS}` },
    ]);
  });

  const candidates = fc.uniqueArray(
    fc.record({
      recordId: fc.nat(500),
      owner: fc.constantFrom(null, 'zoe', 'ali', 'lea'),
      seenAgoMs: fc.option(fc.nat(2 * SCREEN_SILENT_MS), { nil: undefined }),
    }),
    { selector: (one) => one.recordId, maxLength: 60 },
  );
  const loads = fc.dictionary(fc.constantFrom('ali', 'lea', 'noe'), fc.nat(30));

  test('counts every candidate once, and is stable: carried out, a second plan moves nothing', () => {
    fc.assert(
      fc.property(candidates, loads, (drawn, load) => {
        const rows = drawn.map(({ recordId, owner, seenAgoMs }) => ({
          recordId,
          owner,
          ...(seenAgoMs === undefined ? {} : leaseSeen(seenAgoMs)),
        }));
        const first = plan(rows, load);
        expect(first.moves.length + first.onScreen + first.unchanged).toBe(rows.length);
        expect([...first.perTarget.values()].reduce((sum, n) => sum + n, 0)).toBe(first.moves.length);
        const moved = new Map(first.moves.map((move) => [move.recordId, move.toOwner]));
        const after = rows.map((row): MoveCandidate => {
          if (!moved.has(row.recordId)) return row;
          return candidate(row.recordId, { owner: moved.get(row.recordId) ?? null });
        });
        expect(plan(after, load).moves).toEqual([]);
      }),
    );
  });

  test('never makes the gap between two targets wider than it was, or than one record', () => {
    fc.assert(
      fc.property(candidates, loads, (drawn, load) => {
        const names = Object.keys(load);
        if (names.length < 2) return;
        const rows = drawn.map(({ recordId }) => candidate(recordId, { owner: 'zoe' }));
        const { perTarget } = plan(rows, load);
        const after = names.map((name) => (load[name] ?? 0) + (perTarget.get(name) ?? 0));
        const before = names.map((name) => load[name] ?? 0);
        const gap = (counts: number[]) => Math.max(...counts) - Math.min(...counts);
        expect(gap(after)).toBeLessThanOrEqual(Math.max(gap(before), 1));
      }),
    );
  });
});
