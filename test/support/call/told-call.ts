import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { StoreWriter } from '../../../server/ports/store.ts';
import { noteCall } from '../../../server/steps/call/record-call-write.ts';

/** A call with what the log and the consent say of it, as recording one writes both: without them its line would not leave. */
export async function insertCall(rows: StoreWriter, call: CallRow): Promise<void> {
  const row = await rows.records.byId(call.recordId);
  if (!row) throw new Error(`no record ${call.recordId}`);
  await rows.calls.insert(call);
  await noteCall(rows, {
    row,
    outcome: { ...call, path: [...call.path] },
    amounts: call,
    agent: call.agent,
    atMs: call.endedAtMs,
  });
}
