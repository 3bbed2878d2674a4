import { themeFor } from '../../domain/floor/theme-choice.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The theme that this record's card shows, by the weights in force. */
export function themeOfCard(
  { profiles }: Pick<StoreReader, 'profiles'>,
  { code, settings }: Pick<CampaignRow, 'code' | 'settings'>,
  recordId: number,
): string {
  return settings.themes.length < 2
    ? (settings.themes[0]?.code ?? '')
    : themeFor(settings.themes, profiles.themeWeights(code), recordId);
}
