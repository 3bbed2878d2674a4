import { inTurn } from '../../../shared/in-turn.ts';
import type { PersonRequestKind, PersonRequestRow } from '../../ports/rows/persons.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';

/**
 * The oldest request of that person and right that is still open: whoever acts without naming one answers it, and its month
 * does not go on beside a second one. Not for a rectification, which may be of something else.
 */
export async function openRequestOf(
  rows: StoreReader,
  { kind, records }: { readonly kind: PersonRequestKind; readonly records: readonly RecordRow[] },
): Promise<PersonRequestRow | undefined> {
  const open = (await inTurn.flatMap(records, ({ id }) => rows.persons.ofRecord(id))).filter(
    (row) => row.kind === kind && row.state === 'open',
  );
  return open.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs)[0];
}
