import type { TaxSentence } from '../../../shared/tax-sentence.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from './campaign-settings.ts';

/** The campaign's tax sentence on that day; undefined when it is off or outside its dates (docs/rules/tax.md). */
export function taxInForce(
  { tax }: Pick<CampaignSettings, 'tax'>,
  today: CivilDate,
): TaxSentence | undefined {
  if (!tax?.enabled || today < tax.validFrom || today > tax.validTo) return undefined;
  return { sentence: tax.sentence, fromYearlyMinor: tax.minYearlyMinor };
}
