import { inTurn } from '../../../shared/in-turn.ts';
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
export async function isHeldByDamage(
  rows: StoreReader,
  { recordId }: { readonly recordId: number },
): Promise<boolean> {
  return (await rows.damages.openOfRecord(recordId)).some(({ kind }) => OF_A_LINE.has(kind));
}

/** Records of the campaign whose lines wait so. */
export async function damagedRecords(rows: StoreReader, campaign: string): Promise<readonly number[]> {
  const open = (await rows.damages.open(campaign)).filter(({ kind }) => OF_A_LINE.has(kind));
  return [...new Set(open.map(({ recordId }) => recordId))];
}

/** Calls of records of which a backup gave something back since the campaign's last weekly file was built. */
export async function givenBack(rows: StoreReader, campaign: string): Promise<readonly CallRow[]> {
  const built = (await rows.deliveries.all(campaign)).filter(({ kind }) => kind === 'weekly');
  const lastMs = Math.max(0, ...built.map(({ builtAtMs }) => builtAtMs));
  return await inTurn.flatMap(await rows.damages.restoredSince(campaign, lastMs), (recordId) =>
    rows.calls.ofRecord(recordId),
  );
}
