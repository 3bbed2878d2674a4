import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { type CorrectedAmounts, correctedCall, isCancelled } from '../../domain/call/corrected-call.ts';
import { decideAmount, isCorrectable } from '../../domain/call/correction-rules.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Chance } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { CorrectionRow } from '../../ports/rows/corrections.ts';
import type { StoreReader } from '../../ports/store.ts';
import { checkAgain, isCheckedAgain } from '../agreement/open-check.ts';
import { consentDetail, consentSince, recordConsent } from '../agreement/record-consent.ts';
import { mayView, refuseErased } from '../find-campaign.ts';
import { type OpenDeps, openRecord } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import { type EmailEffect, rectifyEmail } from './correct-call-email.ts';

export interface CorrectDeps extends OpenDeps {
  readonly rules: CallingRules;
  readonly chance: Chance;
}

export interface CorrectRequest {
  readonly callId: string;
  /** The right amount (minor units, the donor's own periodicity), or no agreement at all. */
  readonly change: { readonly kind: 'amount'; readonly minor: number } | { readonly kind: 'cancel' };
  /** French, without personal data. */
  readonly reason: string;
  readonly author: Pick<AccountRow, 'id' | 'role' | 'campaigns'>;
}

export interface CorrectReport {
  readonly correctionId: string;
  readonly callId: string;
  readonly campaign: string;
  readonly kind: 'M' | 'X';
  /** What the donor will read. */
  readonly email: EmailEffect;
  /** True when the charity already has the line: an M or X follows in the next weekly file. */
  readonly lineSent: boolean;
  /** Somebody verifies the new amount first. */
  readonly isCheckedAgain: boolean;
}

/**
 * Corrects the amount of a recorded agreement or gift, or cancels it, as a new event: the call is never rewritten
 * (promise 6, server/README.md). It changes the weekly line, the final file, the figures of the period it is made in,
 * and the e-mail. A lead corrects in their own campaigns. AppErrors `call-unknown`, `call-not-correctable`,
 * `call-cancelled`, `call-corrected-meanwhile`, `amount-refused`, `reason-personal`, `campaign-purged`,
 * `final-delivered`.
 */
export async function correctCall(deps: CorrectDeps, request: CorrectRequest): Promise<CorrectReport> {
  const problem = noteProblem(request.reason);
  if (problem !== undefined)
    throw refusal('reason-personal', problem, 'Dites le motif sans donnée personnelle.');
  const { change } = request;
  const before = await deps.store.read((rows) => correctable(rows, request));
  const atMs = deps.clock.nowMs();
  const amounts =
    change.kind === 'cancel'
      ? NO_AMOUNT
      : await newAmounts(deps, request, { ...before, minor: change.minor, atMs });
  const { call, campaign } = before;
  return await deps.store.write(async (rows) => {
    const { corrections, now } = await correctable(rows, request);
    const correction: CorrectionRow = {
      id: deps.chance.uuid(),
      callId: call.callId,
      campaign: call.campaign,
      // Somebody else's correction meanwhile takes the rank, and this one is refused: it was judged on other amounts.
      rank: before.corrections.length + 1,
      author: request.author.id,
      atMs,
      kind: change.kind === 'cancel' ? 'X' : 'M',
      beforeNewMinor: now.newMinor,
      beforeNewMonthlyMinor: now.newMonthlyMinor,
      beforeOneOffMinor: now.oneOffMinor,
      ...amounts,
      reason: request.reason,
    };
    if (corrections.length === before.corrections.length) await rows.corrections.insert(correction);
    else throw correctedMeanwhile();
    const email = await rectifyEmail(rows, { call, correction, settings: campaign.settings });
    await noteCorrection(rows, correction, { call, email });
    await checkAgain(rows, call, correction);
    const { id: correctionId, callId, kind } = correction;
    const lineSent = await rows.deliveries.isLineSent(callId, 'N');
    const again = { isCheckedAgain: await isCheckedAgain(rows, callId, kind) };
    return { correctionId, callId, campaign: call.campaign, kind, email, lineSent, ...again };
  });
}

const NO_AMOUNT: CorrectedAmounts = {
  newMinor: null,
  newMonthlyMinor: null,
  oneOffMinor: null,
  firstDebitOn: null,
};

interface Correctable {
  readonly call: CallRow;
  readonly campaign: CampaignRow;
  readonly corrections: readonly CorrectionRow[];
  /** The call as it stands. */
  readonly now: CallRow;
}

