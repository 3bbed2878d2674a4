import { countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { FloorAgent, FloorFrozen } from '../../../shared/floor-board.ts';
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
export function readFloor(
  deps: { readonly store: Store; readonly clock: Clock },
  request: { readonly lead: AccountRow },
): FloorView {
  const nowMs = deps.clock.nowMs();
  return deps.store.read((rows) => floorOf(rows, request.lead, nowMs));
}

/** The same within one snapshot. */
export function floorOf(rows: StoreReader, lead: AccountRow, nowMs: number): FloorView {
  return {
    nowMs,
    agents: floorAgents(rows, lead, nowMs),
    campaigns: lead.campaigns.flatMap((code) => floorCampaign(rows, code, nowMs)),
    frozen: rows.frozen.open(lead.campaigns).map(({ recordId, campaign, agent, atMs }) => {
      return { recordId, campaign, login: rows.accounts.byId(agent)?.login ?? '', atMs };
    }),
  };
}

function floorAgents(rows: StoreReader, lead: AccountRow, nowMs: number): readonly FloorAgent[] {
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const presence = new Map(rows.floor.presence().map((row) => [row.agent, row]));
  const mine = rows.accounts
    .all()
    .filter(
      (one) =>
        one.role === 'agent' && !one.disabled && one.campaigns.some((code) => lead.campaigns.includes(code)),
    );
  return mine.map((one) => {
    const now = presence.get(one.id);
    const today = { fromMs: dayStartMs, toMs: nowMs + 1 };
    const agreements = countedAgreements(rows.agreements.ofAgent(one.id, today), today.toMs);
    const count = (wanted: 'useful' | 'any') =>
      [...rows.calls.ofAgent(one.id, today)].reduce(
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
      calls: count('any'),
      useful: count('useful'),
      agreements: agreements.length,
      uplifts: upliftsOf(agreements),
      callbacks: rows.records.callbacksOf(one.id, Number.MAX_SAFE_INTEGER),
    };
  });
}

function floorCampaign(rows: StoreReader, code: string, nowMs: number): readonly FloorCampaign[] {
  const campaign = rows.campaigns.byCode(code);
  if (!campaign) return [];
  const leased = rows.records.countByState(code).leased;
  const currency: Currency = countryFacts(campaign.country).currency;
  return [{ code, state: campaign.state, currency, leased, ...rows.records.queueDepth(code, nowMs) }];
}
