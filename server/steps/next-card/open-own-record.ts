import type { Card } from '../../../shared/card.ts';
import { AppError } from '../../../shared/errors.ts';
import { zoned } from '../../../shared/time.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import { sayWhen } from '../../domain/calling-rules/calling-rules-words.ts';
import { STOP_WORDS } from '../../domain/persons/stop-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { QueueBefore } from '../../ports/rows/undos.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { themeOfCard } from '../floor/theme-of-card.ts';
import { standingStop } from '../records/standing-stop.ts';
import { campaignOfCall, holdEdition, unapprovedParts } from '../script/edition-in-force.ts';
import { enforceDue } from '../script/script-enforce.ts';
import { refuseUnpractised } from '../shift/training-gate.ts';
import { refuseOutsideContract } from '../staff/contract-gate.ts';
import { donorHistory } from './donor-history.ts';
import { holdUnchecked } from './hold-unchecked.ts';
import { noteServed } from './note-served.ts';
import { openOrGiveBack, type ServeDeps, shownCard } from './serve-next-card.ts';
import { type Claimed, closeSuppressed, waitsUntilMs } from './serve-next-card-claim.ts';

type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

interface Question {
  readonly agent: Agent;
  readonly recordId: number;
  readonly callId: string;
  readonly nowMs: number;
  readonly rules: ServeDeps['rules'];
}

/** Why that record is not the agent's to open, in French, whatever the hour; undefined when it may be tried. */
export function whyNotOpen(record: RecordRow, agent: string): string | undefined {
  if (record.state === 'leased') return 'La fiche est à l’écran de quelqu’un.';
  if (record.hold === 'ethics') return 'La fiche est mise de côté : votre chef d’équipe décidera.';
  if (record.hold === 'damaged')
    return 'Le contenu de la fiche est abîmé : l’exploitation le rendra d’une sauvegarde.';
  if (record.hold !== null) return 'La fiche attend la vérification de la liste d’opposition.';
  if (record.state !== 'ready') return 'La fiche est close.';
  return record.owner === agent ? undefined : 'La fiche est revenue à la file commune.';
}

/**
 * Opens one of the agent's own records: a callback, due or not, if the donor's place may be called now, or the record whose
 * disposition they have just taken back (the call was made). The same rules as the queue's; asked for the card already on
 * screen, it is the same card. AppErrors `card-open`, `record-unknown`, `record-not-yours`, `record-must-wait`,
 * `record-suppressed`, `practise-first`, `contract-outside`.
 */
export async function openOwnRecord(
  deps: ServeDeps,
  request: { readonly agent: Agent; readonly recordId: number },
): Promise<Card> {
  const { agent } = request;
  const nowMs = deps.clock.nowMs();
  const question = { ...request, callId: deps.chance.uuid(), nowMs, rules: deps.rules };
  const trainsElsewhere = deps.training?.elsewhere ?? false;
  await deps.store.read(async (rows) => {
    await refuseOutsideContract(rows, agent, { recordId: request.recordId, nowMs });
    await refuseUnpractised(rows, agent, { recordId: request.recordId, trainsElsewhere });
  });
  const served = await deps.store.write(async (rows) => {
    const claimed = await take(rows, question);
    return { ...claimed, noted: await noteServed(rows, claimed, question) };
  });
  const opened = await openOrGiveBack(deps, served);
  const card = await shownCard(deps, served, opened);
  if (card !== 'listed') return card;
  await deps.store.write((rows) => closeSuppressed(rows, served.record, nowMs));
  throw refusal('record-suppressed', 'Cette personne est sur la liste d’opposition : la fiche est close.');
}

async function take(rows: StoreWriter, question: Question): Promise<Claimed> {
  const { agent, recordId, callId, nowMs } = question;
  const held = await rows.records.leaseOfAgent(agent.id);
  if (held && held.recordId !== recordId) throw refusal('card-open', 'Une autre fiche est à votre écran.');
  if (!held) for (const code of agent.campaigns) await enforceDue(rows, code, nowMs);
  const { record, campaign } = await known(rows, question);
  if (held)
    return { lease: held, record, campaign: (await campaignOfCall(rows, held)) ?? campaign, again: true };
  await refuseNow(rows, question, { record, campaign });
  await holdEdition(rows, campaign, nowMs);
  const undone = await rows.undos.takenBack(agent.id, recordId);
  const { settings } = campaign;
  const lease = await rows.records.take({
    recordId,
    callId,
    agent: agent.id,
    nowMs,
    leaseMs: settings.cadence.leaseMinutes * 60_000,
    why: undone ? 'undone' : 'chosen',
    theme: await themeOfCard(rows, campaign, record.id),
  });
  if (undone) await rows.records.update(recordId, afterUndo(undone.before, record, nowMs));
  await setAtWork(rows, { agent: agent.id, state: 'card', campaign: campaign.code, atMs: nowMs });
  return { lease, record: (await rows.records.byId(recordId)) ?? record, campaign, again: false };
}

