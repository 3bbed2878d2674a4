import type { CampaignSettings } from '../campaign/campaign-settings.ts';
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
 * Least monthly units of M1 and M2, the share of the last gift that M2 asks, and the multiple of it that M1 never exceeds
 * (docs/rules/asks.md#ladder), unless the campaign says otherwise.
 */
const USUAL_TERMS = { leastFirst: 10, leastSecond: 8, secondShare: 0.75, maxRatio: 1.6 };

/** Of a campaign: its own terms, and the usual ones where it says nothing. */
export function reactivationTerms({
  reactivation,
}: Pick<CampaignSettings, 'reactivation'>): typeof USUAL_TERMS {
  return { ...USUAL_TERMS, ...reactivation, maxRatio: reactivation?.maxRatio ?? USUAL_TERMS.maxRatio };
}

/** The single gift stands for that many months of M1 (docs/rules/asks.md#ladder). */
const ONE_OFF_MONTHS = 2;

/**
 * M1 = max(last, 10) yet never more than 1.6 × last, M2 = max(8, 0.75 × last) rounded, in the donor's periodicity; M2 is
 * left out unless below M1. Whoever gave less than the least amounts is asked their last gift as M2. The figures are
 * settings.
 */
export function reactivationAsks(question: LadderQuestion): readonly Rung[] {
  const { gift, targets, settings } = question;
  const { leastFirst, leastSecond, secondShare, maxRatio } = reactivationTerms(settings);
  const months = MONTHS[gift.frequency];
  const last = gift.amountMinor;
  const ceiling = floorUnits(ceilingMinor(question));
  const say = (units: number) => sayMinor(units * months * UNIT, question);

  const wanted = Math.max(roundUnits(last), leastFirst * months * UNIT);
  const cap = Math.max(floorUnits(last * maxRatio), roundUnits(last));
  const isCapped = wanted > cap;
  const ladderFirst = Math.min(wanted, cap, ceiling);
  const imposedFirst = imposed(targets.first, ceiling);
  const first = imposedFirst ?? ladderFirst;
  const imposedSecond = imposed(targets.second, first - 1);
  const share = roundUnits(last * secondShare);
  const least = leastSecond * months * UNIT;
  const second = imposedSecond ?? Math.max(isCapped ? Math.min(least, roundUnits(last)) : least, share);

  const ratio = String(maxRatio).replace('.', ',');
  const capRule = isCapped ? `, limité à ${ratio} fois le dernier don` : '';
  const firstRule = imposedFirst ? IMPOSED : `dernier don, au moins ${say(leastFirst)}${capRule}`;
  const shareRule = `${Math.round(secondShare * 100)} % du dernier don, au moins ${say(leastSecond)}`;
  const secondRule = imposedSecond ? IMPOSED : isCapped ? 'dernier don' : shareRule;
  const oneOffWhy = `${ONE_OFF_MONTHS} mois de la proposition`;
  return [
    { level: '1', minor: first, rule: firstRule },
    ...(second < first ? [{ level: '2' as const, minor: second, rule: secondRule }] : []),
    ...oneOffRung(question, (ONE_OFF_MONTHS * first) / months, oneOffWhy),
  ];
}

function imposed(target: number | undefined, max: number): number | undefined {
  return target !== undefined && target > 0 && target <= max ? target : undefined;
}
