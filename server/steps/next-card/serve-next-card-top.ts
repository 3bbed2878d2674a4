import type { StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { themeOfCard } from '../floor/theme-of-card.ts';
import { holdEdition } from '../script/edition-in-force.ts';
import { enforceDue } from '../script/script-enforce.ts';
import { donorHistory } from './donor-history.ts';
import { holdUnchecked } from './hold-unchecked.ts';
import {
  type ClaimAnswer,
  type Claimed,
  type ClaimQuestion,
  closeStopped,
  heldCard,
  newCard,
  servedCampaigns,
  waitsUntilMs,
} from './serve-next-card-claim.ts';

type Found = Pick<Claimed, 'record' | 'campaign'>;

/**
 * The agent's card: the one on screen if any, else one that a lead put on top for them, else the first record of the queue
 * that may be called now, leased. Within one transaction.
 */
export async function claimCard(rows: StoreWriter, question: ClaimQuestion): Promise<ClaimAnswer> {
  const atHand = await rows.records.atHand(question.agent.id);
  const held = atHand.leased ? await heldCard(rows, question) : undefined;
  if (held) return held;
  // Between two calls: a version whose instant has come is the one this card is served with.
  for (const code of question.agent.campaigns) await enforceDue(rows, code, question.nowMs);
  const top = atHand.onTop ? await topCard(rows, question) : undefined;
  return top ?? (await newCard(rows, question, atHand.reserved));
}

async function topCard(rows: StoreWriter, question: ClaimQuestion): Promise<Claimed | undefined> {
  const waiting = await rows.steering.onTop(question.agent.id);
  if (waiting.length === 0) return undefined;
  const campaigns = (await servedCampaigns(rows, question)).map(({ row }) => row);
  for (const campaign of campaigns) await holdUnchecked(rows, campaign, question.nowMs);
  for (const recordId of waiting) {
    const record = await rows.records.byId(recordId);
    const campaign = campaigns.find(({ code }) => code === record?.campaign);
    if (record && campaign && (await mayBeCalled(rows, { record, campaign }, question)))
      return await take(rows, { record, campaign }, question);
  }
  return undefined;
}

/**
 * The rules of the queue hold: ready and not on hold, its hour has come, its place is open, the donor is not resting from
 * another campaign. One that must wait keeps its place for later; a donor of the list of objections closes as in the queue.
 */
async function mayBeCalled(
  rows: StoreWriter,
  { record, campaign }: Found,
  question: ClaimQuestion,
): Promise<boolean> {
  const { nowMs, rules } = question;
  if (record.state !== 'ready' || record.hold !== null || record.dueAtMs > nowMs) return false;
  if (await closeStopped(rows, record, nowMs)) return false;
  const place = { areas: [record.area], atMs: nowMs, settings: campaign.settings };
  if (rules.openAreas({ ...place, appointment: record.queue === 'callback' }).length === 0) return false;
  const known = await donorHistory(rows, record);
  return (await waitsUntilMs(rows, { record, campaign, question, known })) === undefined;
}

async function take(
  rows: StoreWriter,
  { record, campaign }: Found,
  question: ClaimQuestion,
): Promise<Claimed> {
  const { agent, callId, nowMs } = question;
  await rows.records.endReservation(agent.id);
  await holdEdition(rows, campaign, nowMs);
  const lease = await rows.records.take({
    recordId: record.id,
    callId,
    agent: agent.id,
    nowMs,
    leaseMs: campaign.settings.cadence.leaseMinutes * 60_000,
    why: 'on-top',
    theme: await themeOfCard(rows, campaign, record.id),
  });
  await setAtWork(rows, { agent: agent.id, state: 'card', campaign: campaign.code, atMs: nowMs });
  return { lease, record: (await rows.records.byId(record.id)) ?? record, campaign, again: false };
}
