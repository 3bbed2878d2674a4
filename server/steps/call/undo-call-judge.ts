import { isIrreversible } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { WITHDRAWN } from '../../domain/lists/withdrawal.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { LastCallRow, UndoneCallRow } from '../../ports/rows/undos.ts';
import type { StoreReader } from '../../ports/store.ts';
import { standingStop } from '../records/standing-stop.ts';

export interface UndoQuestion {
  readonly agent: { readonly id: string };
  readonly callId: string;
  readonly nowMs: number;
}

export type Judged =
  | { readonly kind: 'undone'; readonly undone: UndoneCallRow }
  | {
      readonly kind: 'undoable';
      readonly last: LastCallRow;
      readonly record: RecordRow;
      readonly charity: string;
      readonly disposition: string;
    };

const REFUSALS = {
  'undo-unknown': [
    'Cet appel n’est pas des vôtres, ou n’existe pas.',
    'Seules vos qualifications récentes s’annulent.',
  ],
  'undo-irreversible': [
    'Cette qualification ne s’annule pas : la personne est protégée des appels aussitôt.',
    'Si c’était une erreur, dites-le à votre chef d’équipe, qui préviendra l’association.',
  ],
  'undo-too-late': [
    'Trop tard : une qualification s’annule le jour même, et avant l’heure de son e-mail.',
    'Dites-le à votre chef d’équipe : un accord se corrige avec « plateau correct ».',
  ],
  'undo-mail-left': [
    'L’e-mail de confirmation est déjà parti : la qualification ne s’annule plus.',
    'Dites-le à votre chef d’équipe : un accord se corrige, et la personne reçoit un e-mail rectificatif.',
  ],
  'undo-delivered': [
    'Un fichier de l’association est parti depuis cet appel : la qualification ne s’annule plus.',
    'Dites-le à votre chef d’équipe : un accord se corrige avec « plateau correct ».',
  ],
  'undo-corrected': [
    'Cet appel a déjà été corrigé, ou son mandat signé : il ne s’annule plus.',
    'Voyez votre chef d’équipe.',
  ],
  'undo-closed': ['Cette campagne est close : plus rien ne s’y annule.', 'Voyez votre chef d’équipe.'],
  'undo-taken': [
    'La fiche est à l’écran de quelqu’un d’autre, ou a changé depuis : elle ne revient plus.',
    'Dites-le à votre chef d’équipe.',
  ],
} as const;

/** A refusal of an undo: why, and what to do instead. */
export function undoRefusal(code: keyof typeof REFUSALS): AppError {
  const [message, hint] = REFUSALS[code];
  return new AppError({ code, kind: code === 'undo-unknown' ? 'not-found' : 'conflict', message, hint });
}

/** May that call be taken back now? Throws the refusal; reads only. */
export async function undoable(rows: StoreReader, question: UndoQuestion): Promise<Judged> {
  const { agent, callId, nowMs } = question;
  const call = await rows.calls.byId(callId);
  if (!call || call.agent !== agent.id) throw undoRefusal('undo-unknown');
  const undone = await rows.undos.ofCall(callId);
  if (undone) return { kind: 'undone', undone };
  if (isIrreversible(call.disposition)) throw undoRefusal('undo-irreversible');
  const campaign = await rows.campaigns.byCode(call.campaign);
  if (campaign?.state !== 'open') throw undoRefusal('undo-closed');
  await refuseLate(rows, { call, campaign, nowMs });
  const last = await rows.undos.beforeCall(callId);
  if (!last) throw undoRefusal('undo-too-late');
  const record = await rows.records.byId(call.recordId);
  if (!record || (await hasMoved(rows, { record, call, campaign, last }))) throw undoRefusal('undo-taken');
  return { kind: 'undoable', last, record, charity: campaign.charity, disposition: call.disposition };
}

interface Standing {
  readonly call: CallRow;
  readonly campaign: CampaignRow;
}

/** Files whose lines or figures already count the call. */
const COUNTING = new Set([
  'weekly',
  'urgent',
  'report',
  'charity-report',
  'review',
  'review-figures',
  'final',
]);

async function refuseLate(
  rows: StoreReader,
  { call, campaign, nowMs }: Standing & { readonly nowMs: number },
): Promise<void> {
  const email = await rows.emails.ofCall(call.callId);
  if (email && email.state !== 'to-send' && email.state !== 'no-email') throw undoRefusal('undo-mail-left');
  const holdEndsAtMs = call.endedAtMs + campaign.settings.emailHoldMinutes * 60_000;
  const untilMs =
    email?.state === 'to-send' ? holdEndsAtMs : Math.max(holdEndsAtMs, endOfDayMs(call.endedAtMs));
  if (nowMs >= untilMs) throw undoRefusal('undo-too-late');
  const sent = (await rows.deliveries.all(campaign.code)).some(
    (one) => COUNTING.has(one.kind) && one.builtAtMs >= call.endedAtMs,
  );
  if (sent || (await rows.deliveries.linesOfCall(call.callId)).length > 0)
    throw undoRefusal('undo-delivered');
  if ((await rows.corrections.ofCall(call.callId)).length > 0 || (await rows.mandates.ofCall(call.callId)))
    throw undoRefusal('undo-corrected');
}

/** The shift in which a call was made is over for certain. */
function endOfDayMs(atMs: number): number {
  return zoned(atMs, HOUSE_ZONE).startOfDay().add({ days: 1 }).epochMilliseconds;
}

/** Somebody has it on screen, has called since, has changed what it says, has blocked the donor, or has set it aside. */
async function hasMoved(
  rows: StoreReader,
  { record, call, last }: Standing & { readonly record: RecordRow; readonly last: LastCallRow },
): Promise<boolean> {
  // What a rectification, a found number or an erasure wrote since is never put back as it was.
  const left = last.sealVersion + (last.sealed ? 1 : 0);
  return (
    record.version !== left ||
    (record.state !== 'ready' && record.state !== 'closed') ||
    record.disposition === WITHDRAWN ||
    record.hold === 'ethics' ||
    record.hold === 'damaged' ||
    (await rows.calls.ofRecord(record.id)).at(-1)?.callId !== call.callId ||
    (await standingStop(rows, record)) !== undefined
  );
}
