import { describe, expect, it } from 'vitest';
import { unlessStalled } from '../../server/pgp/stalled-reading.ts';

const never = new Promise<never>(() => undefined);
const stalled = () => new Error('stalled');

describe('a reading that stands still', () => {
  it('is given up', async () => {
    await expect(unlessStalled({ beats: 0 }, never, stalled)).rejects.toThrow('stalled');
  });

  it('is left alone while something moves, and its own end wins', async () => {
    const pulse = { beats: 0 };
    const beating = setInterval(() => {
      pulse.beats += 1;
    }, 100);
    const work = new Promise<string>((resolve) => setTimeout(() => resolve('whole'), 6_000));
    await expect(unlessStalled(pulse, work, stalled)).resolves.toBe('whole');
    clearInterval(beating);
    await expect(unlessStalled({ beats: 0 }, Promise.reject(new Error('bad')), stalled)).rejects.toThrow(
      'bad',
    );
  });
});
