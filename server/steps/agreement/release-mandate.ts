import { dispositionOf, isAwaitingSignature } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { judgedOn } from '../../domain/agreement/first-debit.ts';
import { mandateAction } from '../../domain/agreement/mandate-action.ts';
import { campaignToDeliver } from '../find-campaign.ts';
import { notAwaited } from './awaited-mandate.ts';
import {
  type AwaitedMandate,
  type SettleDeps,
  type SettledMandate,
  settleMandate,
} from './settle-mandate.ts';

interface ReleaseRequest {
  readonly campaign: string;
  readonly donorId: string;
  readonly actor: string;
}

/**
 * Releases a resumed gift whose old mandate the charity has checked and found good (`MANDAT_ACTION` A_VERIFIER): the next
 * weekly file carries it as REUTILISER, its first debit counted again from now. A mandate that was revoked, or is void on
 * that day, is never released: it is signed anew. AppErrors `campaign-unknown`, `campaign-purged`, `mandate-void`, and
 * those of `settleMandate`.
 */
export async function releaseMandate(deps: SettleDeps, request: ReleaseRequest): Promise<SettledMandate> {
  const { donorId, actor } = request;
  return settleMandate(deps, {
    campaign: await campaignToDeliver(deps, request.campaign),
    ...{ donorId, actor },
    reason: 'Mandat vérifié par l’association',
    decide: (awaited) => {
      refuseRelease(awaited);
      const { donor, nowMs } = awaited;
      return { kind: 'released', reference: donor.mandate.reference, signedOn: civilDate(nowMs) };
    },
  });
}

function refuseRelease({ campaign, call, donor, firstDebitOn }: AwaitedMandate): void {
  const disposition = dispositionOf(call.disposition);
  if (disposition && isAwaitingSignature(disposition)) throw toSign();
  const { gift, mandate } = donor;
  const on = (debitOn: string) => mandateAction({ kind: campaign.kind, gift, mandate, debitOn });
  if (on(judgedOn(call)) === 'REUTILISER') throw notAwaited();
  if (on(judgedOn(call)) === 'NOUVEAU_SIGNATURE' || on(firstDebitOn) === 'NOUVEAU_SIGNATURE') throw toSign();
}

function toSign(): AppError {
  return new AppError({
    code: 'mandate-void',
    kind: 'conflict',
    message:
      'Cet ancien mandat ne peut pas resservir : il est révoqué, ou sera caduc à la première échéance (36 mois).',
    hint: 'Un nouveau mandat se signe : plateau mandate signed CAMPAGNE DONATEUR --reference … --on ….',
  });
}
