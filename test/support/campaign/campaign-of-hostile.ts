import type { HostileWorkbook } from '../contact-file/hostile-cases.ts';
import { ABROAD } from '../contact-file/hostile-rows.ts';
import { CAMPAIGN } from '../store/store-campaign.ts';

const FRENCH_UPGRADE = { kind: 'upgrade', country: 'FR' } as const;

/** Code, kind and country of the campaign that a hostile workbook is for. */
export function hostileCampaign(campaign: HostileWorkbook['campaign'] = FRENCH_UPGRADE) {
  const { kind, country } = campaign;
  if (kind === 'reactivation') return { code: ABROAD.REACTIVATION, kind, country };
  return { code: country === 'FR' ? CAMPAIGN : ABROAD[country], kind, country };
}
