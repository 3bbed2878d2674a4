import type { Disposition } from '../../../shared/dispositions.ts';
import type { Counters } from './indicator-counters.ts';
import {
  countFigure,
  type Figure,
  hoursFigure,
  meanFigure,
  percentFigure,
  sumFigure,
} from './indicator-figures.ts';
import type { IndicatorInput } from './indicator-input.ts';

/** The sets and sums of docs/rules/indicators.md#formulas for one span; A, Σold and Σnew are net of cancellations. */
export interface SpanFacts extends Counters {
  readonly input: IndicatorInput;
  /** Agreed, or signed, in the span. */
  readonly given: number;
  /** Cancelled in the span, of whichever week. */
  readonly cancelled: number;
  /** A: given less cancelled. */
  readonly netAgreements: number;
  /** Where those given in the span stand: they add up to `given`. */
  readonly effective: number;
  readonly awaitingVerifier: number;
  readonly rejected: number;
  readonly withheld: number;
  readonly cancelledSince: number;
  /** Of the useful contacts closed in the span: with one-off gifts, refusals and neutral ones they add up to CU. */
  readonly usefulAgreements: number;
  readonly usefulCancelled: number;
  /** T under the definition of the campaign. */
  readonly treated: number;
  readonly oldMinor: number;
  readonly newMinor: number;
  readonly oneOffMinor: number;
  readonly pitchedCalls: number;
  readonly seconds: number;
  /** Callable records without a final disposition at the end of the report's period. */
  readonly open: number;
  readonly corrected: number;
  readonly satisfied: number;
  readonly satisfiedInPart: number;
  readonly dissatisfied: number;
  /** Would rather not answer. */
  readonly untold: number;
}

/** One named formula; `target` only where the terms of reference set one. */
export interface Formula {
  readonly key: string;
  readonly label: string;
  readonly figure: (facts: SpanFacts) => Figure;
  /** In the scale of the figure's unit; undefined when this line carries no target in this campaign. */
  readonly target?: (input: IndicatorInput) => number | undefined;
  /** True: only where something is asked; false: only where nothing is. Absent: in every kind of campaign. */
  readonly asks?: boolean;
}

export interface IndicatorFormula {
  readonly number: number;
  readonly main: Formula;
  readonly companions: readonly Formula[];
  /** Dispositions listed by code under the indicator, among the processed ones. */
  readonly detail?: (row: Disposition) => boolean;
}

export type Read = (facts: SpanFacts) => number;

export const ofAsks = (formula: Formula): Formula => ({ ...formula, asks: true });
export const ofThanks = (formula: Formula): Formula => ({ ...formula, asks: false });

export const count = (key: string, label: string, read: Read): Formula => ({
  key,
  label,
  figure: (facts) => countFigure(read(facts)),
});

export const sum = (key: string, label: string, read: Read): Formula => ({
  key,
  label,
  figure: (facts) => sumFigure(read(facts)),
});

export const mean = (key: string, label: string, [total, among]: readonly [Read, Read]): Formula => ({
  key,
  label,
  figure: (facts) => meanFigure(total(facts), among(facts)),
});

export const rate = (key: string, label: string, [part, whole]: readonly [Read, Read]): Formula => ({
  key,
  label,
  figure: (facts) => percentFigure(part(facts), whole(facts)),
});

export const tenthsOfPercent = (percent: number) => Math.round(percent * 10);
const usefulTarget = (base: 'PROCESSED' | 'DELIVERED') => (input: IndicatorInput) =>
  input.definitions.usefulBase === base ? tenthsOfPercent(input.targets.useful) : undefined;

export const USEFUL_RATE: Formula = {
  ...rate('usefulRate', 'Taux de contact utile / traitées', [(f) => f.useful, (f) => f.treated]),
  target: usefulTarget('PROCESSED'),
};
export const USEFUL_ON_DELIVERED: Formula = {
  ...rate('usefulOnDelivered', 'Taux de contact utile / livrées', [
    (f) => f.useful,
    (f) => f.input.delivered,
  ]),
  target: usefulTarget('DELIVERED'),
};
export const HOURS: Formula = {
  key: 'hours',
  label: 'Heures de production',
  figure: (f) => hoursFigure(f.seconds),
};