async function correctable(rows: StoreReader, { callId, author }: CorrectRequest): Promise<Correctable> {
  const call = await rows.calls.byId(callId);
  const campaign = call && (await rows.campaigns.byCode(call.campaign));
  // A lead is not told of calls of other campaigns.
  if (!call || !campaign || (await rows.undos.ofCall(callId)) || !mayView(author, call.campaign))
    throw callUnknown();
  refuseErased(campaign.state, 'Il n’y a plus d’accord à corriger ici.');
  if (!isCorrectable(call.disposition)) throw notCorrectable();
  const corrections = await rows.corrections.ofCall(callId);
  if (isCancelled(corrections)) throw alreadyCancelled();
  if (await rows.deliveries.find(call.campaign, 'final', 'final')) throw finalDelivered();
  return { call, campaign, corrections, now: correctedCall(call, corrections) };
}

async function newAmounts(
  deps: CorrectDeps,
  { author }: CorrectRequest,
  { call, campaign, now, minor, atMs }: Correctable & { readonly minor: number; readonly atMs: number },
): Promise<CorrectedAmounts> {
  const reason = 'Correction d’un accord';
  const opened = await openRecord(deps, { recordId: call.recordId, actor: author.id, reason });
  const { row: record, content } = opened;
  const { disposition } = call;
  const decided = decideAmount({
    disposition,
    minor,
    now,
    record,
    donor: content.donor,
    campaign,
    rules: deps.rules,
    atMs,
    isSigned: (await deps.store.read((rows) => rows.mandates.ofCall(call.callId))) !== undefined,
  });
  if (decided.kind === 'accepted') return decided.amounts;
  throw refusal(
    'amount-refused',
    decided.problem,
    'Vérifiez le montant, dans la périodicité du donateur ; pour annuler l’accord : --cancel.',
  );
}

type Rows = Parameters<Parameters<CorrectDeps['store']['write']>[0]>[0];

async function noteCorrection(
  rows: Rows,
  correction: CorrectionRow,
  { call, email }: { readonly call: CallRow; readonly email: EmailEffect },
): Promise<void> {
  const { kind, rank, newMinor, oneOffMinor, beforeNewMinor, beforeOneOffMinor } = correction;
  const beforeMinor = beforeNewMinor ?? beforeOneOffMinor ?? 0;
  const consent = await consentSince(rows, {
    call: correctedCall(call, [correction]),
    kind: kind === 'X' ? 'cancelled' : 'corrected',
    author: correction.author,
    atMs: correction.atMs,
  });
  const { seq } = await trail(rows, { actor: correction.author, atMs: correction.atMs })(
    kind === 'X' ? 'call.cancel' : 'call.correct',
    correction.callId,
    {
      campaign: correction.campaign,
      reason: correction.reason,
      detail: {
        ...{ rank, beforeMinor, minor: newMinor ?? oneOffMinor ?? 0, currency: call.currency, email },
        ...consentDetail(consent),
        ...((await isCheckedAgain(rows, correction.callId, kind)) ? { check: 'to-check' } : {}),
      },
    },
  );
  await recordConsent(rows, consent, seq);
}

function refusal(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'invalid', message, hint });
}

function callUnknown(): AppError {
  return new AppError({
    code: 'call-unknown',
    kind: 'not-found',
    message: 'Cet appel n’existe pas ou plus.',
    hint: 'Son identifiant est dans la colonne ID_APPEL des fichiers et au bas de l’e-mail du donateur.',
  });
}

function notCorrectable(): AppError {
  return new AppError({
    code: 'call-not-correctable',
    kind: 'conflict',
    message: 'Cet appel n’a ni accord ni don : il n’y a pas de montant à corriger.',
    hint: 'Une autre qualification ne se corrige pas : dites-le à l’association dans le fichier retour.',
  });
}

function alreadyCancelled(): AppError {
  return new AppError({
    code: 'call-cancelled',
    kind: 'conflict',
    message: 'Cet accord est déjà annulé.',
    hint: 'Une annulation est définitive : un nouvel accord est un nouvel appel.',
  });
}

function correctedMeanwhile(): AppError {
  return new AppError({
    code: 'call-corrected-meanwhile',
    kind: 'conflict',
    message: 'Cet appel vient d’être corrigé par quelqu’un d’autre.',
    hint: 'Regardez le montant qui vaut maintenant, puis recommencez si besoin.',
  });
}

function finalDelivered(): AppError {
  return new AppError({
    code: 'final-delivered',
    kind: 'conflict',
    message: 'Le fichier retour final est parti : plus rien ne suivrait cette correction.',
    hint: 'Prévenez directement l’association, avec l’identifiant de l’appel.',
  });
}
