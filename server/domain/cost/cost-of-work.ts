import type { Rates } from '../campaign/rates.ts';
import { divideHalfUp } from '../indicators/indicator-figures.ts';

/** What was, or would be, done. */
export interface Work {
  /** Of production. */
  readonly seconds: number;
  /** CU of the indicators. */
  readonly usefulContacts: number;
  /** In force, net of cancellations: below zero in a week that cancels more than it makes. */
  readonly agreements: number;
}

export interface CostLine {
  /** French. */
  readonly label: string;
  /** Hours, contacts or agreements; null: a fixed amount. */
  readonly quantity: number | null;
  readonly unitMinor: number;
  readonly amountMinor: number;
}

/** Minor units of the currency of the rates. */
export interface Cost {
  readonly lines: readonly CostLine[];
  /** Without tax; the sum of the lines. */
  readonly netMinor: number;
  readonly vatMinor: number;
  readonly grossMinor: number;
  /** Without tax, all lines together; null where none was made. */
  readonly perUsefulContactMinor: number | null;
  readonly perAgreementMinor: number | null;
}

const HOUR_SECONDS = 3600;

/** What the work costs under the rates. `fixed`: whether the amounts invoiced once are of this work. */
export function costOf(rates: Rates, work: Work, fixed: 'with-fixed' | 'without-fixed'): Cost {
  const lines = [...worked(rates, work), ...(fixed === 'with-fixed' ? fixedLines(rates) : [])];
  const netMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const vatMinor = divideHalfUp(netMinor * Math.round(rates.vatPercent * 10), 1000);
  const per = (count: number) => (count > 0 ? divideHalfUp(netMinor, count) : null);
  return {
    lines,
    netMinor,
    vatMinor,
    grossMinor: netMinor + vatMinor,
    perUsefulContactMinor: per(work.usefulContacts),
    perAgreementMinor: per(work.agreements),
  };
}

function worked(rates: Rates, work: Work): readonly CostLine[] {
  const hours = {
    label: 'Heures de production',
    quantity: work.seconds / HOUR_SECONDS,
    unitMinor: rates.hourMinor,
    amountMinor: divideHalfUp(work.seconds * rates.hourMinor, HOUR_SECONDS),
  };
  const counted = (label: string, quantity: number, unitMinor: number): CostLine => {
    return { label, quantity, unitMinor, amountMinor: quantity * unitMinor };
  };
  const lines = [
    hours,
    counted('Contacts utiles', work.usefulContacts, rates.usefulContactMinor),
    counted('Accords nets', work.agreements, rates.agreementMinor),
  ];
  return lines.filter((line) => line.unitMinor > 0);
}

function fixedLines({ fixed }: Rates): readonly CostLine[] {
  return fixed.map(({ label, amountMinor }) => {
    return { label, quantity: null, unitMinor: amountMinor, amountMinor };
  });
}

/** Hours against the plan, spread evenly over the days of the campaign. */
export interface HoursPlan {
  readonly plannedSeconds: number;
  /** Of the plan, on the days counted so far. */
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  /** Worked less expected. */
  readonly gapSeconds: number;
}

/** Undefined without a plan. `days`: counted so far and in all, as the forecast counts them. */
export function hoursPlan(
  { plannedHours }: Rates,
  workedSeconds: number,
  days: { readonly elapsed: number; readonly total: number },
): HoursPlan | undefined {
  if (plannedHours === undefined) return undefined;
  const plannedSeconds = plannedHours * HOUR_SECONDS;
  const expectedSeconds = divideHalfUp(plannedSeconds * Math.min(days.elapsed, days.total), days.total);
  return { plannedSeconds, expectedSeconds, workedSeconds, gapSeconds: workedSeconds - expectedSeconds };
}
