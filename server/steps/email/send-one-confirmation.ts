import { AppError, isAppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { type ConfirmationMail, canWriteTo, confirmationMail } from '../../domain/email/confirmation.ts';
import { afterVerdict } from '../../domain/email/confirmation-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Mailer, MailVerdict } from '../../ports/mailer.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { EmailRow, EmailState } from '../../ports/rows/emails.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { supersedeRectifications } from '../call/correct-call-email.ts';
import { isErased } from '../find-campaign.ts';
import { type OpenDeps, openRecord } from '../records/open-record.ts';
import { isRecordDamaged } from '../records/set-aside.ts';
import { editionInForce, holdEdition } from '../script/edition-in-force.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { openFollowUp } from './import-bounces.ts';
import { owedMail } from './owed-mail.ts';

export interface SendDeps extends OpenDeps {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly clock: Clock;
}

/** How a run ended for one e-mail; `skipped`: somebody else has it, or it changed meanwhile: nothing was done. */
export type SendEnd =
  | 'sent'
  | 'refused'
  | 'deferred'
  | 'uncertain'
  | 'failed'
  | 'no-email'
  | 'cancelled'
  | 'skipped';

interface Ready {
  readonly mail: ConfirmationMail;
  /** The record's version that the mail was written from. */
  readonly version: number;
  /** The correction whose amounts it says; '' for those of the call. */
  readonly carries: string;
  /** Of all that is said and sent, when it was written. */
  readonly edition: string;
}

/** An end reached before anything is sent. */
interface Stop {
  readonly end: 'failed' | 'no-email' | 'cancelled' | 'deferred';
  readonly reply: string;
}

/** It changed meanwhile, or waits for another e-mail or for a backup: nothing is written. */
interface Later {
  readonly end: 'skipped';
}

/**
 * Sends one due e-mail. The mail is written first; only then is the row marked `sending`, in a transaction that
 * checks that it is still due: of two runs, one sends. A kill after that mark leaves `sending`, which the next start
 * makes `uncertain` (domain/confirmation-life). Rejects on bugs only.
 */
export async function sendOneConfirmation(deps: SendDeps, email: EmailRow, actor: string): Promise<SendEnd> {
  const ready = await prepare(deps, email, actor);
  if ('end' in ready && ready.end === 'skipped') return 'skipped';
  if ('end' in ready) return await stop(deps, email, { ...ready, actor });
  const attempts = await deps.store.write((rows) => markSending(rows, email, { deps, ready }));
  if (attempts === undefined) return 'skipped';
  let verdict: MailVerdict;
  try {
    verdict = await deps.mailer.send({ ...ready.mail, messageId: email.messageId });
  } catch (error) {
    // A bug of ours, at an unknown moment of the conversation: never sent again by itself.
    await settle(deps, email, { verdict: { verdict: 'uncertain', reply: 'internal' }, attempts, actor });
    throw error;
  }
  return settle(deps, email, { verdict, attempts, actor });
}

async function prepare(deps: SendDeps, email: EmailRow, actor: string): Promise<Ready | Stop | Later> {
  const { campaign, owed, edition } = await deps.store.read(async (rows) => {
    const row = await rows.campaigns.byCode(email.campaign);
    const now = row && !isErased(row.state) ? row : undefined;
    return {
      campaign: now,
      owed: await owedMail(rows, email),
      edition: now && (await editionInForce(rows, now)),
    };
  });
  if (!campaign) return { end: 'cancelled', reply: 'campaign-purged' };
  // It waits for what was approved to be back: status tells it.
  if (!edition) return { end: 'skipped' };
  if ('end' in owed) return owed;
  // It waits for its content: neither sent nor given up.
  const { recordId } = email;
  if (await deps.store.read((rows) => rows.damages.isOpen({ kind: 'record', subject: String(recordId) })))
    return { end: 'skipped' };
  try {
    const reason = 'e-mail de confirmation';
    const { row, content } = await openRecord(deps, { recordId, actor, reason });
    const { donor } = content;
    if (!canWriteTo(donor)) return { end: 'no-email', reply: donor.email === '' ? '' : 'address-invalid' };
    const today = civilDate(deps.clock.nowMs());
    const { settings } = campaign;
    const template = templateOf(campaign, email);
    const mail = confirmationMail({ template, settings, donor, today, ...owed.facts });
    return { mail, version: row.version, carries: owed.carries, edition: edition.digest };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (isRecordDamaged(error)) return { end: 'skipped' };
    return { end: endOf(error), reply: error.code };
  }
}

function templateOf(campaign: CampaignRow, { kind }: EmailRow) {
  const template = campaign.emails.find((each) => each.kind === kind);
  if (template) return template;
  throw new AppError({
    code: 'template-missing',
    kind: 'not-found',
    message: `La campagne n’a pas de modèle d’e-mail « ${kind} ».`,
    hint: 'Ajoutez-le au dossier de la campagne, puis rechargez-la.',
  });
}

/** What only waits (a locked key ring, a busy base) is tried again; the rest needs somebody. */
function endOf(error: AppError): Stop['end'] {
  if (error.code === 'campaign-purged') return 'cancelled';
  return error.kind === 'unavailable' ? 'deferred' : 'failed';
}

/** The row as it may be acted on now, or undefined. */
async function stillDue(rows: StoreReader, email: EmailRow, nowMs: number): Promise<EmailRow | undefined> {
  const row = await rows.emails.byId(email.id);
  return row?.state === 'to-send' && row.dueAtMs <= nowMs ? row : undefined;
}

/**
 * Returns the number of this attempt; undefined when the e-mail, its campaign, its record or its corrections moved, or when it
 * was written from another edition than the approved one in force: the next run writes it again.
 */
async function markSending(
  rows: StoreWriter,
  email: EmailRow,
  { deps, ready }: { readonly deps: SendDeps; readonly ready: Ready },
): Promise<number | undefined> {
  const row = await stillDue(rows, email, deps.clock.nowMs());
  const moved =
    (await rows.records.byId(email.recordId))?.version !== ready.version ||
    (await hasChanged(rows, email, ready));
  const campaign = row && (await rows.campaigns.byCode(row.campaign));
  if (!row || moved || !campaign || isErased(campaign.state)) return undefined;
  const edition = await holdEdition(rows, campaign, deps.clock.nowMs());
  if (edition !== ready.edition) return undefined;
  const attempts = row.attempts + 1;
  await rows.emails.update(row.id, { state: 'sending', attempts, carries: ready.carries, edition });
  // This mail says the amounts as they stand: a rectification still waiting has nothing more to say.
  if (row.kind !== 'rectification') await supersedeRectifications(rows, row.callId);
  return attempts;
}

async function hasChanged(rows: StoreReader, email: EmailRow, ready: Ready): Promise<boolean> {
  const owed = await owedMail(rows, email);
  return 'end' in owed || owed.carries !== ready.carries;
}

async function stop(
  deps: SendDeps,
  email: EmailRow,
  how: Stop & { readonly actor: string },
): Promise<SendEnd> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const row = await stillDue(rows, email, nowMs);
    if (!row) return 'skipped';
    const attempts = row.attempts + 1;
    const { end, reply } = how;
    const change =
      end === 'deferred' ? afterVerdict({ verdict: end, reply, attempts, nowMs }) : { state: end, reply };
    await rows.emails.update(row.id, { ...change, attempts });
    return await noteEnd(rows, { ...row, attempts, reply }, { state: change.state, actor: how.actor, nowMs });
  });
}

