import type { CampaignKind } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { type Frequency, formatMoney, money } from '../../../shared/money.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';

/** What the ladder starts from: the gift in the donor's own periodicity, minor units, and what the charity imposes. */
export interface LadderQuestion {
  readonly kind: CampaignKind;
  readonly gift: { readonly amountMinor: number; readonly currency: Currency; readonly frequency: Frequency };
  /** Donor's own targets, minor units in the donor's periodicity; they win over the ladder. */
  readonly targets: { readonly first?: number; readonly second?: number; readonly oneOff?: number };
  readonly settings: CampaignSettings;
  readonly country: Country;
  readonly canton?: string;
}

/** A proposal before its words. */
export interface Rung {
  readonly level: '1' | '2' | 'ONE_OFF';
  readonly minor: number;
  readonly rule: string;
}

/** Months of a period: the ladder is monthly, a donor is asked in their own periodicity. */
export const MONTHS: Readonly<Record<Frequency, number>> = { M: 1, T: 3, S: 6, A: 12 };
export const PER_PERIOD: Readonly<Record<Frequency, string>> = {
  M: 'par mois',
  T: 'par trimestre',
  S: 'par semestre',
  A: 'par an',
};

/** One whole unit of either currency, in minor units. */
export const UNIT = 100;
export const IMPOSED = 'montant fixé par l’association';

export const roundUnits = (minor: number) => Math.floor(minor / UNIT + 0.5) * UNIT;
export const floorUnits = (minor: number) => Math.floor(minor / UNIT) * UNIT;
export const ceilUnits = (minor: number) => Math.ceil(minor / UNIT) * UNIT;

/** Highest amount a donor of that periodicity may commit to, minor units. */
export function ceilingMinor({ settings, gift }: LadderQuestion): number {
  return settings.giftCeilingMinor * MONTHS[gift.frequency];
}

/** `10 €` in the donor's country. */
export function sayMinor(minor: number, { gift, country }: LadderQuestion): string {
  return formatMoney(money(minor, gift.currency), country);
}

/**
 * The single gift: imposed, else the base rounded to five units, at least `oneOff.minUnits`; none when the campaign has
 * it off.
 */
export function oneOffRung(question: LadderQuestion, baseMinor: number, why: string): readonly Rung[] {
  const { settings, targets } = question;
  const { oneOff } = settings;
  if (!oneOff?.enabled) return [];
  if (targets.oneOff !== undefined && targets.oneOff > 0)
    return [{ level: 'ONE_OFF', minor: targets.oneOff, rule: IMPOSED }];
  const least = oneOff.minUnits * UNIT;
  const rounded = Math.floor(baseMinor / (5 * UNIT) + 0.5) * 5 * UNIT;
  const minor = Math.min(Math.max(least, rounded), floorUnits(settings.giftCeilingMinor));
  return [{ level: 'ONE_OFF', minor, rule: `${why}, au moins ${sayMinor(least, question)}` }];
}
