import { needsCheck } from '../../domain/line/pledge-state.ts';
import { PART_WORDS } from '../../domain/said/part-words.ts';
import type { CampaignState } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';

/** How a pledge line stands, for `plateau status`: counts only. */
export interface LineStatus {
  readonly code: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly starts: string;
  readonly ends: string;
  /** Withdrawn ones left out. */
  readonly pledges: number;
  /** Large ones that a lead has not called back about: their link waits. */
  readonly toCheck: number;
  /** Links that no relay took, or that may have left. */
  readonly unsent: number;
  /** Pledges that something happened to, which no daily file has told. */
  readonly untold: number;
  /** Labels of its parts that say something else than what was approved: nobody reads them to callers, no link leaves. */
  readonly unapproved: readonly string[];
}

/** Every pledge line, in the order of their codes. */
export async function lineStatuses(rows: StoreReader): Promise<readonly LineStatus[]> {
  const all: LineStatus[] = [];
  for (const line of await rows.lines.all()) {
    const { code, name, state, settings } = line;
    const unapproved = state === 'open' ? await unapprovedParts(rows, line) : [];
    const pledges = (await rows.pledges.ofCampaign(code)).filter((one) => one.state !== 'withdrawn');
    const isToCheck = (one: (typeof pledges)[number]) =>
      one.state === 'recorded' && needsCheck(settings, one.amountMinor);
    all.push({
      ...{ code, name, state, starts: settings.starts, ends: settings.ends, pledges: pledges.length },
      toCheck: pledges.filter(isToCheck).length,
      unsent: pledges.filter(({ sending }) => sending === 'refused' || sending === 'uncertain').length,
      untold: (await rows.pledges.untold(code, Number.MAX_SAFE_INTEGER)).length,
      unapproved: unapproved.map((kind) => PART_WORDS[kind].label),
    });
  }
  return all;
}
