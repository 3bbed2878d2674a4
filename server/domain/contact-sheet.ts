import { AppError } from '../../shared/errors.ts';
import type { CivilDate } from '../../shared/time.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { contactLayout } from './contact-header.ts';
import { contactProfile } from './contact-profile.ts';
import { type ContactRow, readContactRow } from './contact-row.ts';
import type { RawSheet } from './raw-sheet.ts';

/**
 * Judges a contact file row by row, as the rows are asked for (domain/07 §7.1). The layout is checked at once.
 * AppErrors `layout-missing-columns`, `layout-duplicate-columns`, and `campaign-kind-refused` for lapsed Swiss donors,
 * who may not be called (domain/03 §3.3).
 */
export function readContactSheet(
  sheet: RawSheet,
  settings: CampaignSettings,
  todayIso: CivilDate,
): Iterable<ContactRow> {
  if (settings.country === 'CH' && settings.kind === 'reactivation')
    throw new AppError({
      code: 'campaign-kind-refused',
      kind: 'invalid',
      message: 'La réactivation de donateurs suisses est refusée (LCD, art. 3, al. 1, let. u).',
      hint: 'Seules les campagnes d’augmentation de donateurs actifs sont possibles en Suisse.',
    });
  const profile = contactProfile(settings, todayIso);
  const layout = contactLayout(sheet.header, profile);
  return {
    *[Symbol.iterator]() {
      for (const row of sheet.rows) yield readContactRow(row, layout, profile);
    },
  };
}
