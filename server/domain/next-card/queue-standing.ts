import { DAY_PARTS, type DayPartCode, type QueueStanding } from '../../../shared/floor-board.ts';
import { HOUSE_ZONE } from '../../../shared/time.ts';
import { sayWhen } from '../calling-rules/calling-rules-words.ts';

/**
 * Ready records that are alike, off hold.
 *
 * @internal for tests
 */
export interface QueueGroup {
  readonly queue: 'new' | 'retry' | 'callback';
  readonly area: string;
  readonly part: DayPartCode;
  /** Given to somebody, or pinned to them. */
  readonly isGiven: boolean;
  readonly isDue: boolean;
  readonly records: number;
  readonly firstDueAtMs: number;
}

export interface StandingQuestion {
  readonly groups: readonly QueueGroup[];
  /** Places open now: for everybody, and for donors who asked to be called. */
  readonly open: ReadonlySet<string>;
  readonly openForCallbacks: ReadonlySet<string>;
  /** When the first closed place opens. */
  readonly opensAtMs: number | null;
  readonly leased: number;
  readonly held: number;
  readonly frozen: number;
}

/** Where every open record stands; the same rules as the queue's looks (`next-card.ts`), counted instead of served. */
export function queueStanding(question: StandingQuestion): QueueStanding {
  const { groups, open, openForCallbacks, leased, held, frozen } = question;
  const isOpen = (one: QueueGroup) => (one.queue === 'callback' ? openForCallbacks : open).has(one.area);
  const sum = (of: (one: QueueGroup) => boolean) =>
    groups.reduce((total, one) => total + (of(one) ? one.records : 0), 0);
  const isNow = (one: QueueGroup) => one.isDue && isOpen(one);
  const byPart = Object.fromEntries(
    DAY_PARTS.map((part) => [part, sum((one) => isNow(one) && one.part === part)]),
  ) as Record<DayPartCode, number>;
  const outside = sum((one) => one.isDue && !isOpen(one));
  const dues = groups.flatMap((one) => (one.isDue ? [] : [one.firstDueAtMs]));
  const nexts = [...dues, ...(outside > 0 && question.opensAtMs !== null ? [question.opensAtMs] : [])];
  return {
    callable: sum((one) => isNow(one) && !one.isGiven),
    given: sum((one) => isNow(one) && one.isGiven),
    outside,
    callbacks: sum((one) => !one.isDue && one.queue === 'callback'),
    resting: sum((one) => !one.isDue && one.queue !== 'callback'),
    leased,
    held,
    frozen,
    byPart,
    nextAtMs: nexts.length === 0 ? null : Math.min(...nexts),
  };
}

export interface WhyEmptyQuestion {
  readonly state: string;
  readonly paused: { readonly by: string; readonly untilMs: number; readonly reason: string } | null;
  /** Names of the parts that are not said as they were approved (R-64). */
  readonly unapproved: readonly string[];
  readonly standing: QueueStanding;
  /** Why the closed places are closed, when it is a public holiday. */
  readonly holiday: string | null;
  readonly nowMs: number;
}

/** French: why nobody gets a card of the campaign now; null while somebody may. */
export function whyEmpty(question: WhyEmptyQuestion): string | null {
  const { state, paused, unapproved, standing, holiday, nowMs } = question;
  if (state !== 'open') return 'close';
  if (unapproved.length > 0)
    return `${unapproved.join(', ')} : pas tels qu’approuvés, à remettre en vigueur (plateau script enforce)`;
  if (paused)
    return `suspendue par ${paused.by} jusqu’à ${sayWhen(paused.untilMs, nowMs, HOUSE_ZONE)} (${paused.reason})`;
  if (standing.callable > 0) return null;
  const next =
    standing.nextAtMs === null ? '' : `, prochaine ${sayWhen(standing.nextAtMs, nowMs, HOUSE_ZONE)}`;
  const causes = causesOf(standing, holiday);
  if (causes.length === 0) return 'plus aucune fiche ouverte';
  return `${causes.join(', ')}${next}`;
}

/** The most telling first. */
function causesOf(standing: QueueStanding, holiday: string | null): readonly string[] {
  const { given, outside, callbacks, resting, leased, held, frozen } = standing;
  const closed = `hors des heures d’appel${holiday === null ? '' : ` (jour férié : ${holiday})`}`;
  const causes: readonly (readonly [count: number, one: string, many: string])[] = [
    [given, 'confiée à quelqu’un', 'confiées à quelqu’un'],
    [outside, closed, closed],
    [resting, 'déjà appelée', 'déjà appelées'],
    [callbacks, 'rappel à son heure', 'rappels à leur heure'],
    [leased, 'à l’écran', 'à l’écran'],
    [held, 'en attente du contrôle de liste', 'en attente du contrôle de liste'],
    [frozen, 'mise de côté', 'mises de côté'],
  ];
  return causes.flatMap(([count, one, many]) => (count > 0 ? [`${count} ${count > 1 ? many : one}`] : []));
}
