import { HOUSE_ZONE } from '../../../shared/time.ts';
import type { CallingRules } from '../calling-rules/calling-rules.ts';
import type { CallPart } from '../calling-rules/calling-rules-spans.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Look } from '../next-card/next-card.ts';
import type { CalledCampaign, QueuedRecord } from '../next-card/next-card-record.ts';
import { uncalledRecord } from '../next-card/uncalled-record.ts';
import { type CallSetting, type PlayedCall, playCall, type SimulatedLife } from './simulation-call.ts';
import { seededDice } from './simulation-dice.ts';
import { simulatedDonor } from './simulation-donors.ts';
import { Heap } from './simulation-heap.ts';
import { LotQueue } from './simulation-lot-queue.ts';
import { middleOdds } from './simulation-odds.ts';
import {
  orderedLooks,
  returnsAtMs,
  type SimulationOrder,
  settingsFor,
  waitsUntilMs,
} from './simulation-order.ts';
import { SimulationQueue } from './simulation-queue.ts';
import type { SimulationReach } from './simulation-reach.ts';
import { newTally, type SimulationTally, tallyClosing, tallyTry } from './simulation-tally.ts';

export interface SimulationRequest {
  readonly settings: CampaignSettings;
  readonly records: number;
  readonly agents: number;
  readonly order: SimulationOrder;
  readonly reach: SimulationReach;
  readonly rules: CallingRules;
  readonly seed: number;
  /** Told of every try; for tests. */
  readonly onTry?: (one: SimulatedCall) => void;
}

/** @internal for tests */
export interface SimulatedCall {
  readonly recordId: number;
  readonly area: string;
  readonly atMs: number;
  readonly endedAtMs: number;
  readonly part: CallPart;
  readonly queue: QueuedRecord['queue'];
  readonly code: string;
  readonly counted: boolean;
}

interface Agent {
  readonly name: string;
  freeAtMs: number;
}

/** Agents take cards on whole minutes: looks are worked out once a minute. */
const MINUTE_MS = 60_000;
/** How often an agent without a card looks again in hours; day-parts begin on such minutes. */
const POLL_MINUTES = 5;
/** Cards put off in a row before the agent waits. */
const MAX_PUT_OFF = 200;

/**
 * Plays one campaign from its first allowed hour to its end, call by call, with the rules that serve real cards: looks and
 * guard of the queue, effect of each outcome on its record, cadence, windows and holidays, ask ladder. Only donors, chance
 * and the base are not real. Pure: the same request gives the same tally.
 */
export function simulateCampaign(request: SimulationRequest): SimulationTally {
  return new Floor(request).run();
}

function campaignOf(settings: CampaignSettings): CalledCampaign {
  const { code, charity, kind, country, name } = settings;
  return { code, charity: charity.code, kind, country, name, settings, scriptVersion: '' };
}

function midnightMs(date: string, daysLater: number): number {
  return Temporal.PlainDate.from(date).add({ days: daysLater }).toZonedDateTime(HOUSE_ZONE).epochMilliseconds;
}

