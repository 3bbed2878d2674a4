import type { Currency } from '../../shared/currency.ts';
import { dispositionOf, isAwaitingSignature } from '../../shared/dispositions.ts';
import { type Frequency, formatHomeMoney } from '../../shared/money.ts';
import { HOUSE_ZONE, zoned } from '../../shared/time.ts';

/** `lun. 23/11 17:05`, in the house's zone. */
export function shortInstant(atMs: number): string {
  const when = zoned(atMs, HOUSE_ZONE);
  const day = when.toLocaleString('fr-FR', { weekday: 'short' });
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day} ${two(when.day)}/${two(when.month)} ${two(when.hour)}:${two(when.minute)}`;
}

/** `31/01/2027 inclus`: the last day of a span that ends at that instant, in the house's zone. */
export function lastDayText(endMs: number): string {
  const last = zoned(endMs - 1, HOUSE_ZONE);
  return `${last.toLocaleString('fr-FR', { day: '2-digit', month: '2-digit', year: 'numeric' })} inclus`;
}

export function amountText(minor: number, currency: Currency): string {
  return formatHomeMoney({ minor, currency });
}

/** `4 min`, `1 h 05`. */
export function sinceText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

interface AgreedAmounts {
  readonly disposition: string;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly currency: Currency;
  readonly frequency: Frequency;
}

/** Between two debits of one amount. */
export const FREQUENCY_SAID: Readonly<Record<Frequency, string>> = {
  M: 'par mois',
  T: 'par trimestre',
  S: 'par semestre',
  A: 'par an',
};

/**
 * « 10 € → 15 € par semestre »; of a gift that had stopped, « reprise à 15 € par mois (dernier don 10 €) », after signature or
 * not.
 */
export function agreedAmounts({ disposition, frequency, ...amounts }: AgreedAmounts): string {
  const { oldMinor, newMinor, currency } = amounts;
  const say = (minor: number | null) => (minor === null ? '–' : amountText(minor, currency));
  const now = `${say(newMinor)} ${FREQUENCY_SAID[frequency]}`;
  const row = dispositionOf(disposition);
  if (!row?.scope.includes('r') || row.scope.includes('u')) return `${say(oldMinor)} → ${now}`;
  const when = isAwaitingSignature(row) ? ', après signature' : '';
  return `reprise à ${now}${when} (dernier don ${say(oldMinor)})`;
}
