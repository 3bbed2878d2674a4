import type { CallRow } from '../../ports/rows/calls.ts';
import type { DamagedSealRow } from '../../ports/rows/damages.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Packets that a line to the charity is written from. */
const OF_A_LINE: ReadonlySet<DamagedSealRow['kind']> = new Set([
  'record',
  'call',
  'mandate_signature',
  'person_request',
]);

/** Something of that record does not open: its lines wait until a backup gives it back. */
export function isHeldByDamage(rows: StoreReader, { recordId }: { readonly recordId: number }): boolean {
  return rows.damages.openOfRecord(recordId).some(({ kind }) => OF_A_LINE.has(kind));
}

/** Records of the campaign whose lines wait so. */
export function damagedRecords(rows: StoreReader, campaign: string): readonly number[] {
  const open = rows.damages.open(campaign).filter(({ kind }) => OF_A_LINE.has(kind));
  return [...new Set(open.map(({ recordId }) => recordId))];
}

/** Calls of records of which a backup gave something back since the campaign's last weekly file was built. */
export function givenBack(rows: StoreReader, campaign: string): readonly CallRow[] {
  const built = rows.deliveries.all(campaign).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return rows.damages.restoredSince(campaign, lastMs).flatMap((recordId) => rows.calls.ofRecord(recordId));
}
