import * as z from 'zod';
import { CURRENCIES, REPORT_CURRENCY } from '../../../shared/currency.ts';

const minor = z.int().min(0).max(100_000_000);

/**
 * What the provider invoices for a campaign, without tax, in minor units of one currency; a rate of zero is not
 * invoiced. Internal to the provider: leads and ops read it (`plateau cost`), no file for the charity bears it but the offer.
 */
export const ratesSchema = z.strictObject({
  currency: z.enum(CURRENCIES).default(REPORT_CURRENCY),
  /** Of value added tax, with one decimal at most. */
  vatPercent: z.number().min(0).max(30).multipleOf(0.1),
  /** An hour of production, as indicator 9 counts it. */
  hourMinor: minor.default(0),
  usefulContactMinor: minor.default(0),
  /** An agreement in force: a cancelled one is given back. */
  agreementMinor: minor.default(0),
  /** Invoiced once, whatever the volume. */
  fixed: z
    .array(z.strictObject({ label: z.string().trim().min(3).max(60), amountMinor: minor }))
    .max(10)
    .default([]),
  /** Hours of production foreseen for the whole campaign; absent: nothing to compare with. */
  plannedHours: z.int().min(1).max(100_000).optional(),
});

export type Rates = z.output<typeof ratesSchema>;
