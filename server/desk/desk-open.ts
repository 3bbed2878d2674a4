import { PRODUCT_REASONS } from '../domain/audit/product-reasons.ts';
import type { DeskOpened, DeskOpening, DeskReceipt } from '../ports/desk.ts';
import type { StoreWriter } from '../ports/store.ts';
import { noteRecordOpening } from '../steps/records/open-record.ts';
import { campaignOfCall } from '../steps/script/edition-in-force.ts';
import { calledOrReceipt } from './called-or-receipt.ts';

/** `Desk.open`, within one transaction. */
export async function openAtDesk(rows: StoreWriter, opening: DeskOpening): Promise<DeskOpened | DeskReceipt> {
  const called = await calledOrReceipt(rows, opening);
  if (called.kind === 'receipt') return called;
  const { lease, record } = called;
  const { agent, nowMs: atMs, scriptVersion } = opening;
  await noteRecordOpening(rows, {
    ...{ row: record, actor: agent.id, reason: PRODUCT_REASONS.recorded, atMs },
  });
  return {
    kind: 'opened',
    lease,
    record,
    campaign: await campaignOfCall(rows, { campaign: record.campaign, edition: lease.edition }),
    script:
      (lease.scriptVersion ?? scriptVersion) === scriptVersion
        ? await rows.campaigns.script(record.campaign, scriptVersion)
        : undefined,
    history: await rows.calls.ofRecord(record.id),
  };
}
