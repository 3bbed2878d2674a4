import {
  ceilingMinor,
  floorUnits,
  IMPOSED,
  type LadderQuestion,
  MONTHS,
  oneOffRung,
  type Rung,
  roundUnits,
  sayMinor,
  UNIT,
} from './gift-ladder-terms.ts';

/**
 * Least monthly units of M1 and M2, and the share of the last gift that M2 asks (docs/rules/asks.md#ladder), unless the
 * campaign says otherwise.
 */
export const REACTIVATION_TERMS = { leastFirst: 10, leastSecond: 8, secondShare: 0.75 };
/** The single gift stands for that many months of M1 (docs/rules/asks.md#ladder). */
const ONE_OFF_MONTHS = 2;

/**
 * M1 = max(last, 10), M2 = max(8, 0.75 × last) rounded, in the donor's periodicity; M2 is left out unless below M1. The
 * figures are settings.
 */
export function reactivationAsks(question: LadderQuestion): readonly Rung[] {
  const { gift, targets, settings } = question;
  const { leastFirst, leastSecond, secondShare } = settings.reactivation ?? REACTIVATION_TERMS;
  const months = MONTHS[gift.frequency];
  const last = gift.amountMinor;
  const ceiling = floorUnits(ceilingMinor(question));
  const say = (units: number) => sayMinor(units * months * UNIT, question);

  const ladderFirst = Math.min(Math.max(roundUnits(last), leastFirst * months * UNIT), ceiling);
  const imposedFirst = imposed(targets.first, ceiling);
  const first = imposedFirst ?? ladderFirst;
  const imposedSecond = imposed(targets.second, first - 1);
  const second = imposedSecond ?? Math.max(leastSecond * months * UNIT, roundUnits(last * secondShare));

  const firstRule = imposedFirst ? IMPOSED : `dernier don, minimum ${say(leastFirst)}`;
  const secondRule = imposedSecond
    ? IMPOSED
    : `${Math.round(secondShare * 100)} % du dernier don, minimum ${say(leastSecond)}`;
  const oneOffWhy = `${ONE_OFF_MONTHS} mois de la proposition, arrondi à 5`;
  return [
    { level: '1', minor: first, rule: firstRule },
    ...(second < first ? [{ level: '2' as const, minor: second, rule: secondRule }] : []),
    ...oneOffRung(question, (ONE_OFF_MONTHS * first) / months, oneOffWhy),
  ];
}

function imposed(target: number | undefined, max: number): number | undefined {
  return target !== undefined && target > 0 && target <= max ? target : undefined;
}
