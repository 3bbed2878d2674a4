import type { DeskOutcome, DeskRecorded } from '../ports/desk.ts';
import type { RecordRow } from '../ports/rows/records.ts';
import type { StoreWriter } from '../ports/store.ts';
import { writeOutcome } from '../steps/call/record-call-write.ts';
import { refuseStopped } from '../steps/records/standing-stop.ts';
import { calledOrReceipt } from './called-or-receipt.ts';

/** `Desk.record`, within one transaction. */
export async function recordAtDesk(rows: StoreWriter, decided: DeskOutcome): Promise<DeskRecorded> {
  const { agent, outcome, requestHash, row } = decided;
  const called = await calledOrReceipt(rows, { agent, callId: outcome.callId, requestHash });
  if (called.kind === 'receipt') return called;
  if (hasMoved(called.record, row)) return { kind: 'moved' };
  await refuseStopped(rows, { disposition: outcome.disposition, row });
  return { kind: 'receipt', receipt: await writeOutcome(rows, decided) };
}

function hasMoved(now: RecordRow, row: RecordRow): boolean {
  return now.version !== row.version || (now.state !== 'leased' && now.state !== 'ready');
}
