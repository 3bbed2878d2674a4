import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { planSeats } from '../../../server/steps/seats/plan-seats.ts';
import { REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { type AccessHouse, openAccessHouse } from '../house/access-house.ts';

export const LINE = 'PL-2026';
const FOLDER = join(REFERENCE_CAMPAIGN, '..', 'pledge-line');

/** Texts of the shipped pledge line, by name of file. */
export function lineFiles(): ReadonlyMap<string, string> {
  return new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
}

export interface LineHouse extends AccessHouse {
  readonly ops: AccountRow;
  /** Leads of the line; `partner` is held to PARTENAIRE. */
  readonly lead: AccountRow;
  readonly partner: AccountRow;
}

/** A house whose pledge line has its seats laid: fifteen at MAISON, fifty-five at PARTENAIRE. */
export async function openLineHouse(): Promise<LineHouse> {
  const house = await openAccessHouse('off');
  const ops = await house.hire('olga', 'ops');
  const lead = await house.hire('lea', 'lead', { campaigns: [LINE] });
  const partner = await house.hire('paul', 'lead', { campaigns: [LINE] });
  await planSeats(house.app, { actor: ops.id, files: lineFiles() });
  await house.app.store.write((rows) =>
    rows.seats.holdTo({ account: partner.id, campaign: LINE, site: 'PARTENAIRE' }),
  );
  return { ...house, ops, lead, partner };
}

/** An evening slot that begins in half an hour of the house's clock. */
export function slotSoon(house: LineHouse, site: string, capacity: number) {
  const fromMs = house.clock.nowMs() + 30 * 60_000;
  return { account: house.ops, campaign: LINE, site, fromMs, toMs: fromMs + 3 * 3_600_000, capacity };
}
