import type { CallRow } from '../../ports/rows/calls.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Somebody is asking how that record was spoken to: no debit is announced meanwhile. */
export function isHeldByIncident(rows: StoreReader, { recordId }: Pick<CallRow, 'recordId'>): boolean {
  return rows.incidents.openOfRecord(recordId) !== undefined;
}

/** Calls of records whose incident was closed since the campaign's last weekly file was built: the next one may owe them. */
export function freedByIncidents(rows: StoreReader, campaign: string): readonly CallRow[] {
  const built = rows.deliveries.all(campaign).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return rows.incidents
    .of([campaign])
    .filter(({ closedAtMs }) => closedAtMs !== null && closedAtMs >= lastMs)
    .flatMap(({ recordId }) => rows.calls.ofRecord(recordId));
}
