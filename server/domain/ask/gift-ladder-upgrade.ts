import {
  ceilingMinor,
  ceilUnits,
  floorUnits,
  IMPOSED,
  type LadderQuestion,
  MONTHS,
  oneOffRung,
  PER_PERIOD,
  type Rung,
  roundUnits,
  sayMinor,
  UNIT,
} from './gift-ladder-terms.ts';

/** Least increase of a first proposal, in monthly units (docs/rules/asks.md#ladder). */
const LEAST_STEP = 2;
/** The single gift stands for that many months of the first step (docs/rules/asks.md#ladder). */
const ONE_OFF_MONTHS = 6;

interface LadderStep {
  readonly label: string;
  readonly first: number;
  readonly second: number;
}

/** The rung of a monthly amount; `below` is exclusive, the last rung has none. */
function stepOf(question: LadderQuestion): LadderStep {
  const { settings, gift } = question;
  const monthly = gift.amountMinor / MONTHS[gift.frequency];
  const found = settings.ladder.findIndex((rung) => rung.below === undefined || monthly < rung.below * UNIT);
  const at = found === -1 ? settings.ladder.length - 1 : found;
  const rung = settings.ladder[at] ?? { first: LEAST_STEP, second: 1, below: undefined };
  const from = settings.ladder[at - 1]?.below;
  const say = (units: number) => sayMinor(units * UNIT, question);
  return { ...rung, label: rungLabel(from, rung.below, say) };
}

function rungLabel(
  from: number | undefined,
  below: number | undefined,
  say: (units: number) => string,
): string {
  if (below === undefined) return from === undefined ? 'tous les dons' : `don de ${say(from)} et plus`;
  if (from === undefined) return `don de moins de ${say(below)}`;
  return `don de ${from} à ${say(below - 1)}`;
}

/**
 * M1 and M2 of an upgrade: the rung's steps times the months of a period, whole units. M1 stays under `maxRatio` times
 * the gift, yet at least +2 a month; M2 stays strictly between the gift and M1, else it is left out.
 */
export function upgradeAsks(question: LadderQuestion): readonly Rung[] {
  const step = stepOf(question);
  const old = question.gift.amountMinor;
  const first = firstRung(question, step);
  const top = first?.minor ?? old + UNIT;
  const second = first ? secondRung(question, step, first.minor) : undefined;
  const monthlyStep = Math.round((top - old) / MONTHS[question.gift.frequency]);
  const why = `${ONE_OFF_MONTHS} mois de +${sayMinor(monthlyStep, question)}`;
  return [
    ...(first ? [first] : []),
    ...(second ? [second] : []),
    ...oneOffRung(question, ONE_OFF_MONTHS * monthlyStep, why),
  ];
}

function firstRung(question: LadderQuestion, step: LadderStep): Rung | undefined {
  const { targets, gift, settings } = question;
  const old = gift.amountMinor;
  const ceiling = floorUnits(ceilingMinor(question));
  if (targets.first !== undefined && targets.first > old && targets.first <= ceiling)
    return { level: '1', minor: targets.first, rule: IMPOSED };
  const months = MONTHS[gift.frequency];
  const wanted = roundUnits(old + step.first * months * UNIT);
  const cap = floorUnits(old * settings.maxRatio);
  const least = ceilUnits(old + LEAST_STEP * months * UNIT);
  const minor = Math.min(Math.max(least, Math.min(wanted, cap)), ceiling);
  if (minor <= old) return undefined;
  const ratio = String(settings.maxRatio).replace('.', ',');
  const capped = minor < wanted ? `, limité à ${ratio} fois le don` : '';
  return { level: '1', minor, rule: `${step.label} : ${sayStep(step.first, question)}${capped}` };
}

function secondRung(question: LadderQuestion, step: LadderStep, firstMinor: number): Rung | undefined {
  const { targets, gift } = question;
  const old = gift.amountMinor;
  if (targets.second !== undefined && targets.second > old && targets.second < firstMinor)
    return { level: '2', minor: targets.second, rule: IMPOSED };
  const wanted = roundUnits(old + step.second * MONTHS[gift.frequency] * UNIT);
  const minor = Math.min(wanted, ceilUnits(firstMinor) - UNIT);
  if (minor <= old) return undefined;
  return { level: '2', minor, rule: `${step.label} : ${sayStep(step.second, question)}` };
}

/** « +5 € », or « +15 € par trimestre (5 € par mois) ». */
function sayStep(units: number, question: LadderQuestion): string {
  const { frequency } = question.gift;
  const monthly = sayMinor(units * UNIT, question);
  if (frequency === 'M') return `+${monthly}`;
  return `+${sayMinor(units * MONTHS[frequency] * UNIT, question)} ${PER_PERIOD[frequency]} (${monthly} par mois)`;
}
