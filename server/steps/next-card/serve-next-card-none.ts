import type { NextCard } from '../../../shared/card.ts';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { sayWhen } from '../../domain/calling-rules/calling-rules-words.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { unapprovedParts } from '../script/edition-in-force.ts';
import { dayNow } from '../shift/day-now.ts';
import { campaignsToPractise, PRACTISE_FIRST } from '../shift/training-gate.ts';
import { campaignsOutsideContract, contractRefusal } from '../staff/contract-gate.ts';
import { type ClaimQuestion, type OpenCampaign, servedCampaigns } from './serve-next-card-claim.ts';

type None = Extract<NextCard, { kind: 'none' }>;
type OpenCampaigns = readonly OpenCampaign[];

const MINUTE_MS = 60_000;
/** An empty queue is asked again at least that often: a lease may come back, a file may be imported. */
const EMPTY_RETRY_MS = MINUTE_MS;
const NO_WORK_RETRY_MS = 10 * MINUTE_MS;

/**
 * Why the agent has no card, in French, when to ask again, and where they stand in their day. Production hours run while a
 * queue is open, and stop out of hours. Within one transaction.
 */
export async function noCard(rows: StoreWriter, question: ClaimQuestion): Promise<None> {
  const { agent, nowMs } = question;
  const promisedAtMs = await rows.records.nextCallbackOf(agent.id, nowMs);
  const told = {
    today: await dayNow(rows, agent, nowMs),
    ...(promisedAtMs === undefined ? {} : { promisedAtMs }),
  };
  return { ...(await whyNoCard(rows, question)), ...told };
}

async function whyNoCard(rows: StoreWriter, question: ClaimQuestion): Promise<None> {
  const toPractise = await campaignsToPractise(rows, question.agent, question.trainsElsewhere);
  const campaigns = await servedCampaigns(rows, question);
  if (
    campaigns.length === 0 &&
    (await campaignsOutsideContract(rows, question.agent, question.nowMs)).length > 0
  ) {
    await stopProduction(rows, question);
    const why = await contractRefusal(rows, question.agent, question.nowMs);
    return none(why, question.nowMs + NO_WORK_RETRY_MS);
  }
  if (toPractise.length === 0) return await noCardOf(rows, campaigns, question);
  if (campaigns.length > 0) return { ...(await noCardOf(rows, campaigns, question)), toPractise };
  await stopProduction(rows, question);
  return { ...none(PRACTISE_FIRST, question.nowMs + NO_WORK_RETRY_MS), toPractise };
}

async function noCardOf(rows: StoreWriter, campaigns: OpenCampaigns, question: ClaimQuestion): Promise<None> {
  const { agent, nowMs } = question;
  const now = opening(campaigns, question);
  if (now.open) {
    const campaign = (await rows.floor.presenceOf(agent.id))?.campaign || (campaigns[0]?.row.code ?? '');
    await setAtWork(rows, { agent: agent.id, state: 'waiting', campaign, atMs: nowMs });
    return await emptyQueue(rows, campaigns, { nowMs, opensAtMs: now.nextAtMs });
  }
  await stopProduction(rows, question);
  if (campaigns.length === 0 && (await isPaused(rows, question)))
    return none('Votre chef d’équipe a suspendu les appels de votre campagne.', nowMs + EMPTY_RETRY_MS);
  if (campaigns.length === 0 && (await isUnapproved(rows, question)))
    return none(
      'Les textes de votre campagne ne sont pas tels qu’approuvés : dites-le à votre chef d’équipe.',
      nowMs + EMPTY_RETRY_MS,
    );
  if (campaigns.length === 0)
    return none('Aucune campagne ne vous est ouverte : voyez votre chef d’équipe.', nowMs + NO_WORK_RETRY_MS);
  if (campaigns.every((one) => one.areas.length === 0))
    return none('File vide : il ne reste aucune fiche à appeler.', nowMs + EMPTY_RETRY_MS);
  if (now.nextAtMs === null)
    return none('Vos campagnes n’ont plus d’heures d’appel.', nowMs + NO_WORK_RETRY_MS);
  return none(`Hors des heures d’appel jusqu’à ${sayWhen(now.nextAtMs, nowMs, HOUSE_ZONE)}.`, now.nextAtMs);
}

