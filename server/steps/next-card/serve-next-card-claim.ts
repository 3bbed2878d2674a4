import { inTurn } from '../../../shared/in-turn.ts';
import { triesOf } from '../../domain/call/call-result-record.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { queueLooks } from '../../domain/next-card/next-card.ts';
import { heldUntilMs } from '../../domain/next-card/next-card-guard.ts';
import type { DeskClaim, DonorHistory } from '../../ports/desk.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { themeOfCard } from '../floor/theme-of-card.ts';
import { closeWaiting } from '../records/close-waiting.ts';
import { leaseMsOf } from '../records/renew-lease.ts';
import { standingStop } from '../records/standing-stop.ts';
import { campaignOfCall, holdEdition, unapprovedParts } from '../script/edition-in-force.ts';
import { campaignsToPractise } from '../shift/training-gate.ts';
import { campaignsOutsideContract } from '../staff/contract-gate.ts';
import { trail } from '../trail.ts';
import { donorHistory } from './donor-history.ts';
import { holdUnchecked } from './hold-unchecked.ts';
import { type NumberWait, numberWait, putOffTogether } from './shared-numbers.ts';

export interface Claimed {
  readonly lease: LeaseRow;
  readonly record: RecordRow;
  readonly campaign: CampaignRow;
  /** The agent had this card already: a reconnection. */
  readonly again: boolean;
  /** What the record was judged by, when it has just been. */
  readonly known?: DonorHistory;
}

export interface ClaimQuestion extends DeskClaim {
  readonly rules: CallingRules;
}

/** Records put off in one transaction before it commits and another begins: agents' claims never wait long. */
const MAX_PUT_OFF = 50;

/** `put-off`: only records that must wait were found so far; ask again. */
export type ClaimAnswer = Claimed | 'put-off' | undefined;

/** The card on the agent's screen. Within one transaction. */
export async function heldCard(
  rows: StoreWriter,
  { agent, nowMs }: ClaimQuestion,
): Promise<Claimed | undefined> {
  const lease = await rows.records.leaseOfAgent(agent.id);
  const record = lease && (await rows.records.byId(lease.recordId));
  const campaign = lease && (await campaignOfCall(rows, lease));
  if (!lease || !record || !campaign) return undefined;
  const expiresAtMs = nowMs + (await leaseMsOf(rows, lease.campaign));
  await rows.records.touchLease(lease.callId, nowMs, expiresAtMs);
  await setAtWork(rows, { agent: agent.id, state: 'card', campaign: campaign.code, atMs: nowMs });
  return { lease: { ...lease, expiresAtMs, seenAtMs: nowMs }, record, campaign, again: true };
}

/** The first record of the queue that may be called now, leased; a reservation of the agent ends. Within one transaction. */
export async function newCard(
  rows: StoreWriter,
  question: ClaimQuestion,
  isReserved: boolean,
): Promise<ClaimAnswer> {
  const { agent, callId, nowMs, rules } = question;
  const campaigns = await servedCampaigns(rows, question);
  for (const { row } of campaigns) {
    await holdUnchecked(rows, row, nowMs);
    await holdEdition(rows, row, nowMs);
  }
  const looks = queueLooks({ campaigns, nowMs, rules });
  const campaignOf = (code: string) => campaigns.find(({ row }) => row.code === code)?.row;
  const themeOf = async (code: string, recordId: number) => {
    const campaign = campaignOf(code);
    return campaign ? await themeOfCard(rows, campaign, recordId) : '';
  };
  const leaseMs = (code: string) => (campaignOf(code)?.settings.cadence.leaseMinutes ?? 0) * 60_000;
  for (let putOff = 0; putOff < MAX_PUT_OFF; putOff += 1) {
    const claimed = await rows.records.claim({ agent: agent.id, callId, looks, nowMs, leaseMs, themeOf });
    if (!claimed) return undefined;
    if (isReserved) await rows.records.endReservation(agent.id);
    const campaign = campaignOf(claimed.record.campaign);
    const known = await donorHistory(rows, claimed.record);
    if (!campaign || (await mustWait(rows, { record: claimed.record, campaign, question, known }))) continue;
    await setAtWork(rows, { agent: agent.id, state: 'card', campaign: campaign.code, atMs: nowMs });
    return { ...claimed, campaign, again: false, known };
  }
  return 'put-off';
}

export interface OpenCampaign {
  readonly row: CampaignRow;
  readonly areas: readonly string[];
  readonly weights: readonly number[];
}

