import type { ClassFigures } from '../indicators/class-figures.ts';
import { compare, restOf } from '../indicators/confidence.ts';
import type { ComparedGroup, Comparison } from './review-comparisons.ts';

const NOBODY = { successes: 0, cases: 0 };

/** Each declared profile, its classes against all the others; those that may not be told are only named. */
export function classComparisons(all: readonly ClassFigures[]): readonly Comparison[] {
  return all.map(({ profile, measure, classes, whole }) => {
    const [successes = '', cases = ''] = measure.split(' sur ');
    const groups = classes.flatMap(({ name, cell }): readonly ComparedGroup[] => {
      if (!cell) return [];
      const rest = whole ? restOf(cell.share, whole.share) : NOBODY;
      return [{ name, ...cell, rest, reading: classes.length === 1 ? 'alone' : compare(cell.share, rest) }];
    });
    return {
      key: 'class',
      title: `${profile.charAt(0).toUpperCase()}${profile.slice(1)} : ${measure}`,
      successes,
      cases,
      groups,
      masked: classes.filter(({ cell }) => !cell).map(({ name }) => name),
    };
  });
}
