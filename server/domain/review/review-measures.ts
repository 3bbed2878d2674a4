import { LEAST_CASES } from '../indicators/confidence.ts';
import type { GapFactor } from '../indicators/gap-parts.ts';
import { frenchPlural } from '../wording/french-figures.ts';
import { type Effect, effectWithin } from './measure-effects.ts';
import { lackOf, type MeasureFacts } from './measure-facts.ts';
import { type Found, MEASURE_RULES } from './measure-rules.ts';
import { factorText } from './review-words.ts';

/** A corrective measure to discuss, with the figure behind it. The meeting decides; nothing is done by itself. */
export interface Measure extends Omit<Found, 'brings'> {
  readonly cause: GapFactor;
  /** Until the end of the campaign, and never more than its cause lacks; null: nothing is lacking there. */
  readonly effect: Effect | null;
}

/** A tenth of an agreement is not an effect. */
const LEAST_EFFECT = 1;

/**
 * What the figures propose, by expected effect: first what fills the gap, then what stands out without one. [] when nothing does:
 * `noMeasureText` says why.
 */
export function measures(facts: MeasureFacts): readonly Measure[] {
  if (!facts.gaps || facts.treated < LEAST_CASES || facts.left <= 0) return [];
  const found = MEASURE_RULES.flatMap(({ cause, find }) =>
    find(facts).map(
      ({ brings, ...said }): Measure => ({ ...said, cause, effect: effectOf(facts, cause, brings) }),
    ),
  );
  return found
    .filter(({ cause, effect }) => effect !== null || lackOf(facts, cause) === 0)
    .toSorted((a, b) => weight(b) - weight(a));
}

function effectOf(facts: MeasureFacts, cause: GapFactor, brings: Found['brings']): Effect | null {
  const lacking = lackOf(facts, cause);
  if (lacking === 0) return null;
  const inMoney = cause === 'amount';
  const scale = inMoney ? 1 : 10;
  const { expected, low, high } = brings;
  const scaled = { expected: expected * scale, low: low * scale, high: high * scale };
  const effect = effectWithin(inMoney ? 'money' : 'agreements', scaled, lacking);
  return effect.expected < LEAST_EFFECT ? null : effect;
}

/** Agreements before money, more before less, what has no effect last. */
function weight({ effect }: Measure): number {
  if (!effect) return 0;
  return effect.unit === 'agreements' ? 1_000_000_000 + effect.expected : effect.expected;
}

/** Why nothing is proposed: too little is known, nothing lacks, or no lever stands out of what lacks. */
export function noMeasureText(facts: MeasureFacts): string {
  const { gaps, treated, left } = facts;
  if (!gaps) return 'Aucune : la campagne n’a pas commencé.';
  if (treated < LEAST_CASES)
    return `Aucune encore : ${frenchPlural(treated, ['fiche traitée', 'fiches traitées'])}, il en faut ${LEAST_CASES} pour calculer un effet.`;
  if (left <= 0) return 'Aucune : les appels sont finis.';
  const lacking = gaps.amount.parts.filter(({ factor }) => lackOf(facts, factor) > 0);
  if (lacking.length === 0) return 'Aucune : rien ne manque, et aucun groupe ne s’écarte nettement du reste.';
  const causes = lacking.map(({ factor, value }) => factorText(factor, value)).join(', ');
  return `Aucune ne se chiffre : ${causes}, mais le rythme actuel suffit d’ici la fin ou aucun groupe ne s’écarte nettement du reste. À discuter en réunion.`;
}
