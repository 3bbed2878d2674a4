import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { countryLaw } from '../campaign/country-law.ts';
import { contactLayout } from './contact-header.ts';
import { type ContactProfile, contactProfile } from './contact-profile.ts';
import { type ContactRow, readContactRow } from './contact-row.ts';
import { rowTranslator } from './mapping/mapped-cells.ts';
import type { RawRow, SheetFacts } from './raw-sheet.ts';

/** `doubted`: columns that the file writes both day/month and month/day, once that is known. */
export type SheetToJudge = SheetFacts & Partial<Pick<ContactProfile, 'doubted'>>;

/**
 * Judges the rows of a contact file one by one (docs/rules/layouts.md#contact-file). The layout is checked at once.
 * AppErrors `layout-missing-columns`, `layout-duplicate-columns`, and `campaign-kind-refused` where the law forbids to
 * call people whose gift has stopped.
 */
export function contactReader(
  sheet: SheetToJudge,
  settings: CampaignSettings,
  todayIso: CivilDate,
): (row: RawRow) => ContactRow {
  const { stoppedGifts } = countryLaw(settings.country);
  if (stoppedGifts && callsStoppedGifts(settings.kind))
    throw new AppError({ code: 'campaign-kind-refused', kind: 'invalid', ...stoppedGifts.contactFile });
  const profile = contactProfile(settings, todayIso, sheet);
  const layout = contactLayout(sheet, profile);
  const translate = rowTranslator(settings.mapping, layout);
  return (row) => readContactRow(translate(row), layout, profile);
}
