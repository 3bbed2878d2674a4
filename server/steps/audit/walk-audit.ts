import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { Store } from '../../ports/store.ts';

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
  const last = toSeq ?? store.read((rows) => rows.audit.head().seq);
  let from = fromSeq;
  while (from <= last) {
    const page = store.read((rows) => rows.audit.page(from, Math.min(PER_PAGE, last - from + 1)));
    if (page.length === 0) return;
    yield page;
    from = (page.at(-1)?.seq ?? last) + 1;
    await nextTurn();
  }
}
