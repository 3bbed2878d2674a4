import { monthlyMinor } from '../../../shared/money.ts';
import { callingArea } from '../calling-rules/calling-area.ts';
import type { Donor } from '../donor.ts';
import type { GiftColumns, QueuedRecord } from './next-card-record.ts';

/** The queue columns of a record that was never called, as an import makes them. */
export function uncalledRecord(
  { id, donor }: { readonly id: number; readonly donor: Donor },
  { campaign, dueAtMs }: { readonly campaign: string; readonly dueAtMs: number },
): QueuedRecord & GiftColumns {
  const { amountMinor, currency, frequency } = donor.gift;
  return {
    id,
    campaign,
    country: donor.country,
    canton: donor.canton ?? '',
    area: callingArea(donor),
    state: 'ready',
    queue: 'new',
    dueAtMs,
    nextPart: 'S',
    owner: null,
    attempts: 0,
    triesByPart: { M: 0, A: 0, S: 0, SA: 0 },
    busyCount: 0,
    voicemailLeft: false,
    argued: false,
    lastAttemptAtMs: null,
    disposition: null,
    closedAtMs: null,
    version: 1,
    giftMinor: amountMinor,
    monthlyMinor: monthlyMinor(amountMinor, frequency),
    currency,
    frequency,
  };
}
