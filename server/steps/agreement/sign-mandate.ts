import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate, type IsoWeek, isoWeekOf } from '../../../shared/time.ts';
import { firstDebitFor, judgedOn } from '../../domain/agreement/first-debit.ts';
import { mandateAction } from '../../domain/agreement/mandate-action.ts';
import { correctedCall, isCancelled } from '../../domain/call/corrected-call.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { readMandateReference } from '../../domain/contact-file/contact-mandates.ts';
import { signaturePlace } from '../../domain/next-card/record-place.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { type OpenDeps, type OpenedRecord, openRecord } from '../records/open-record.ts';
import { trail } from '../trail.ts';

export interface SignDeps extends OpenDeps {
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'sealCall' | 'blind'>;
  readonly rules: CallingRules;
}

export interface SignRequest {
  readonly campaign: string;
  readonly donorId: string;
  /** Of the new mandate: opaque text. */
  readonly reference: string;
  readonly signedOn: CivilDate;
  readonly actor: string;
}

export interface SignedMandate {
  readonly callId: string;
  /** The weekly file that carries the agreement. */
  readonly week: IsoWeek;
  readonly firstDebitOn: CivilDate | null;
}

const SEAL_VERSION = 1;

/**
 * Records that a donor signed the new mandate that their agreement waited for (docs/rules/dispositions.md AC_RE_SIGN,
 * docs/rules/direct-debit.md): an event of its own, the call is never rewritten. From now on it counts as an agreement,
 * in the week of this recording, and enters that week's file under its new reference. Also releases a resumed gift
 * whose old mandate was to be checked. Twice is refused (`mandate-already-signed`). AppErrors also: `campaign-unknown`,
 * `campaign-purged`, `donor-unknown`, `mandate-not-awaited`, `reference-invalid`, `signature-date-wrong`,
 * `final-delivered`.
 */
export async function signMandate(deps: SignDeps, request: SignRequest): Promise<SignedMandate> {
  const campaign = campaignToDeliver(deps, request.campaign);
  const reference = referenceOf(request.reference);
  const donorBlind = await deps.vault.blind(campaign.charity, 'donor', request.donorId);
  const call = deps.store.read((rows) => waitingCall(rows, campaign, donorBlind));
  const recordedAtMs = deps.clock.nowMs();
  const { signedOn, actor } = request;
  if (signedOn < civilDate(call.endedAtMs) || signedOn > civilDate(recordedAtMs)) throw wrongDate();
  const reason = 'Signature d’un mandat';
  const opened = await openRecord(deps, { recordId: call.recordId, actor, reason });
  if (!needsSignature(campaign, call, opened)) throw notAwaited();
  const place = { campaign: campaign.code, callId: call.callId, sealVersion: SEAL_VERSION };
  const content = { changes: [], note: '', mandateReference: reference };
  const sealed = await deps.vault.sealCall(signaturePlace(place), content);
  const firstDebitOn = firstDebitFor({
    donor: opened.content.donor,
    campaign,
    toldAtMs: recordedAtMs,
    rules: deps.rules,
  });
  deps.store.write((rows) => {
    // Somebody may have signed or cancelled meanwhile.
    const { oldMonthlyMinor, newMonthlyMinor } = waitingCall(rows, campaign, donorBlind);
    rows.mandates.add({
      ...place,
      recordId: call.recordId,
      signedOn,
      recordedAtMs,
      recordedBy: actor,
      oldMonthlyMinor: oldMonthlyMinor ?? 0,
      newMonthlyMinor: newMonthlyMinor ?? 0,
      firstDebitOn,
      sealed,
    });
    trail(rows, { actor, atMs: recordedAtMs })('mandate.signed', call.callId, {
      campaign: campaign.code,
      detail: { recordId: call.recordId, signedOn, firstDebitOn },
    });
  });
  return { callId: call.callId, week: isoWeekOf(recordedAtMs), firstDebitOn };
}

function referenceOf(text: string): string {
  const { value } = readMandateReference({ kind: 'text', text });
  if (value !== undefined) return value;
  throw new AppError({
    code: 'reference-invalid',
    kind: 'invalid',
    message:
      "Cette référence de mandat n’est pas admise : 35 caractères au plus, lettres, chiffres et / - ? : ( ) . , ' +.",
    hint: 'Recopiez-la telle que l’association l’écrit, zéros compris.',
  });
}

/** The donor's last agreement as it stands, when neither signed, cancelled nor delivered already. */
function waitingCall(rows: StoreReader, campaign: CampaignRow, donorBlind: string): CallRow {
  const recordId = rows.records.idByDonorBlind(campaign.code, donorBlind);
  if (recordId === undefined) throw donorUnknown();
  const call = rows.calls
    .ofRecord(recordId)
    .findLast((one) => dispositionOf(one.disposition)?.form === 'agreement');
  if (!callsStoppedGifts(campaign.kind) || !call) throw notAwaited();
  if (rows.mandates.ofCall(call.callId)) throw alreadySigned();
  const corrections = rows.corrections.ofCall(call.callId);
  if (isCancelled(corrections) || rows.deliveries.isLineSent(call.callId, 'N')) throw notAwaited();
  if (rows.deliveries.find(campaign.code, 'final', 'final')) throw finalDelivered();
  return correctedCall(call, corrections);
}

/** The disposition says so, or the old mandate cannot be reused as it is: the weekly file holds that line back. */
function needsSignature(campaign: CampaignRow, call: CallRow, { content }: OpenedRecord): boolean {
  const disposition = dispositionOf(call.disposition);
  if (disposition && isAwaitingSignature(disposition)) return true;
  const { gift, mandate } = content.donor;
  return mandateAction({ kind: campaign.kind, gift, mandate, debitOn: judgedOn(call) }) !== 'REUTILISER';
}

function donorUnknown(): AppError {
  return new AppError({
    code: 'donor-unknown',
    kind: 'not-found',
    message: 'Aucune fiche de cette campagne n’a cet identifiant de donateur.',
    hint: 'Vérifiez l’identifiant et la campagne, zéros initiaux compris.',
  });
}

function notAwaited(): AppError {
  return new AppError({
    code: 'mandate-not-awaited',
    kind: 'conflict',
    message: 'Ce donateur n’attend la signature d’aucun mandat dans cette campagne.',
    hint: 'Vérifiez l’identifiant : seule une reprise en attente de signature, ni annulée ni déjà remise, se signe.',
  });
}

function alreadySigned(): AppError {
  return new AppError({
    code: 'mandate-already-signed',
    kind: 'conflict',
    message: 'La signature de ce mandat est déjà enregistrée.',
    hint: 'Rien à refaire. Une erreur dans la référence se signale à l’association : la première reste.',
  });
}

function wrongDate(): AppError {
  return new AppError({
    code: 'signature-date-wrong',
    kind: 'invalid',
    message: 'La date de signature est avant l’accord, ou dans le futur.',
    hint: 'Écrivez la date que porte le mandat signé.',
  });
}

function finalDelivered(): AppError {
  return new AppError({
    code: 'final-delivered',
    kind: 'conflict',
    message: 'Le fichier retour final est déjà remis : l’association tient désormais ses mandats elle-même.',
    hint: 'Signalez-lui la signature directement.',
  });
}
