import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from '../../../../tui/ssh/pace.ts';

let nowMs = 0;
beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 0;
});
afterEach(() => vi.useRealTimers());

function advance(ms: number): void {
  for (let at = 0; at < ms; at += 10) {
    nowMs += 10;
    vi.advanceTimersByTime(10);
  }
}

it('a burst starts at once, the rest at the pace, in order; another key does not wait', () => {
  const started: string[] = [];
  const pace = new Pace({ perSecond: 10, burst: 3 }, () => nowMs);
  for (let at = 1; at <= 8; at += 1) pace.enter('a', () => started.push(`a${at}`));
  pace.enter('b', () => started.push('b1'));
  expect(started).toEqual(['a1', 'a2', 'a3', 'b1']);
  advance(100);
  expect(started.at(-1)).toBe('a4');
  advance(400);
  expect(started.filter((one) => one.startsWith('a'))).toEqual([
    'a1',
    'a2',
    'a3',
    'a4',
    'a5',
    'a6',
    'a7',
    'a8',
  ]);
});

it('a quiet key is forgotten, with its timer; closing starts nobody', () => {
  const started: string[] = [];
  const pace = new Pace({ perSecond: 10, burst: 2 }, () => nowMs);
  pace.enter('a', () => started.push('first'));
  expect(vi.getTimerCount()).toBe(1);
  advance(1000);
  expect(vi.getTimerCount()).toBe(0);
  for (let at = 0; at < 4; at += 1) pace.enter('a', () => started.push('again'));
  pace.close();
  advance(1000);
  expect(started).toEqual(['first', 'again', 'again']);
});
