import { currentClasses } from '../../domain/campaign/profile-settings.ts';
import { themeFor, themesForAll } from '../../domain/campaign/theme-choice.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The theme that this record's card shows, by the weights in force and its classes. */
export async function themeOfCard(
  { profiles, records }: Pick<StoreReader, 'profiles' | 'records'>,
  { code, settings }: Pick<CampaignRow, 'code' | 'settings'>,
  recordId: number,
): Promise<string> {
  const { themes } = settings;
  if (themes.length < 2) return themes[0]?.code ?? '';
  // Where every theme is for everybody, nothing is read of the record.
  const isForAll = themesForAll(themes).length === themes.length;
  const stored = isForAll ? {} : ((await records.byId(recordId))?.classes ?? {});
  return themeFor(themes, await profiles.themeWeights(code), {
    recordId,
    classes: currentClasses(settings, stored),
  });
}
