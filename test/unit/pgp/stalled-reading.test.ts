import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unlessStalled } from '../../../server/pgp/stalled-reading.ts';

const never = new Promise<never>(() => undefined);
const stalled = () => new Error('stalled');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a reading that stands still', () => {
  it('is given up after five seconds, not before', async () => {
    let end = '';
    unlessStalled({ beats: 0 }, never, stalled).catch((error: Error) => {
      end = error.message;
    });
    await vi.advanceTimersByTimeAsync(4_500);
    expect(end).toBe('');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(end).toBe('stalled');
  });

  it('is left alone while something moves, and its own end wins', async () => {
    const pulse = { beats: 0 };
    const beating = setInterval(() => {
      pulse.beats += 1;
    }, 100);
    const work = new Promise<string>((resolve) => setTimeout(() => resolve('whole'), 60_000));
    const reading = unlessStalled(pulse, work, stalled);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(reading).resolves.toBe('whole');
    clearInterval(beating);
    await expect(unlessStalled({ beats: 0 }, Promise.reject(new Error('bad')), stalled)).rejects.toThrow(
      'bad',
    );
  });
});
