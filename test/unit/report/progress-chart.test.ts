import { describe, expect, it } from 'vitest';
import { progressChart } from '../../../server/domain/report/charts-progress.ts';

const HEIGHT = 220;
const WORDS_PX = { height: 11, fromPoint: 10 };
const days = (percent: number) => [
  { date: '2026-11-02', percent: 0 },
  { date: '2026-11-24', percent },
];

interface Layer {
  readonly mark: { readonly type: string; readonly align?: string; readonly dy?: number };
  readonly encoding: { readonly y: { readonly scale: { readonly domain: readonly [number, number] } } };
}

/** Pixels from the forecast's point: where its words are, where the target is, how steep its line is; down is positive. */
function drawn(atEndPercent: number, targetPercent: number, done: number) {
  const spec = progressChart({
    days: days(done),
    starts: '2026-11-02',
    ends: '2027-01-31',
    targetPercent,
    atEndPercent,
  });
  const { layer } = spec.vegaLite as unknown as { readonly layer: readonly Layer[] };
  const words = layer.find(({ mark }) => mark.type === 'text' && mark.align === 'right');
  const [, top = 100] = words?.encoding.y.scale.domain ?? [];
  const px = (percent: number) => (percent / top) * HEIGHT;
  const foot = words?.mark.dy ?? 0;
  return {
    foot,
    head: foot - WORDS_PX.height,
    target: px(atEndPercent - targetPercent),
    fall: px(atEndPercent - done),
  };
}

describe('R-21 the forecast of the progress chart', () => {
  const shares = [1, 4, 12, 29.7, 38, 43, 46, 49.9, 50, 50.1, 55, 78];
  it.each(shares)(
    'its words at %s %% are crossed neither by the target nor by the line that leads to it',
    (atEnd) => {
      for (const target of [20, 50, 75])
        for (const done of [0, atEnd / 3, atEnd]) {
          const { foot, head, target: targetAt, fall } = drawn(atEnd, target, done);
          expect(targetAt < head || targetAt > foot, `${atEnd} ${target}`).toBe(true);
          // The line comes from the left, below the point: at the near end of the words it is highest.
          const lineAt = (fall * WORDS_PX.fromPoint) / 600;
          expect(foot).toBeLessThan(lineAt);
        }
    },
  );

  it('says so when it meets the target exactly', () => {
    const spec = progressChart({
      days: days(20),
      starts: '2026-11-02',
      ends: '2027-01-31',
      targetPercent: 50,
      atEndPercent: 50,
    });
    expect(spec.title).toMatch(/à la fin, juste l’objectif de 50,0 %/);
  });
});
