import { AppError } from '../../../shared/errors.ts';
import {
  leavesNoTheme,
  type ThemeShare,
  themeShares,
  themesForAll,
} from '../../domain/campaign/theme-choice.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { campaignInView, openCampaignInView } from '../find-campaign.ts';
import { auditProfile, type ProfileDeps, profileId, profileRow, refuseReason } from './profile-decide.ts';

export interface ThemeRequest {
  readonly account: AccountRow;
  readonly campaign: string;
  readonly theme: string;
  /** 0 to 9; 0: no longer proposed. */
  readonly weight: number;
  readonly reason: string;
  readonly apply: boolean;
}

export type ThemeShares = readonly ThemeShare[];

export interface ThemeResult {
  /** Null: nothing changed. */
  readonly id: string | null;
  readonly before: ThemeShares;
  readonly after: ThemeShares;
}

/**
 * Gives a theme its weight among the campaign's: cards served from then on are drawn by weight; one on screen keeps its
 * theme. Undone like a profile. The same weight again changes nothing. AppErrors `theme-unknown`, `theme-none-left`,
 * `profile-words`, those of the campaign.
 */
export async function weighTheme(deps: ProfileDeps, request: ThemeRequest): Promise<ThemeResult> {
  refuseReason(request.reason);
  if (!request.apply)
    return await deps.store.read(async (rows) => ({ ...(await planned(rows, request)), id: null }));
  const id = profileId(deps.chance);
  return await deps.store.write(async (rows) => {
    const { before, after } = await planned(rows, request);
    const { campaign, theme: filter, weight, reason, account } = request;
    if (before.some((one) => one.code === filter && one.weight === weight))
      return { id: null, before, after };
    const atMs = deps.clock.nowMs();
    const row = profileRow({
      id,
      campaign,
      kind: 'theme',
      filter,
      weight,
      atMs,
      author: account.id,
      reason,
    });
    await rows.profiles.add(row, []);
    await auditProfile(rows, row, { action: 'theme', records: 0 });
    return { id, before, after };
  });
}

/** Themes of a campaign with their weights. AppErrors `campaign-unknown`, `campaign-purged`. */
export async function listThemes(
  { store }: { readonly store: Store },
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<ThemeShares> {
  return await store.read(
    async (rows) => await sharesOf(rows, await campaignInView(rows, request.campaign, request.account)),
  );
}

/** With the weights in force, or one of them changed. */
async function sharesOf(
  rows: StoreReader,
  { code, settings }: CampaignRow,
  changed?: ReadonlyMap<string, number>,
): Promise<ThemeShares> {
  const weights = changed ?? (await rows.profiles.themeWeights(code));
  const isForAll = themesForAll(settings.themes).length === settings.themes.length;
  return themeShares(settings, weights, isForAll ? [] : await rows.profiles.classCounts(code));
}

async function planned(
  rows: StoreReader,
  request: ThemeRequest,
): Promise<Pick<ThemeResult, 'before' | 'after'>> {
  const campaign = await openCampaignInView(rows, request.campaign, request.account);
  const before = await sharesOf(rows, campaign);
  if (!before.some((one) => one.code === request.theme)) throw unknownTheme(before);
  const weights = new Map([
    ...(await rows.profiles.themeWeights(campaign.code)),
    [request.theme, request.weight],
  ]);
  if (leavesNoTheme(campaign.settings.themes, weights)) throw noneLeft();
  return { before, after: await sharesOf(rows, campaign, weights) };
}

function unknownTheme(themes: ThemeShares): AppError {
  return new AppError({
    code: 'theme-unknown',
    kind: 'not-found',
    message: 'La campagne n’a pas ce thème.',
    hint: `Ses thèmes : ${themes.map((one) => one.code).join(', ')}.`,
  });
}

function noneLeft(): AppError {
  return new AppError({
    code: 'theme-none-left',
    kind: 'conflict',
    message: 'Il ne resterait aucun thème à proposer à tous.',
    hint: 'Donnez d’abord du poids à un autre thème.',
  });
}
