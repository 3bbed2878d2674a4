import { callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { AppError } from '../../../shared/errors.ts';
import { correctedCall, isCancelled } from '../../domain/call/corrected-call.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The donor's last agreement as it stands, when neither signed, cancelled nor delivered already. */
export async function waitingCall(
  rows: StoreReader,
  campaign: CampaignRow,
  donorBlind: string,
): Promise<CallRow> {
  const recordId = await rows.records.idByDonorBlind(campaign.code, donorBlind);
  if (recordId === undefined) throw donorUnknown();
  const call = (await rows.calls.ofRecord(recordId)).findLast(
    (one) => dispositionOf(one.disposition)?.form === 'agreement',
  );
  if (!callsStoppedGifts(campaign.kind) || !call) throw notAwaited();
  if (await rows.mandates.ofCall(call.callId)) throw alreadySigned();
  const corrections = await rows.corrections.ofCall(call.callId);
  if (isCancelled(corrections) || (await rows.deliveries.isLineSent(call.callId, 'N'))) throw notAwaited();
  if (await rows.deliveries.find(campaign.code, 'final', 'final')) throw finalDelivered();
  return correctedCall(call, corrections);
}

function donorUnknown(): AppError {
  return new AppError({
    code: 'donor-unknown',
    kind: 'not-found',
    message: 'Aucune fiche de cette campagne n’a cet identifiant de donateur.',
    hint: 'Vérifiez l’identifiant et la campagne, zéros initiaux compris.',
  });
}

/** AppError `mandate-not-awaited`. */
export function notAwaited(): AppError {
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

function finalDelivered(): AppError {
  return new AppError({
    code: 'final-delivered',
    kind: 'conflict',
    message: 'Le fichier retour final est déjà remis : l’association tient désormais ses mandats elle-même.',
    hint: 'Signalez-lui la signature directement.',
  });
}
