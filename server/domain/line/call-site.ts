import { seatNames } from './dialplan-text.ts';
import { routeAt } from './line-routes.ts';
import type { LineSettings } from './line-settings.ts';

interface PlacedCall {
  readonly queue: string;
  readonly waitingAtMs: number;
  readonly seat: string | null;
}

/**
 * At which site of the line a call counts: the one whose queue it is in. One in the queue of a skill counts at the seat that
 * takes it, until then where the rule of its minute sends the others. Undefined for a queue that is none of the line's
 * callers': the team's, another line's.
 */
export function siteOfCall(
  settings: LineSettings,
  { queue, waitingAtMs, seat }: PlacedCall,
): string | undefined {
  const own = settings.sites.find((site) => site.queue === queue);
  if (own) return own.code;
  if (!settings.skills?.some((skill) => skill.queue === queue)) return undefined;
  const taker = settings.sites.find((site) => seat !== null && seatNames(site).includes(seat));
  return taker?.code ?? routeAt(settings, waitingAtMs)?.route.to ?? settings.sites[0]?.code;
}
