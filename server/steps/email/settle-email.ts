import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { isCancelled } from '../../domain/call/corrected-call.ts';
import { LATE_HOURS, lateBefore } from '../../domain/email/confirmation-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EmailRow, EmailState } from '../../ports/rows/emails.ts';
import type { FollowUpRow } from '../../ports/rows/follow-ups.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/** An e-mail as lists show it: ids and codes, no address. */
export type ListedEmail = Pick<
  EmailRow,
  'id' | 'callId' | 'campaign' | 'kind' | 'state' | 'callEndedAtMs' | 'attempts' | 'reply'
>;

export interface LateEmail extends ListedEmail {
  /** The last bound passed: 24 (warned), 40 (urgent), 48 (broken). */
  readonly overHours: (typeof LATE_HOURS)[number];
}

/** Confirmations still owed or in doubt 24 hours after their call, oldest first (R-24, F-06). */
export async function listLateEmails({ store, clock }: Deps): Promise<readonly LateEmail[]> {
  const nowMs = clock.nowMs();
  return (await store.read((rows) => rows.emails.late(lateBefore(24, nowMs)))).map((row) => ({
    ...listed(row),
    overHours: bandOf(row, nowMs),
  }));
}

/** E-mails that may or may not have left, oldest first: never sent again by themselves. */
export async function listDoubtfulEmails({ store }: Deps): Promise<readonly ListedEmail[]> {
  return (await store.read((rows) => rows.emails.inState('uncertain'))).map(listed);
}

/** Addresses to correct, oldest first. */
export async function listFollowUps({ store }: Deps): Promise<readonly FollowUpRow[]> {
  return await store.read(async (rows) =>
    (await rows.followUps.open()).filter(({ kind }) => kind === 'email-bounced'),
  );
}

function bandOf(row: EmailRow, nowMs: number): LateEmail['overHours'] {
  return LATE_HOURS.findLast((hours) => row.callEndedAtMs < lateBefore(hours, nowMs)) ?? 24;
}

function listed(row: EmailRow): ListedEmail {
  const { id, callId, campaign, kind, state, callEndedAtMs, attempts, reply } = row;
  return { id, callId, campaign, kind, state, callEndedAtMs, attempts, reply };
}

export interface SettleRequest {
  /** Id of the e-mail: the call's for a confirmation. */
  readonly id: string;
  /** `sent`: somebody made sure that it left; `resend`: that it did not, or that its fault is mended. */
  readonly as: 'sent' | 'resend';
  readonly reason: string;
  readonly actor: string;
}

/** What a human may close, and how; the rest closes by itself. */
const SETTLED: Readonly<Record<SettleRequest['as'], ReadonlySet<EmailState>>> = {
  sent: new Set(['uncertain']),
  resend: new Set(['uncertain', 'failed']),
};

/**
 * Closes a doubtful e-mail: counted as sent, or due again at once under the same Message-ID, so that a relay that has it may drop
 * the second. A failed one may be due again too, once its template or record is mended. Twice: the second call is refused.
 * AppErrors `email-unknown`, `email-not-doubtful`, `call-cancelled`, `reason-personal`.
 */
export async function settleEmail({ store, clock }: Deps, request: SettleRequest): Promise<ListedEmail> {
  refusePersonal(request.reason);
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const email = await emailOf(rows, request.id);
    if (!SETTLED[request.as].has(email.state)) throw notDoubtful(email.state);
    if (request.as === 'resend' && (await isOff(rows, email))) throw callCancelled();
    const change =
      request.as === 'sent'
        ? { state: 'sent' as const, sentAtMs: nowMs, reply: 'settled' }
        : { state: 'to-send' as const, dueAtMs: nowMs, attempts: 0, reply: 'settled' };
    await rows.emails.update(email.id, change);
    await trail(rows, { actor: request.actor, atMs: nowMs })(`email.settled-${request.as}`, email.id, {
      campaign: email.campaign,
      reason: request.reason,
      detail: { kind: email.kind, before: email.state },
    });
    return listed({ ...email, ...change });
  });
}

/**
 * Closes a task once the address is corrected or given up. Twice: the second is refused. AppErrors `follow-up-unknown`,
 * `reason-personal`.
 */
export async function closeFollowUp(
  { store, clock }: Deps,
  request: { readonly id: string; readonly reason: string; readonly actor: string },
): Promise<FollowUpRow> {
  refusePersonal(request.reason);
  const atMs = clock.nowMs();
  return await store.write(async (rows) => {
    const row = await rows.followUps.byId(request.id);
    if (!row || row.closedAtMs !== null) throw followUpUnknown();
    await rows.followUps.close(row.id, atMs, request.actor);
    const { campaign, id: subject } = row;
    const { actor, reason } = request;
    await trail(rows, { actor, atMs })('follow-up.close', subject, {
      campaign,
      reason,
      detail: { kind: row.kind },
    });
    return { ...row, closedAtMs: atMs, closedBy: actor };
  });
}

async function emailOf(rows: StoreReader, id: string): Promise<EmailRow> {
  const email = await rows.emails.byId(id);
  if (email) return email;
  throw new AppError({
    code: 'email-unknown',
    kind: 'not-found',
    message: 'Aucun e-mail ne porte cet identifiant.',
    hint: 'Les douteux : plateau emails doubtful ; les retards : plateau emails late.',
  });
}

/** A confirmation of a cancelled call would announce what no longer holds. */
async function isOff(rows: StoreReader, email: EmailRow): Promise<boolean> {
  return email.kind !== 'rectification' && isCancelled(await rows.corrections.ofCall(email.callId));
}

function refusePersonal(reason: string): void {
  const problem = noteProblem(reason);
  if (problem === undefined) return;
  throw new AppError({
    code: 'reason-personal',
    kind: 'invalid',
    message: problem,
    hint: 'Dites le motif sans donnée personnelle.',
  });
}

function notDoubtful(state: EmailState): AppError {
  return new AppError({
    code: 'email-not-doubtful',
    kind: 'conflict',
    message: `Cet e-mail n’est pas douteux (${state}) : il n’y a rien à trancher.`,
    hint: 'Les douteux : plateau emails doubtful.',
  });
}

function callCancelled(): AppError {
  return new AppError({
    code: 'call-cancelled',
    kind: 'conflict',
    message: 'L’accord de cet appel est annulé : sa confirmation ne part plus.',
    hint: 'Tranchez avec --sent si elle est partie : un rectificatif suit, s’il en est dû un.',
  });
}

function followUpUnknown(): AppError {
  return new AppError({
    code: 'follow-up-unknown',
    kind: 'not-found',
    message: 'Cette tâche n’existe pas, ou elle est déjà close.',
    hint: 'Les tâches ouvertes : plateau emails tasks.',
  });
}