/** The agent's campaigns that are open, not paused by a lead, and say what was approved. */
async function campaignsInForce(
  rows: StoreReader,
  { agent, nowMs }: { readonly agent: Pick<AccountRow, 'campaigns'>; readonly nowMs: number },
): Promise<readonly CampaignRow[]> {
  return await inTurn.flatMap(agent.campaigns, async (code) => {
    const row = await rows.campaigns.byCode(code);
    return row?.state === 'open' &&
      !(await rows.steering.pauseOf(code, nowMs)) &&
      !(await unapprovedParts(rows, row))[0]
      ? [row]
      : [];
  });
}

async function withPlaces(rows: StoreReader, row: CampaignRow): Promise<OpenCampaign> {
  return { row, areas: await rows.records.areas(row.code), weights: await rows.profiles.weights(row.code) };
}

type ServedQuestion = Pick<ClaimQuestion, 'agent' | 'trainsElsewhere' | 'nowMs'>;

/**
 * The open campaigns whose practice the agent has passed, within the days of their contract, with the places in
 * their queues.
 */
export async function servedCampaigns(
  rows: StoreReader,
  question: ServedQuestion,
): Promise<readonly OpenCampaign[]> {
  return await inTurn.map(await campaignsServed(rows, question), (row) => withPlaces(rows, row));
}

/** The same without a look at their queues. */
export async function campaignsServed(
  rows: StoreReader,
  { agent, trainsElsewhere, nowMs }: ServedQuestion,
): Promise<readonly CampaignRow[]> {
  const closed = new Set([
    ...(await campaignsToPractise(rows, agent, trainsElsewhere)),
    ...(await campaignsOutsideContract(rows, agent, nowMs)),
  ]);
  const campaigns = agent.campaigns.filter((code) => !closed.has(code));
  return await campaignsInForce(rows, { agent: { campaigns }, nowMs });
}

interface Found {
  readonly record: RecordRow;
  readonly campaign: CampaignRow;
  readonly question: Pick<ClaimQuestion, 'nowMs' | 'rules'>;
  readonly known: DonorHistory;
}

/** A record found that may not be called now leaves the front of the queue, and its lease ends. */
export async function mustWait(rows: StoreWriter, found: Found): Promise<boolean> {
  const { record, question } = found;
  if (await closeStopped(rows, record, question.nowMs)) return true;
  const wait = await waitOf(rows, found);
  if (wait === undefined) return false;
  await rows.records.update(record.id, { state: 'ready', dueAtMs: wait.untilMs });
  await putOffTogether(rows, wait);
  return true;
}

/** When the record may be called, if not now; changes nothing. */
export async function waitsUntilMs(rows: StoreReader, found: Found): Promise<number | undefined> {
  return (await waitOf(rows, found))?.untilMs;
}

/** The longer of two waits: its own, and that of its numbers. */
async function waitOf(rows: StoreReader, found: Found): Promise<NumberWait | undefined> {
  const { record: row, campaign, question, known } = found;
  const { settings } = campaign;
  const others = known.elsewhere.map(({ record, calls }) => ({
    ...record,
    tries: triesOf({ history: calls }),
  }));
  const own = triesOf({ history: known.own });
  const heldMs = heldUntilMs({ row, settings, others, own, nowMs: question.nowMs, rules: question.rules });
  const wait = await numberWait(rows, { record: row, campaign, question, own });
  return heldMs === undefined || (wait && wait.untilMs >= heldMs) ? wait : { untilMs: heldMs, others: [] };
}

/** An act for the person stands against the record: it is closed as the act closes records, and true. */
export async function closeStopped(rows: StoreWriter, record: RecordRow, atMs: number): Promise<boolean> {
  const stop = await standingStop(rows, record);
  if (stop === undefined) return false;
  if (stop === 'withdrawal' || stop === 'listing')
    await closeWaiting(rows, { recordId: record.id, kind: stop }, atMs);
  else await closeSuppressed(rows, record, atMs);
  return true;
}

/** On the charity's list although still open: closed as the list closes records (EF_DNC), outside production if never called. */
export async function closeSuppressed(rows: StoreWriter, record: RecordRow, atMs: number): Promise<void> {
  const state = record.disposition === null ? 'excluded' : 'closed';
  await rows.records.update(record.id, { state, disposition: 'EF_DNC', closedAtMs: atMs, owner: null });
  await trail(rows, { actor: 'system', atMs })('record.suppressed', String(record.id), {
    campaign: record.campaign,
    reason: 'Liste d’opposition',
  });
}
