import { AppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import { contactLayout } from './contact-header.ts';
import { contactProfile } from './contact-profile.ts';
import { type ContactRow, readContactRow } from './contact-row.ts';
import type { RawRow, RawSheet } from './raw-sheet.ts';

/**
 * Judges the rows of a contact file one by one (docs/rules/layouts.md#contact-file). The layout is checked at once.
 * AppErrors `layout-missing-columns`, `layout-duplicate-columns`, and `campaign-kind-refused` for lapsed Swiss donors,
 * who may not be called (docs/rules/law.md#switzerland).
 */
export function contactReader(
  header: readonly string[],
  settings: CampaignSettings,
  todayIso: CivilDate,
): (row: RawRow) => ContactRow {
  if (settings.country === 'CH' && settings.kind === 'reactivation')
    throw new AppError({
      code: 'campaign-kind-refused',
      kind: 'invalid',
      message: 'La réactivation de donateurs suisses est refusée (LCD, art. 3, al. 1, let. u).',
      hint: 'Seules les campagnes d’augmentation de donateurs actifs sont possibles en Suisse.',
    });
  const profile = contactProfile(settings, todayIso);
  const layout = contactLayout(header, profile);
  return (row) => readContactRow(row, layout, profile);
}

/** The same for a whole sheet, row by row as they are asked for. AppErrors of `contactReader`, at once. */
export function readContactSheet(
  sheet: RawSheet,
  settings: CampaignSettings,
  todayIso: CivilDate,
): Iterable<ContactRow> {
  const read = contactReader(sheet.header, settings, todayIso);
  return {
    *[Symbol.iterator]() {
      for (const row of sheet.rows) yield read(row);
    },
  };
}
