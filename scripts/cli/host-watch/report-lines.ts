import type { MonthFigures } from '../../../server/domain/watch/watch-measures.ts';
import { textTable } from '../terminal.ts';

/** « 99,95 % », never rounded up to a whole that it was not. */
function percentText(share: number | null): string {
  if (share === null) return 'n. d.';
  const hundredths = Math.floor(share * 10_000 + 1e-6) / 100;
  return `${hundredths.toLocaleString('fr-FR', { minimumFractionDigits: 2 })} %`;
}

function ranksText({ p50Ms, p95Ms, p99Ms }: MonthFigures): string {
  if (p50Ms === null) return 'n. d.';
  return [p50Ms, p95Ms, p99Ms].join(' / ');
}

/** Targets down, months across. */
function table(
  figures: readonly MonthFigures[],
  title: string,
  cell: (one: MonthFigures) => string,
): readonly string[] {
  const months = [...new Set(figures.map(({ month }) => month))];
  const byTarget = Map.groupBy(figures, ({ target }) => target);
  const rows = [...byTarget].map(([target, all]) => [
    target,
    ...months.map((month) => {
      const one = all.find((each) => each.month === month);
      return one ? cell(one) : 'n. d.';
    }),
  ]);
  return textTable([title, ...months], rows);
}

/** The report as a person reads it: availability, response times, and on how many measures they rest. */
export function reportLines(figures: readonly MonthFigures[]): readonly string[] {
  if (figures.length === 0) return ['Aucune mesure encore : la veille n’a pas fait de tour.'];
  return [
    ...table(figures, 'Disponibilité', ({ availability }) => percentText(availability)),
    '',
    ...table(figures, 'Réponse en ms (p50 / p95 / p99)', ranksText),
    '',
    ...table(
      figures,
      'Mesures (justes + échecs)',
      ({ answered, failed, blind }) => `${answered} + ${failed}${blind > 0 ? `, ${blind} hors compte` : ''}`,
    ),
    '',
    'Hors compte : tours où aucun témoin ne répondait, notre réseau étant en cause.',
  ];
}
