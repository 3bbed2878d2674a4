import { inTurn } from '../../../shared/in-turn.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Somebody is asking how that record was spoken to: no debit is announced meanwhile. */
export async function isHeldByIncident(
  rows: StoreReader,
  { recordId }: Pick<CallRow, 'recordId'>,
): Promise<boolean> {
  return (await rows.incidents.openOfRecord(recordId)) !== undefined;
}

/** Calls of records whose incident was closed since the campaign's last weekly file was built: the next one may owe them. */
export async function freedByIncidents(rows: StoreReader, campaign: string): Promise<readonly CallRow[]> {
  const built = (await rows.deliveries.all(campaign)).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return await inTurn.flatMap(
    (await rows.incidents.of([campaign])).filter(
      ({ closedAtMs }) => closedAtMs !== null && closedAtMs >= lastMs,
    ),
    ({ recordId }) => rows.calls.ofRecord(recordId),
  );
}
