import { inTurn } from '../../../shared/in-turn.ts';
import type { TracedRecord } from '../../domain/audit/audit-search.ts';
import { giveWay } from '../../give-way.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/** Some 10 ms: agents' cards do not wait for an audit. */
const PER_PAGE = 1000;

/**
 * The log in order up to the entry that was the last when the walk began, in constant memory, letting the floor work between
 * two pages. No snapshot is needed: what is written is never changed.
 */
export async function* walkAudit(
  { store }: { readonly store: Store },
  { fromSeq = 1, toSeq }: { readonly fromSeq?: number; readonly toSeq?: number } = {},
): AsyncGenerator<readonly AuditRow[]> {
  const last = toSeq ?? (await store.read(async (rows) => (await rows.audit.head()).seq));
  let from = fromSeq;
  while (from <= last) {
    const page = await store.read((rows) => rows.audit.page(from, Math.min(PER_PAGE, last - from + 1)));
    if (page.length === 0) return;
    yield page;
    from = (page.at(-1)?.seq ?? last) + 1;
    await giveWay();
  }
}

/** The numbers under which the log may name a record, each with the kind of thing that bears it. */
export async function traced(rows: StoreReader, recordId: number): Promise<TracedRecord> {
  const campaign = (await rows.records.byId(recordId))?.campaign ?? '';
  const call = await rows.persons.callsOf(recordId);
  return {
    recordId,
    campaign,
    belongings: {
      call,
      email: await inTurn.flatMap(call, async (callId) =>
        (await rows.emails.allOfCall(callId)).map(({ id }) => id),
      ),
      request: (await rows.persons.ofRecord(recordId)).map(({ id }) => id),
      incident: (await rows.incidents.numbersOfRecord(recordId)).map(String),
      task: await rows.followUps.idsOfRecord(recordId),
    },
  };
}