function settle(
  deps: SendDeps,
  email: EmailRow,
  how: { readonly verdict: MailVerdict; readonly attempts: number; readonly actor: string },
): Promise<SendEnd> {
  const nowMs = deps.clock.nowMs();
  const { verdict, attempts, actor } = how;
  const change = afterVerdict({ ...verdict, attempts, nowMs });
  return writeWhenFree(deps, async (rows) => {
    const row = await rows.emails.byId(email.id);
    // While the relay was answering, a purge may have erased the row, or another server taken this one for dead.
    if (row?.state !== 'sending' || row.attempts !== attempts) return 'skipped';
    await rows.emails.update(row.id, change);
    if (row.kind !== 'information' && change.state === 'refused') await openFollowUp(rows, row, nowMs);
    return await noteEnd(rows, { ...row, reply: change.reply }, { state: change.state, actor, nowMs });
  });
}

/** A bounce comes later, from the mailbox: no run ends with it. */
type Reached = Exclude<EmailState, 'sending' | 'bounced'>;

/** Ends go to the audit log: who was written to is the record, never the address. A deferral is no end. */
async function noteEnd(
  rows: StoreWriter,
  row: EmailRow,
  { state, actor, nowMs }: { readonly state: Reached; readonly actor: string; readonly nowMs: number },
): Promise<SendEnd> {
  if (state === 'to-send') return 'deferred';
  await trail(rows, { actor, atMs: nowMs })(`email.${state}`, row.id, {
    campaign: row.campaign,
    reason: row.kind === 'rectification' ? 'e-mail rectificatif' : 'e-mail de confirmation',
    detail: {
      ...{ kind: row.kind, attempts: row.attempts, reply: row.reply },
      ...(row.edition === null ? {} : { edition: row.edition }),
    },
  });
  return state;
}
