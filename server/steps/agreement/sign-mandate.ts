import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate } from '../../../shared/time.ts';
import { judgedOn } from '../../domain/agreement/first-debit.ts';
import { mandateAction } from '../../domain/agreement/mandate-action.ts';
import { readMandateReference } from '../../domain/contact-file/contact-mandates.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { notAwaited } from './awaited-mandate.ts';
import {
  type AwaitedMandate,
  type SettleDeps,
  type SettledMandate,
  settleMandate,
} from './settle-mandate.ts';

export interface SignRequest {
  readonly campaign: string;
  readonly donorId: string;
  /** Of the new mandate: opaque text. */
  readonly reference: string;
  readonly signedOn: CivilDate;
  readonly actor: string;
}

/**
 * Records that a donor signed the new mandate that their agreement waited for (docs/rules/dispositions.md AC_RE_SIGN,
 * docs/rules/direct-debit.md): it is debited under its new reference. Also settles a resumed gift whose old mandate was
 * to be checked. AppErrors `campaign-unknown`, `campaign-purged`, `reference-invalid`, `signature-date-wrong`, and those
 * of `settleMandate`.
 */
export async function signMandate(deps: SettleDeps, request: SignRequest): Promise<SettledMandate> {
  const { donorId, signedOn, actor } = request;
  const campaign = await campaignToDeliver(deps, request.campaign);
  const reference = referenceOf(request.reference);
  return settleMandate(deps, {
    ...{ campaign, donorId, actor },
    reason: 'Signature d’un mandat',
    refuse: (call, nowMs) => refuseDate(call, nowMs, signedOn),
    decide: (awaited) => {
      if (!needsSignature(awaited)) throw notAwaited();
      return { kind: 'signed', reference, signedOn };
    },
  });
}

function refuseDate(call: CallRow, nowMs: number, signedOn: CivilDate): void {
  if (signedOn < civilDate(call.endedAtMs) || signedOn > civilDate(nowMs)) throw wrongDate();
}

/** The disposition says so, or the old mandate cannot be reused as it is: the weekly file holds that line back. */
function needsSignature({ campaign, call, donor }: AwaitedMandate): boolean {
  const disposition = dispositionOf(call.disposition);
  if (disposition && isAwaitingSignature(disposition)) return true;
  const { gift, mandate } = donor;
  return mandateAction({ kind: campaign.kind, gift, mandate, debitOn: judgedOn(call) }) !== 'REUTILISER';
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

function wrongDate(): AppError {
  return new AppError({
    code: 'signature-date-wrong',
    kind: 'invalid',
    message: 'La date de signature est avant l’accord, ou dans le futur.',
    hint: 'Écrivez la date que porte le mandat signé.',
  });
}
