import type { ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import type { Belonging } from '../people/people-rights.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A link that is e-mailed: how long it opens, how long it is known, how many may be asked for in an hour. */
export const WEB_LINK = {
  lifeMs: 15 * MINUTE_MS,
  keptMs: DAY_MS,
  everyMs: HOUR_MS,
  perAddress: 3,
  perPlace: 30,
} as const;

/** A session of the web door: sliding for whoever sees little, short and not sliding for whoever sees more. */
export const WEB_SESSION = {
  idleMs: 30 * DAY_MS,
  shortMs: 12 * HOUR_MS,
  /** How often the last request is noted. */
  seenEveryMs: HOUR_MS,
  /** Of one person: the one last seen longest ago ends. */
  most: 10,
} as const;

interface Entering {
  readonly status: ParticipantStatus;
  readonly kind: ParticipantKind;
  readonly belongings: readonly Pick<Belonging, 'level'>[];
}

/** Whose access is closed has no door: somebody who left, or whom the CRM does not name any more. */
export function mayEnter({ status }: Pick<Entering, 'status'>): boolean {
  return status !== 'former';
}

/** Who sees coordinates, or what only employees see, logs in every half day. */
function isShort({ kind, belongings }: Entering): boolean {
  return kind === 'employee' || belongings.some(({ level }) => level === 'coordinator');
}

/** Until when that session of that person opens pages, as both stand now; milliseconds since the epoch. */
export function webSessionEndMs(
  session: { readonly openedAtMs: number; readonly seenAtMs: number },
  person: Entering,
): number {
  if (!mayEnter(person)) return session.openedAtMs;
  return isShort(person) ? session.openedAtMs + WEB_SESSION.shortMs : session.seenAtMs + WEB_SESSION.idleMs;
}

/** What a link still does: `new` opens a session. */
export function linkState(
  link: { readonly madeAtMs: number; readonly usedAtMs: number | null },
  nowMs: number,
): 'new' | 'used' | 'over' {
  if (link.usedAtMs !== null) return 'used';
  return nowMs < link.madeAtMs + WEB_LINK.lifeMs ? 'new' : 'over';
}
