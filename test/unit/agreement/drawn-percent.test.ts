import { describe, expect, it } from 'vitest';
import { drawnPercent } from '../../../server/domain/agreement/agreement-check.ts';

describe('F-05 the draw of a call among those to verify', () => {
  it('a thousand ids fall evenly, each where it fell the last time', () => {
    expect(drawnPercent('appel-0')).toBeCloseTo(52.8154, 3);
    const drawn = Array.from({ length: 1000 }, (_, n) => drawnPercent(`appel-${n}`));
    expect(drawn.filter((percent) => percent < 20).length).toBeGreaterThan(150);
    expect(drawn.filter((percent) => percent < 20).length).toBeLessThan(250);
  });
});
