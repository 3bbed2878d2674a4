import { HOUSE_ZONE, zoned } from '../../shared/time.ts';

const DAYS_FROM = 3;

/** `45 s`, `4 min`, `1 h 05`, `6 j`: seconds by fives, so that a screen at rest is not repainted each second. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds - (seconds % 5)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  // Hours tell how late an e-mail is; of an absence of days they would be cut.
  const days = Math.floor(minutes / (24 * 60));
  if (days >= DAYS_FROM) return `${days} j`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

/** `17:05`, in the house's zone. */
export function hour(atMs: number): string {
  const { hour: hours, minute } = zoned(atMs, HOUSE_ZONE);
  return `${String(hours).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
