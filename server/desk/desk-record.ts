import type { DeskOutcome, DeskRecorded } from '../ports/desk.ts';
import type { RecordRow } from '../ports/rows/records.ts';
import type { StoreWriter } from '../ports/store.ts';
import { changeOf, writeOutcome } from '../steps/call/record-call-write.ts';
import { isStoppable, refuseStopped } from '../steps/records/standing-stop.ts';
import { calledOrReceipt } from './called-or-receipt.ts';

/** `Desk.record`, within one transaction. */
export async function recordAtDesk(rows: StoreWriter, decided: DeskOutcome): Promise<DeskRecorded> {
  const { agent, outcome, row } = decided;
  const { callId } = outcome;
  const charity = isStoppable(outcome.disposition) ? decided.charity : undefined;
  const change = changeOf(decided);
  // The plain case needs no look beforehand: the change itself finds the record as it was decided upon, or is not done.
  if (!(await rows.records.endCall({ record: row, callId, agent: agent.id, charity }, change))) {
    const otherwise = await otherwiseEnded(rows, decided);
    if (otherwise) return otherwise;
    await rows.records.update(row.id, change);
  }
  return { kind: 'receipt', receipt: await writeOutcome(rows, decided) };
}

/** What is answered instead of recording; undefined: the card was given back, and the record is as it was decided upon. */
async function otherwiseEnded(rows: StoreWriter, decided: DeskOutcome): Promise<DeskRecorded | undefined> {
  const { agent, outcome, requestHash, row } = decided;
  const called = await calledOrReceipt(rows, { agent, callId: outcome.callId, requestHash });
  if (called.kind === 'receipt') return called;
  if (hasMoved(called.record, row)) return { kind: 'moved' };
  await refuseStopped(rows, { disposition: outcome.disposition, row });
  return undefined;
}

function hasMoved(now: RecordRow, row: RecordRow): boolean {
  return now.version !== row.version || (now.state !== 'leased' && now.state !== 'ready');
}
