import { PRODUCT_REASONS } from '../../domain/audit/product-reasons.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { type NotedRecord, noteRecordOpening } from '../records/open-record.ts';
import type { Claimed } from './serve-next-card-claim.ts';

/** The opening of a card that was just leased, in the transaction of its claim. AppError `campaign-purged`. */
export async function noteServed(
  rows: StoreWriter,
  claimed: Claimed,
  { rules, nowMs }: { readonly rules: CallingRules; readonly nowMs: number },
): Promise<NotedRecord> {
  const { record: row, lease } = claimed;
  const reason = claimed.again ? 'Fiche réaffichée' : servedReason(rules, claimed);
  return await noteRecordOpening(rows, { row, actor: lease.agent, reason, atMs: nowMs });
}

/**
 * An appointment that the donor asked for may pass the campaign's hours: the audit log says so (docs/rules/cadence.md).
 */
function servedReason(rules: CallingRules, { record, campaign, lease }: Claimed): string {
  const { settings } = campaign;
  const isOpen = rules.mayCall({ area: record.area, atMs: lease.grantedAtMs, settings }).ok;
  return isOpen ? PRODUCT_REASONS.served : PRODUCT_REASONS.servedByAppointment;
}
