import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { HANGS_UP } from '../../../shared/script-contract.ts';
import { type Interval, type Share, wilson } from './confidence.ts';
import { countersOf } from './indicator-counters.ts';
import type { IndicatorSpan } from './indicator-input.ts';

/** What one span says of how donors lived the calls, beside its indicators. */
export interface ExperienceSpan {
  /** Incidents opened. */
  readonly incidents: number;
  /** Filled-in listening sheets, and the sum of their scores in per cent. */
  readonly sheets: number;
  readonly scores: number;
}

interface SpanOfCalls {
  readonly closed: IndicatorSpan['closed'];
  readonly agreements: IndicatorSpan['agreements'];
  readonly experience: ExperienceSpan;
}

/** One figure: a part of a whole, told by its unit. */
interface PartOf {
  readonly part: number;
  readonly whole: number;
}

interface SatisfactionRow {
  readonly key: string;
  readonly label: string;
  /** Per cent, for a thousand, or the mean of scores in per cent. */
  readonly unit: 'percent' | 'per-thousand' | 'score';
  /** What the whole is. */
  readonly among: string;
  /** Only where something is asked. */
  readonly ofAsks?: true;
  readonly of: (span: SpanOfCalls) => PartOf;
}

const complaints = ({ closed }: SpanOfCalls) =>
  [...closed].reduce(
    (sum, [code, count]) => sum + (dispositionOf(code)?.urgent === 'RECLAMATION' ? count : 0),
    0,
  );
const amongUseful =
  (part: (span: SpanOfCalls) => number) =>
  (span: SpanOfCalls): PartOf => ({ part: part(span), whole: countersOf(span.closed).useful });

const USEFUL = 'contacts utiles';

/** THE table of the satisfaction block, in the order of a call that goes wrong, then of what is heard of the others. */
const ROWS: readonly SatisfactionRow[] = [
  {
    key: 'hang-ups',
    label: 'Raccrochent sans écouter',
    unit: 'percent',
    among: USEFUL,
    of: amongUseful(({ closed }) => closed.get(HANGS_UP.before) ?? 0),
  },
  {
    key: 'objections',
    label: 'S’opposent aux appels',
    unit: 'percent',
    among: USEFUL,
    of: amongUseful(({ closed }) => countersOf(closed).objections),
  },
  {
    key: 'stop-requests',
    label: 'Demandent l’arrêt du don',
    unit: 'percent',
    among: USEFUL,
    of: amongUseful(({ closed }) => countersOf(closed).stopRequests),
  },
  {
    key: 'complaints',
    label: 'Réclament',
    unit: 'percent',
    among: USEFUL,
    of: amongUseful(complaints),
  },
  {
    key: 'cancelled',
    label: 'Annulent après leur accord',
    unit: 'percent',
    among: 'accords recueillis',
    ofAsks: true,
    of: ({ agreements: { cancelled, given } }) => ({ part: cancelled.count, whole: given.count }),
  },
  {
    key: 'incidents',
    label: 'Incidents d’éthique, pour 1 000 contacts',
    unit: 'per-thousand',
    among: USEFUL,
    of: amongUseful(({ experience }) => experience.incidents),
  },
  {
    key: 'listening',
    label: 'Note d’écoute',
    unit: 'score',
    among: 'écoutes',
    of: ({ experience: { scores, sheets } }) => ({ part: scores, whole: sheets }),
  },
];

/** A line of the block: the week and the whole campaign. */
export interface SatisfactionFigure extends Omit<SatisfactionRow, 'of' | 'ofAsks'> {
  readonly period: PartOf;
  readonly cumulated: PartOf;
  /** Wilson, 95 %, of the cumulated share; null for what is no share of its whole. */
  readonly interval: Interval | null;
}

/**
 * In order, without what only an ask has where nothing is asked; what was never seen says 0, what has no whole yet is told so.
 */
export function satisfactionFigures(
  kind: CampaignKind,
  spans: Readonly<Record<'period' | 'cumulated', SpanOfCalls>>,
): readonly SatisfactionFigure[] {
  return ROWS.filter(({ ofAsks }) => !ofAsks || asksSomething(kind)).map(({ of, ofAsks: _, ...row }) => {
    const cumulated = of(spans.cumulated);
    return { ...row, period: of(spans.period), cumulated, interval: intervalOf(row.unit, cumulated) };
  });
}

/** Of a week, cancellations may be of other weeks: more of them than agreements are no share. */
function intervalOf(unit: SatisfactionRow['unit'], { part, whole }: PartOf): Interval | null {
  const share: Share = { successes: part, cases: whole };
  return unit === 'percent' && whole > 0 && part <= whole ? wilson(share) : null;
}