class Floor {
  readonly #request: SimulationRequest;
  readonly #setting: CallSetting;
  readonly #lives = new Map<number, SimulatedLife>();
  readonly #queue: SimulationQueue | LotQueue;
  readonly #agents = new Heap<Agent>(
    (a, b) => a.freeAtMs < b.freeAtMs || (a.freeAtMs === b.freeAtMs && a.name < b.name),
  );
  readonly #areas: readonly string[];
  readonly #endMs: number;
  readonly #tally: SimulationTally;
  #opening = { fromMs: 0, atMs: -1 };
  #looks: { readonly atMs: number; readonly looks: readonly Look[] } = { atMs: -1, looks: [] };

  constructor(request: SimulationRequest) {
    const { settings, order, seed, reach, rules } = request;
    this.#request = request;
    const campaign = campaignOf(settingsFor(order, settings));
    this.#setting = { campaign, rules, reach, dice: seededDice(seed) };
    const lots = seededDice(seed + 1);
    let lot = 0;
    this.#queue = order === 'random' ? new LotQueue(() => lots.roll(lot++)) : new SimulationQueue();
    const startMs = midnightMs(settings.starts, 0);
    this.#endMs = midnightMs(settings.ends, 1);
    this.#fill(startMs);
    this.#areas = [...new Set([...this.#lives.values()].map(({ row }) => row.area))].toSorted();
    const opensMs = this.#opensAtMs(startMs);
    this.#tally = newTally(request.records, opensMs);
    for (let at = 1; at <= request.agents; at += 1) this.#agents.push({ name: `S${at}`, freeAtMs: opensMs });
  }

  run(): SimulationTally {
    for (let agent = this.#agents.pop(); agent; agent = this.#agents.pop()) {
      const nowMs = Math.ceil(agent.freeAtMs / MINUTE_MS) * MINUTE_MS;
      if (nowMs >= this.#endMs) continue;
      const row = this.#claim(agent.name, nowMs);
      // A card comes back to the queue as soon as it is played: an empty queue stays empty.
      if (!row && this.#queue.size === 0) continue;
      agent.freeAtMs = row ? this.#call(row, agent.name, nowMs) : this.#wakesAtMs(nowMs);
      this.#agents.push(agent);
    }
    for (const { row } of this.#lives.values()) {
      if (row.state === 'closed') continue;
      tallyClosing(this.#tally, { code: 'EF_CLOTURE', yes: undefined, atMs: this.#endMs });
    }
    return this.#tally;
  }

  #fill(dueAtMs: number): void {
    const { records, reach, settings } = this.#request;
    const { code: campaign, country } = settings;
    const population = { campaign, country, reach, middle: middleOdds(reach), dice: this.#setting.dice };
    for (let id = 1; id <= records; id += 1) {
      const simulated = simulatedDonor(id, population);
      const row = uncalledRecord(simulated, { campaign, dueAtMs });
      this.#lives.set(id, { row, simulated, history: [], hadCallback: false });
      this.#queue.add(row);
    }
  }

  #claim(agent: string, nowMs: number): QueuedRecord | undefined {
    const question = this.#question(nowMs);
    if (this.#looks.atMs !== nowMs) this.#looks = { atMs: nowMs, looks: orderedLooks(question) };
    for (let putOff = 0; putOff < MAX_PUT_OFF; putOff += 1) {
      const row = this.#queue.claim(this.#looks.looks, agent);
      if (!row) return undefined;
      const dueAtMs = waitsUntilMs(row, question);
      if (dueAtMs === undefined) return row;
      this.#keep({ ...this.#lifeOf(row.id).row, dueAtMs });
    }
    return undefined;
  }

  #question(nowMs: number) {
    const { order, settings, rules } = this.#request;
    const asked = this.#setting.campaign.settings;
    return { order, code: settings.code, settings: asked, areas: this.#areas, nowMs, rules };
  }

  /** When an agent without a card looks again: agents do not poll through the night. */
  #wakesAtMs(nowMs: number): number {
    const pollMs = nowMs + POLL_MINUTES * MINUTE_MS;
    return Math.max(pollMs, this.#queue.nextDueAtMs() ?? 0, this.#opensAtMs(nowMs));
  }

  /** The first instant from now on at which some place may be called, appointments included. */
  #opensAtMs(fromMs: number): number {
    if (this.#opening.fromMs <= fromMs && fromMs <= this.#opening.atMs) return this.#opening.atMs;
    const { rules, campaign } = this.#setting;
    const place = { settings: campaign.settings, appointment: true, fromMs };
    const openings = this.#areas.map((area) => rules.nextAllowed({ ...place, area })?.atMs ?? this.#endMs);
    this.#opening = { fromMs, atMs: Math.min(...openings) };
    return this.#opening.atMs;
  }

  #keep(row: SimulatedLife['row']): void {
    this.#lifeOf(row.id).row = row;
    this.#queue.add(row);
  }

  #lifeOf(id: number): SimulatedLife {
    return this.#lives.get(id) as SimulatedLife;
  }

  /** Returns when the agent is free. */
  #call({ id, queue, area }: QueuedRecord, agent: string, startedAtMs: number): number {
    const played = playCall({ life: this.#lifeOf(id), agent, startedAtMs }, this.#setting);
    const { result, part, counted, endedAtMs } = played;
    tallyTry(this.#tally, { ...played, isCallback: queue === 'callback' });
    const { code } = result;
    this.#request.onTry?.({ recordId: id, area, atMs: startedAtMs, endedAtMs, part, queue, code, counted });
    this.#settle(played);
    return endedAtMs;
  }

  /** Closed and counted, or back in the queue; a baseline's maximum is held here, since its settings have none. */
  #settle({ row, result, endedAtMs }: PlayedCall): void {
    const { order, settings } = this.#request;
    const isOver =
      order !== 'cadence' && row.queue === 'retry' && row.attempts >= settings.cadence.maxAttempts;
    if (row.state !== 'closed' && !isOver) {
      this.#keep({ ...row, dueAtMs: returnsAtMs(row, this.#question(endedAtMs)) });
      return;
    }
    this.#lifeOf(row.id).row = { ...row, state: 'closed' };
    const exhausted = row.argued ? 'RA_REFLEX' : 'EF_EPUISE';
    const code = row.state === 'closed' ? (row.disposition ?? '') : exhausted;
    tallyClosing(this.#tally, { code, yes: result.yes, atMs: endedAtMs });
  }
}
