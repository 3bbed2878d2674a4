import { AppError } from '../../../shared/errors.ts';
import { reaches, type SeatVerb } from '../../domain/seats/seat-rights.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SiteRow } from '../../ports/rows/seats.ts';
import type { SlotRow } from '../../ports/rows/slots.ts';
import type { StoreReader } from '../../ports/store.ts';

/** The sites of that campaign that this person reaches with that verb, by code. AppError `site-not-yours` for none. */
export async function sitesReached(
  rows: StoreReader,
  { account, verb, campaign }: { account: AccountRow; verb: SeatVerb; campaign: string },
): Promise<readonly SiteRow[]> {
  const heldTo = await rows.seats.heldTo(account.id, campaign);
  const { role, campaigns } = account;
  const sites = (await rows.seats.sites(campaign)).filter(({ code: site }) =>
    reaches({ role, campaigns, heldTo }, verb, { campaign, site }),
  );
  if (sites.length > 0) return sites;
  throw notYours();
}

/** That slot, when its site is within reach. AppErrors `slot-unknown`, the same for one that is somebody else's. */
export async function slotReached(
  rows: StoreReader,
  {
    account,
    verb,
    slot,
  }: { account: Pick<AccountRow, 'id' | 'role' | 'campaigns'>; verb: SeatVerb; slot: number },
): Promise<SlotRow> {
  const found = await rows.slots.byId(slot);
  if (!found) throw slotUnknown();
  const { campaign, site } = found;
  const heldTo = await rows.seats.heldTo(account.id, campaign);
  const { role, campaigns } = account;
  if (reaches({ role, campaigns, heldTo }, verb, { campaign, site })) return found;
  throw slotUnknown();
}

/** AppError `site-not-yours`: that campaign has no such site, or it is another's. */
export function notYours(): AppError {
  return new AppError({
    code: 'site-not-yours',
    kind: 'not-found',
    message: 'Cette ligne n’a pas ce site, ou il n’est pas des vôtres.',
    hint: 'Voyez les vôtres : plateau seat list CAMPAGNE.',
  });
}

function slotUnknown(): AppError {
  return new AppError({
    code: 'slot-unknown',
    kind: 'not-found',
    message: 'Aucun de vos créneaux ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau slot list CAMPAGNE ».',
  });
}