/**
 * The agent took back a call of this very day: its numbers rang and rest until tomorrow for everyone else. From then on they
 * may be on another card, so the record waits like any other.
 */
async function rangToday(
  rows: StoreReader,
  { agent, record, nowMs }: Pick<Question, 'agent' | 'nowMs'> & { readonly record: RecordRow },
): Promise<boolean> {
  const undone = await rows.undos.takenBack(agent.id, record.id);
  const call = undone && (await rows.calls.byId(undone.callId));
  const dayOf = (atMs: number) => zoned(atMs, zoneOfArea(record.area)).toPlainDate().toString();
  return call !== undefined && dayOf(call.endedAtMs) === dayOf(nowMs);
}

/**
 * It was pinned to the agent and due only to find its way back. Left without another ending it waits for the next day: the
 * call that was taken back rang all the same. A callback keeps its hour.
 */
function afterUndo(
  before: QueueBefore,
  { area }: RecordRow,
  nowMs: number,
): Pick<RecordRow, 'owner' | 'dueAtMs'> {
  const tomorrowMs = zoned(nowMs, zoneOfArea(area)).startOfDay().add({ days: 1 }).epochMilliseconds;
  const dueAtMs = before.queue === 'callback' ? before.dueAtMs : Math.max(before.dueAtMs, tomorrowMs);
  return { owner: before.owner, dueAtMs };
}

async function known(rows: StoreReader, { agent, recordId, nowMs }: Question): Promise<Standing> {
  const record = await rows.records.byId(recordId);
  const campaign = record && (await rows.campaigns.byCode(record.campaign));
  if (record && campaign?.state === 'open' && agent.campaigns.includes(campaign.code)) {
    const isOnScreen = async () => (await rows.records.leaseOfRecord(recordId))?.agent === agent.id;
    if ((await rows.steering.pauseOf(campaign.code, nowMs)) && !(await isOnScreen()))
      throw refusal('record-must-wait', 'Votre chef d’équipe a suspendu les appels de cette campagne.');
    if ((await unapprovedParts(rows, campaign))[0] && !(await isOnScreen()))
      throw refusal('record-must-wait', 'Les textes de cette campagne ne sont pas tels qu’approuvés.');
    return { record, campaign };
  }
  throw refusal('record-unknown', 'Cette fiche n’existe pas, ou n’est pas d’une de vos campagnes.');
}

interface Standing {
  readonly record: RecordRow;
  readonly campaign: CampaignRow;
}

/** The rules of the queue for one record: the agent's own, the list of the place, its hours, its rest. */
async function refuseNow(
  rows: StoreWriter,
  question: Question,
  { record, campaign }: Standing,
): Promise<void> {
  const { agent, nowMs, rules } = question;
  await holdUnchecked(rows, campaign, nowMs);
  const fresh = (await rows.records.byId(record.id)) ?? record;
  const why = whyNotOpen(fresh, agent.id);
  if (why !== undefined) throw refusal('record-not-yours', why);
  const stop = await standingStop(rows, fresh);
  if (stop) throw refusal('record-suppressed', STOP_WORDS[stop].closed);
  // Taken back to be recorded otherwise: the call was made, nobody is rung.
  if (await rangToday(rows, { agent, record: fresh, nowMs })) return;
  const isDue = fresh.dueAtMs <= nowMs;
  if (fresh.queue !== 'callback' && !isDue) throw mustWait(fresh.dueAtMs, fresh, nowMs);
  const appointment = fresh.queue === 'callback' && isDue;
  const open = rules.openAreas({
    areas: [fresh.area],
    atMs: nowMs,
    settings: campaign.settings,
    appointment,
  });
  if (open.length === 0) {
    const next = rules.nextAllowed({ area: fresh.area, settings: campaign.settings, fromMs: nowMs })?.atMs;
    throw mustWait(next, fresh, nowMs);
  }
  const known = await donorHistory(rows, fresh);
  const waitsMs = await waitsUntilMs(rows, { record: fresh, campaign, question: { nowMs, rules }, known });
  if (waitsMs !== undefined) throw mustWait(waitsMs, fresh, nowMs);
}

function mustWait(untilMs: number | undefined, record: RecordRow, nowMs: number): AppError {
  const when =
    untilMs === undefined ? '' : ` : pas avant ${sayWhen(untilMs, nowMs, zoneOfArea(record.area))}`;
  return refusal('record-must-wait', `Cette personne ne peut pas être appelée maintenant${when}.`);
}

function refusal(
  code: 'card-open' | 'record-unknown' | 'record-not-yours' | 'record-must-wait' | 'record-suppressed',
  message: string,
): AppError {
  const kind = code === 'record-unknown' ? 'not-found' : 'conflict';
  return new AppError({ code, kind, message, hint: 'Continuez avec la fiche suivante.' });
}
