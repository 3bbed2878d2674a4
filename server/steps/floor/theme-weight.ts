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
export function weighTheme(deps: ProfileDeps, request: ThemeRequest): ThemeResult {
  refuseReason(request.reason);
  if (!request.apply) return deps.store.read((rows) => ({ ...planned(rows, request), id: null }));
  const id = profileId(deps.chance);
  return deps.store.write((rows) => {
    const { before, after } = planned(rows, request);
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
    rows.profiles.add(row, []);
    auditProfile(rows, row, { action: 'theme', records: 0 });
    return { id, before, after };
  });
}

/** Themes of a campaign with their weights. AppErrors `campaign-unknown`, `campaign-purged`. */
export function listThemes(
  { store }: { readonly store: Store },
  request: { readonly campaign: string; readonly account: AccountRow },
): ThemeShares {
  return store.read((rows) => sharesOf(rows, campaignInView(rows, request.campaign, request.account)));
}

/** With the weights in force, or one of them changed. */
function sharesOf(
  rows: StoreReader,
  { code, settings }: CampaignRow,
  weights: ReadonlyMap<string, number> = rows.profiles.themeWeights(code),
): ThemeShares {
  const isForAll = themesForAll(settings.themes).length === settings.themes.length;
  return themeShares(settings, weights, isForAll ? [] : rows.profiles.classCounts(code));
}

function planned(rows: StoreReader, request: ThemeRequest): Pick<ThemeResult, 'before' | 'after'> {
  const campaign = openCampaignInView(rows, request.campaign, request.account);
  const before = sharesOf(rows, campaign);
  if (!before.some((one) => one.code === request.theme)) throw unknownTheme(before);
  const weights = new Map([...rows.profiles.themeWeights(campaign.code), [request.theme, request.weight]]);
  if (leavesNoTheme(campaign.settings.themes, weights)) throw noneLeft();
  return { before, after: sharesOf(rows, campaign, weights) };
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
