import { type CampaignKind, callsStoppedGifts } from '../../../shared/campaign-kind.ts';
import { type MandateAction, schemeFacts } from '../../../shared/debit.ts';
import { stopFacts } from '../../../shared/stop-reasons.ts';
import type { CivilDate } from '../../../shared/time.ts';
import type { Mandate, RegularGift } from '../donor.ts';

export interface MandateQuestion {
  readonly kind: CampaignKind;
  readonly gift: Pick<RegularGift, 'lastDebitOn' | 'stopReason'>;
  readonly mandate: Pick<Mandate, 'scheme' | 'reference'>;
  /** Day of the first debit: the mandate must still live then. */
  readonly debitOn: CivilDate;
}

/** A mandate with no collection for that long is void (docs/rules/direct-debit.md). */
const LAPSE_MONTHS = 36;

/**
 * An upgrade changes the amount only and needs no signature; a stopped gift may reuse its mandate only when it was
 * neither revoked nor lapsed on the day of that debit.
 */
export function mandateAction({ kind, gift, mandate, debitOn }: MandateQuestion): MandateAction {
  if (!schemeFacts(mandate.scheme).isOrder || mandate.reference === '') return 'A_VERIFIER';
  if (!callsStoppedGifts(kind)) return 'REUTILISER';
  const left = stopFacts(gift.stopReason).mandate;
  if (left === 'revoked') return 'NOUVEAU_SIGNATURE';
  if (gift.lastDebitOn === undefined) return 'A_VERIFIER';
  if (hasLapsed(gift.lastDebitOn, debitOn)) return 'NOUVEAU_SIGNATURE';
  return left === 'alive' ? 'REUTILISER' : 'A_VERIFIER';
}

function hasLapsed(lastDebitOn: CivilDate, debitOn: CivilDate): boolean {
  const lapse = Temporal.PlainDate.from(lastDebitOn).add({ months: LAPSE_MONTHS });
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(debitOn), lapse) >= 0;
}
