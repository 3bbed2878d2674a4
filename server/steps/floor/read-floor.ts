import { countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { FloorAgent, FloorFrozen } from '../../../shared/floor-board.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { countedAgreements, upliftsOf } from '../../domain/indicators/agreement-sums.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

export interface FloorCampaign {
  readonly code: string;
  readonly state: string;
  readonly currency: Currency;
  readonly due: number;
  readonly later: number;
  readonly callbacks: number;
  readonly leased: number;
}

export interface FloorView {
  readonly nowMs: number;
  readonly agents: readonly FloorAgent[];
  readonly campaigns: readonly FloorCampaign[];
  readonly frozen: readonly FloorFrozen[];
}

/** The floor now: agents of the lead's campaigns, their state and figures of the day, and each queue's depth. */
export async function readFloor(
  deps: { readonly store: Store; readonly clock: Clock },
  request: { readonly lead: AccountRow },
): Promise<FloorView> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read((rows) => floorOf(rows, request.lead, nowMs));
}

/** The same within one snapshot. */
export async function floorOf(rows: StoreReader, lead: AccountRow, nowMs: number): Promise<FloorView> {
  return {
    nowMs,
    agents: await floorAgents(rows, lead, nowMs),
    campaigns: await inTurn.flatMap(lead.campaigns, (code) => floorCampaign(rows, code, nowMs)),
    frozen: await inTurn.map(
      await rows.frozen.open(lead.campaigns),
      async ({ recordId, campaign, agent, atMs }) => {
        return { recordId, campaign, login: (await rows.accounts.byId(agent))?.login ?? '', atMs };
      },
    ),
  };
}

async function floorAgents(
  rows: StoreReader,
  lead: AccountRow,
  nowMs: number,
): Promise<readonly FloorAgent[]> {
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const presence = new Map((await rows.floor.presence()).map((row) => [row.agent, row]));
  const mine = (await rows.accounts.all()).filter(
    (one) =>
      one.role === 'agent' && !one.disabled && one.campaigns.some((code) => lead.campaigns.includes(code)),
  );
  return await inTurn.map(mine, async (one) => {
    const now = presence.get(one.id);
    const today = { fromMs: dayStartMs, toMs: nowMs + 1 };
    const agreements = countedAgreements(await rows.agreements.ofAgent(one.id, today), today.toMs);
    const count = async (wanted: 'useful' | 'any') =>
      [...(await rows.calls.ofAgent(one.id, today))].reduce(
        (sum, [code, n]) => sum + (wanted === 'any' || dispositionOf(code)?.[wanted] ? n : 0),
        0,
      );
    return {
      login: one.login,
      displayName: one.displayName,
      state: now?.state ?? 'away',
      sinceMs: now?.sinceMs ?? nowMs,
      pauseAsked: (now?.pauseAskedMs ?? null) !== null,
      campaign: now?.campaign ?? '',
      calls: await count('any'),
      useful: await count('useful'),
      agreements: agreements.length,
      uplifts: upliftsOf(agreements),
      callbacks: await rows.records.callbacksOf(one.id, Number.MAX_SAFE_INTEGER),
    };
  });
}

async function floorCampaign(
  rows: StoreReader,
  code: string,
  nowMs: number,
): Promise<readonly FloorCampaign[]> {
  const campaign = await rows.campaigns.byCode(code);
  if (!campaign) return [];
  const leased = (await rows.records.countByState(code)).leased;
  const currency: Currency = countryFacts(campaign.country).currency;
  return [{ code, state: campaign.state, currency, leased, ...(await rows.records.queueDepth(code, nowMs)) }];
}
