import type { Card, NextCard } from '../../../shared/card.ts';
import { triesOf } from '../../domain/call/call-result-record.ts';
import { nextTry } from '../../domain/calling-rules/cadence.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { cardForAgent } from '../../domain/next-card/card-for-agent.ts';
import { whyLine } from '../../domain/next-card/why-this-card.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { DeskTold } from '../../ports/desk.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { Store } from '../../ports/store.ts';
import type { Telephony } from '../../ports/telephony.ts';
import type { Vault } from '../../ports/vault.ts';
import { blindContacts } from '../records/blind-contacts.ts';
import { type NotedRecord, notedAtDesk, type OpenedRecord, openNoted } from '../records/open-record.ts';
import { isRecordDamaged } from '../records/set-aside.ts';
import { type Claimed, closeSuppressed } from './serve-next-card-claim.ts';
import { noCard } from './serve-next-card-none.ts';

export interface ServeDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'blind'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly rules: CallingRules;
  /** Absent: a campaign is served once its practice is passed. */
  readonly training?: { readonly elsewhere: boolean };
  /** Absent: nothing dials but the agent. */
  readonly telephony?: Pick<Telephony, 'hasPbx'>;
  /** The number may be copied to the terminal’s clipboard where no line dials. */
  readonly copiesNumber?: boolean;
}
type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

/** Records refused in a row (objections, rests, damages) before the agent is asked to try again. */
const MAX_ROUNDS = 20;
const SOON_MS = 5_000;

/**
 * The agent's next card (step 4 of a record's life, server/README.md): the one already on screen with the same callId,
 * else the best record of their open campaigns that may be called now, leased to them. Donor and numbers are looked up
 * on the charity's objection list; a listed record closes as EF_DNC and the next one is taken; a damaged one is set aside.
 * No card: why, and when to ask.
 */
export async function serveNextCard(deps: ServeDeps, agent: Agent): Promise<NextCard> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const nowMs = deps.clock.nowMs();
    const trainsElsewhere = deps.training?.elsewhere ?? false;
    const { id, campaigns } = agent;
    const question = { agent: { id, campaigns }, callId: deps.chance.uuid(), nowMs, trainsElsewhere };
    const claimed = await deps.store.desk.claim(question);
    if (claimed.kind === 'none')
      return await deps.store.write((rows) => noCard(rows, { ...question, rules: deps.rules }));
    if (claimed.kind === 'put-off') continue;
    const served = { ...claimed, noted: notedAtDesk(claimed) };
    const opened = await openUnlessDamaged(deps, served);
    if (!opened) continue;
    const card = await shownCard(deps, served, opened);
    if (card !== 'listed') return { kind: 'card', card };
    await deps.store.write((rows) => closeSuppressed(rows, served.record, nowMs));
  }
  const retryAtMs = deps.clock.nowMs() + SOON_MS;
  return { kind: 'none', why: 'La file se met en ordre, un instant.', retryAtMs };
}

/** A card whose opening stands in the audit log with its lease. */
export interface Served extends Claimed {
  readonly noted: NotedRecord;
}

/** Undefined for one that is damaged: it is held, and the agent gets the next one. */
async function openUnlessDamaged(deps: ServeDeps, served: Served): Promise<OpenedRecord | undefined> {
  try {
    return await openOrGiveBack(deps, served);
  } catch (error) {
    if (isRecordDamaged(error)) return undefined;
    throw error;
  }
}

/** A record that cannot be opened goes back to the queue before the refusal is passed on. */
export async function openOrGiveBack(deps: ServeDeps, { noted, lease }: Served): Promise<OpenedRecord> {
  try {
    return await openNoted(deps, noted);
  } catch (error) {
    await deps.store.write((rows) => rows.records.releaseLease(lease.callId));
    throw error;
  }
}

/** The queue knows donors only; a number or an address on the list is seen once the record is open. */
async function contactBlinds(
  deps: ServeDeps,
  { campaign, again }: Claimed,
  { content }: OpenedRecord,
): Promise<readonly string[]> {
  if (again) return [];
  const { phones, email } = await blindContacts(deps.vault, campaign.charity, content.donor);
  return [...phones, ...email];
}

/** What the agent's screen gets of a record that is leased to them and open; `listed`: it may not be called after all. */
export async function shownCard(
  deps: ServeDeps,
  claimed: Claimed,
  opened: OpenedRecord,
): Promise<Card | 'listed'> {
  const blinds = await contactBlinds(deps, claimed, opened);
  const { lease, campaign, known } = claimed;
  const nowMs = deps.clock.nowMs();
  const about = { lease, record: opened.row, charity: campaign.charity, known, blinds, nowMs };
  const told = await deps.store.desk.tell(about);
  return told.kind === 'listed' ? 'listed' : cardOf(deps, { claimed, opened, told, nowMs });
}

interface CardQuestion {
  readonly claimed: Claimed;
  readonly opened: OpenedRecord;
  readonly told: DeskTold & { readonly kind: 'told' };
  readonly nowMs: number;
}

function cardOf(
  { rules, telephony, copiesNumber }: ServeDeps,
  { claimed, opened, told, nowMs }: CardQuestion,
): Card {
  const { campaign, lease } = claimed;
  const { row, content } = opened;
  const { history, aidsVersion, promisedAtMs, stop, today, elsewhere } = told;
  const why = whyLine({
    why: lease.why,
    row,
    part: rules.partAt(row.area, lease.grantedAtMs),
    zone: zoneOfArea(row.area),
    nowMs: lease.grantedAtMs,
    backAtMs: backAtMs({ row, history, claimedAtMs: lease.grantedAtMs, campaign, rules }),
  });
  const card = cardForAgent({ row, content, campaign, lease, history, why, rules, nowMs });
  // A number that is dialled shows one: without it the agent’s own telephone does.
  const hasLine = telephony?.hasPbx === true && campaign.settings.callerNumber !== undefined;
  return {
    ...card,
    campaign: {
      ...card.campaign,
      ...(aidsVersion === undefined ? {} : { aidsVersion }),
      ...(hasLine ? { hasLine } : {}),
      ...(copiesNumber && !hasLine ? { mayCopyNumber: true } : {}),
    },
    today,
    ...(promisedAtMs === undefined ? {} : { promisedAtMs }),
    ...(stop && { stop }),
    ...(elsewhere.length > 0 && { elsewhere }),
  };
}

interface ReturnQuestion {
  readonly row: OpenedRecord['row'];
  readonly history: readonly CallRow[];
  readonly claimedAtMs: number;
  readonly campaign: Claimed['campaign'];
  readonly rules: CallingRules;
}

/** When the record would come back if nobody answered. */
function backAtMs(question: ReturnQuestion): number | null {
  const { row, history, claimedAtMs: atMs, campaign, rules } = question;
  const outcome = { atMs, part: rules.partAt(row.area, atMs), code: 'NJ_NRP' };
  const next = nextTry({
    past: triesOf({ history }),
    outcome,
    settings: campaign.settings,
    area: row.area,
    rules,
  });
  return next.kind === 'again' ? next.dueAtMs : null;
}
