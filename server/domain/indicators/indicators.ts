import type { Satisfaction } from '../../../shared/call-notes.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import type { Disposition } from '../../../shared/dispositions.ts';
import { dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import { countedOf } from './agreement-sums.ts';
import { type CodeCount, countersOf, countWhere, detailWhere } from './indicator-counters.ts';
import type { Figure } from './indicator-figures.ts';
import type { Formula, SpanFacts } from './indicator-formula.ts';
import { formulasOf } from './indicator-formulas.ts';
import type { IndicatorInput, IndicatorSpan } from './indicator-input.ts';

/** One figure of the report: of the week, cumulated, and how far the cumulated one is from its target. */
export interface IndicatorLine {
  readonly key: string;
  readonly label: string;
  readonly period: Figure;
  readonly cumulated: Figure;
  /** Same unit and scale as the figures; absent where the terms of reference set no target. */
  readonly target?: Figure;
  /** Cumulated − target; null scale where the figure is « n. d. ». */
  readonly distance?: Figure;
}

interface DetailLine {
  readonly code: string;
  readonly label: string;
  readonly period: number;
  readonly cumulated: number;
}

/** One of the 14 indicators of the terms of reference, with its companion lines and its detail by code. */
export interface Indicator extends IndicatorLine {
  readonly number: number;
  readonly companions: readonly IndicatorLine[];
  readonly detail: readonly DetailLine[];
}

/**
 * The indicators of docs/rules/indicators.md#formulas that mean something in that kind of campaign, in their order: the 14 where
 * something is asked, those of thanks where nothing is. Named formulas over disposition flags. Pure: equal input,
 * equal figures. Amounts are minor units of the campaign's one currency.
 */
export function indicators(input: IndicatorInput): readonly Indicator[] {
  const period = spanFacts(input, input.period);
  const cumulated = spanFacts(input, input.cumulated);
  return formulasOf(input.kind).map((row) => ({
    number: row.number,
    ...lineOf(row.main, { period, cumulated }),
    companions: row.companions.map((formula) => lineOf(formula, { period, cumulated })),
    detail: row.detail ? detailLines(input, row.detail) : [],
  }));
}

/** The line of that key, main or companion; undefined for an unknown key. */
export function indicatorLine(all: readonly Indicator[], key: string): IndicatorLine | undefined {
  return all.flatMap((one) => [one, ...one.companions]).find((line) => line.key === key);
}

/** The sets and sums of one span (the report shows them; the formulas divide them). */
export function spanFacts(input: IndicatorInput, span: IndicatorSpan): SpanFacts {
  const counters = countersOf(span.closed);
  const { given, cancelled, standings, closed, correctedMonthlyMinor } = span.agreements;
  const closedAfterCalls = countWhere(input.cumulated.closed, (row) => row.isFinal && !row.beforeCalls);
  return {
    ...counters,
    input,
    given: given.count,
    cancelled: cancelled.count,
    netAgreements: given.count - cancelled.count,
    effective: standings.effective,
    awaitingVerifier: standings['awaiting-verifier'],
    rejected: standings.rejected,
    withheld: standings.withheld,
    cancelledSince: standings.cancelled,
    awaitingSignature: closed['awaiting-signature'],
    usefulAgreements: countedOf(closed),
    usefulCancelled: closed.cancelled,
    // Signed or cancelled since: neither waiting nor neutral any more.
    neutral: counters.neutral - counters.awaitingSignature + closed['awaiting-signature'],
    treated: input.definitions.processed === 'ATTEMPTED' ? span.attempted : counters.processed,
    oldMinor: given.oldMonthlyMinor - cancelled.oldMonthlyMinor,
    newMinor: given.newMonthlyMinor + correctedMonthlyMinor - cancelled.newMonthlyMinor,
    oneOffMinor: span.oneOffMinor,
    pitchedCalls: span.pitchedCalls,
    seconds: span.productionSeconds,
    open: input.callable - closedAfterCalls,
    ...thanksFacts(span),
  };
}

type ThanksFacts = Pick<SpanFacts, 'corrected' | 'satisfied' | 'satisfiedInPart' | 'dissatisfied' | 'untold'>;

function thanksFacts({ thanks }: IndicatorSpan): ThanksFacts {
  const answers = (code: Satisfaction) => thanks?.satisfaction.get(code) ?? 0;
  return {
    corrected: thanks?.corrected ?? 0,
    satisfied: answers('SATISF_OUI'),
    satisfiedInPart: answers('SATISF_EN_PARTIE'),
    dissatisfied: answers('SATISF_NON'),
    untold: answers('SATISF_NON_DIT'),
  };
}

interface BothSpans {
  readonly period: SpanFacts;
  readonly cumulated: SpanFacts;
}

function lineOf(formula: Formula, { period, cumulated }: BothSpans): IndicatorLine {
  const line = {
    key: formula.key,
    label: formula.label,
    period: formula.figure(period),
    cumulated: formula.figure(cumulated),
  };
  const target = formula.target?.(cumulated.input);
  if (target === undefined) return line;
  const { scaled, unit } = line.cumulated;
  const figure = (value: number | null): Figure => ({
    unit,
    scaled: value,
    numerator: value ?? 0,
    denominator: 1,
  });
  return { ...line, target: figure(target), distance: figure(scaled === null ? null : scaled - target) };
}

/**
 * By code, processed dispositions only; a code of the cumulated column with none this week shows 0. Agreements cancelled since
 * stand on a line of their own, so that the lines add up to the useful contacts and the codes to what still holds.
 */
function detailLines(input: IndicatorInput, question: (row: Disposition) => boolean): DetailLine[] {
  const asked = (row: Disposition) => isProcessed(row) && question(row);
  const held = ({ closed, agreements }: IndicatorSpan, code: string) =>
    (closed.get(code) ?? 0) - (agreements.closedCancelled.get(code) ?? 0);
  const lines = detailWhere(input.cumulated.closed, asked).map(({ code }: CodeCount) => ({
    code,
    label: dispositionLabel(code, input.country),
    period: held(input.period, code),
    cumulated: held(input.cumulated, code),
  }));
  const cancelled = (span: IndicatorSpan) =>
    [...span.agreements.closedCancelled].reduce((sum, [code, count]) => {
      const row = dispositionOf(code);
      return sum + (row && asked(row) ? count : 0);
    }, 0);
  const since = { period: cancelled(input.period), cumulated: cancelled(input.cumulated) };
  return since.cumulated === 0 ? lines : [...lines, { ...CANCELLED_LINE, ...since }];
}

/** No disposition: the talk stays what it was. */
const CANCELLED_LINE = { code: 'ANNULE', label: 'Accord annulé depuis' } as const;