/** Some campaign of the agent is open, and a lead has stopped its calls for the day. */
async function isPaused(rows: StoreReader, { agent, nowMs }: ClaimQuestion): Promise<boolean> {
  return await inTurn.some(
    agent.campaigns,
    async (code) =>
      (await rows.campaigns.byCode(code))?.state === 'open' && (await rows.steering.pauseOf(code, nowMs)),
  );
}

/** Some campaign of the agent is open, and says something else than what was approved. */
async function isUnapproved(rows: StoreReader, { agent }: ClaimQuestion): Promise<boolean> {
  return await inTurn.some(agent.campaigns, async (code) => {
    const row = await rows.campaigns.byCode(code);
    return row?.state === 'open' && (await unapprovedParts(rows, row)).length > 0;
  });
}

function none(why: string, retryAtMs: number): None {
  return { kind: 'none', why, retryAtMs };
}

/** Is some place of the queues open now, and when does the next one that is not? */
function opening(
  campaigns: OpenCampaigns,
  { nowMs, rules }: ClaimQuestion,
): { readonly open: boolean; readonly nextAtMs: number | null } {
  const answers = campaigns.flatMap(({ row, areas }) =>
    areas.map((area) => rules.mayCall({ area, atMs: nowMs, settings: row.settings })),
  );
  const nexts = answers.flatMap((one) => (one.ok || one.nextAtMs === null ? [] : [one.nextAtMs]));
  return { open: answers.some((one) => one.ok), nextAtMs: nexts.length === 0 ? null : Math.min(...nexts) };
}

async function emptyQueue(
  rows: StoreReader,
  campaigns: OpenCampaigns,
  { nowMs, opensAtMs }: { readonly nowMs: number; readonly opensAtMs: number | null },
): Promise<None> {
  const dues = await inTurn.flatMap(
    campaigns,
    async ({ row }) => (await rows.records.nextDueAtMs(row.code, nowMs)) ?? [],
  );
  const nextAtMs = Math.min(...dues, opensAtMs ?? Number.POSITIVE_INFINITY);
  const retryAtMs = Math.min(nextAtMs, nowMs + EMPTY_RETRY_MS);
  const held = await inTurn.reduce(
    campaigns,
    async (sum, { row }) => sum + (await rows.records.heldIds(row.code, ['ready'])).length,
    0,
  );
  if (!Number.isFinite(nextAtMs) && held > 0)
    return none(
      `File vide : ${inNumber(held, 'fiche(s) attend(ent)')} un contrôle « Ne m’appelez plus ».`,
      retryAtMs,
    );
  const damaged = await inTurn.reduce(
    campaigns,
    async (sum, { row }) => sum + (await heldDamaged(rows, row.code)),
    0,
  );
  if (!Number.isFinite(nextAtMs) && damaged > 0)
    return none(
      `File vide : ${inNumber(damaged, 'fiche(s) abîmée(s) attend(ent)')} d’être ${agreeing(damaged, 'rendue(s)')}.`,
      retryAtMs,
    );
  if (!Number.isFinite(nextAtMs))
    return none('File vide : les dernières fiches sont en cours d’appel.', retryAtMs);
  return none(
    `File vide pour l’instant, prochaine fiche ${sayWhen(nextAtMs, nowMs, HOUSE_ZONE)}.`,
    retryAtMs,
  );
}

/** Records that would be called, were their content not damaged. */
async function heldDamaged(rows: StoreReader, campaign: string): Promise<number> {
  return (
    await inTurn.filter(
      await rows.damages.open(campaign),
      async ({ kind, recordId }) =>
        kind === 'record' && (await rows.records.byId(recordId))?.hold === 'damaged',
    )
  ).length;
}

async function stopProduction(rows: StoreWriter, { agent, nowMs }: ClaimQuestion): Promise<void> {
  const presence = await rows.floor.presenceOf(agent.id);
  if (presence?.state === 'waiting' && presence.campaign === '') return;
  await rows.floor.switchSpan(agent.id, nowMs);
  await rows.floor.setPresence({ agent: agent.id, state: 'waiting', sinceMs: nowMs, campaign: '' });
}
