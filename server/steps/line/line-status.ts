import { needsCheck } from '../../domain/line/pledge-state.ts';
import type { CampaignState } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

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
}

/** Every pledge line, in the order of their codes. */
export async function lineStatuses(rows: StoreReader): Promise<readonly LineStatus[]> {
  const all: LineStatus[] = [];
  for (const { code, name, state, settings } of await rows.lines.all()) {
    const pledges = (await rows.pledges.ofCampaign(code)).filter((one) => one.state !== 'withdrawn');
    const isToCheck = (one: (typeof pledges)[number]) =>
      one.state === 'recorded' && needsCheck(settings, one.amountMinor);
    all.push({
      ...{ code, name, state, starts: settings.starts, ends: settings.ends, pledges: pledges.length },
      toCheck: pledges.filter(isToCheck).length,
      unsent: pledges.filter(({ sending }) => sending === 'refused' || sending === 'uncertain').length,
      untold: (await rows.pledges.untold(code, Number.MAX_SAFE_INTEGER)).length,
    });
  }
  return all;
}
