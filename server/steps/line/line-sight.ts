import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Sites of one line that somebody sees, by code; null: all of them, and what stands at no site. */
export type LineSight = ReadonlySet<string> | null;

/** A partner's lead is held to the partner's sites; nobody else is held. */
export async function lineSight(
  rows: StoreReader,
  { id, role }: Pick<AccountRow, 'id' | 'role'>,
  campaign: string,
): Promise<LineSight> {
  const heldTo = role === 'lead' ? await rows.seats.heldTo(id, campaign) : [];
  return heldTo.length === 0 ? null : new Set(heldTo);
}

export const seesSite = (sight: LineSight, site: string): boolean => sight === null || sight.has(site);
