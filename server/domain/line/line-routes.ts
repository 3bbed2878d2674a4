import { countryFacts } from '../../../shared/country.ts';
import { zoned } from '../../../shared/time.ts';
import type { LineRoute, LineSettings } from './line-settings.ts';
import { saidDays, spansOf } from './week-windows.ts';

/** Where a call goes, and why. */
export interface RouteFound {
  /** From 1, as the table numbers them. */
  readonly number: number;
  readonly route: LineRoute;
  /** French: the rule, in words. */
  readonly why: string;
}

/** Whether the rule holds on that minute of the week, on the wall's clock. */
function holdsAt({ when }: LineRoute, minute: number): boolean {
  return when === 'always' || spansOf(when).some(({ from, to }) => minute >= from && minute < to);
}

/** The minute of the week on the clock of the campaign's country, summer or winter: a border is that of its first second. */
function weekMinute({ country }: Pick<LineSettings, 'country'>, atMs: number): number {
  const { dayOfWeek, hour, minute } = zoned(atMs, countryFacts(country).zone);
  return (dayOfWeek - 1) * 1440 + hour * 60 + minute;
}

/** The first rule that holds at that instant; undefined in a gap, which `line check` refuses. */
export function routeAt(
  settings: Pick<LineSettings, 'country' | 'routes'>,
  atMs: number,
): RouteFound | undefined {
  const minute = weekMinute(settings, atMs);
  const at = settings.routes.findIndex((route) => holdsAt(route, minute));
  const route = settings.routes[at];
  return route && { number: at + 1, route, why: saidWhen(route) };
}

/** « lundi à samedi, de 09:00 à 20:00 »; « toujours ». */
export function saidWhen({ when }: LineRoute): string {
  return when === 'always' ? 'toujours' : `${saidDays(when.days)}, de ${when.from} à ${when.to}`;
}

/** « MAISON, 15 appels à la fois, puis PARTENAIRE au-delà ou après 20 s ». */
export function saidRoute({ to, max, spillAfterSeconds, overflow }: LineRoute): string {
  if (max === 0 && overflow !== undefined) return `${overflow} : ${to} ne prend plus d’appel`;
  const bounds = [
    ...(max === undefined ? [] : ['au-delà']),
    ...(spillAfterSeconds === undefined ? [] : [`après ${spillAfterSeconds} s`]),
  ];
  const taken = max === undefined ? '' : `, ${max} ${max > 1 ? 'appels' : 'appel'} à la fois`;
  return overflow === undefined ? `${to}${taken}` : `${to}${taken}, puis ${overflow} ${bounds.join(' ou ')}`;
}
