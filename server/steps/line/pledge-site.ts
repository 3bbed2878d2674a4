import { seatNames } from '../../domain/line/dialplan-text.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SeatId } from '../../ports/telephony.ts';

/** Who takes the pledge; `site`: of the slot whose badge they came with. */
export interface PledgeTaker extends Pick<AccountRow, 'id' | 'campaigns'> {
  readonly site?: string;
}

/**
 * At which site of the line a pledge is taken: that of the badge; else of the telephone at which the agent said that they sit;
 * else the only one. Empty where nobody said so: whoever is held to some sites does not see such a pledge.
 */
export function siteOfTaker(
  { sites }: Pick<LineSettings, 'sites'>,
  { site }: PledgeTaker,
  seat: SeatId | undefined,
): string {
  if (site !== undefined) return site;
  const own = sites.find((one) => seat !== undefined && seatNames(one).includes(seat));
  const [only, ...others] = sites;
  return own?.code ?? (others.length === 0 ? (only?.code ?? '') : '');
}
