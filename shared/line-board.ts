import type { Currency } from './currency.ts';
import type { QuietTotal } from './line/quiet-kinds.ts';

/**
 * What a seat of a pledge line does; `after`: its caller has just left; `apart`: its line is open and it takes no caller now;
 * `closed`: nobody sits there.
 */
export type SeatNow = 'talking' | 'ready' | 'preparing' | 'after' | 'apart' | 'closed';

/** Callers of a time, each counted once, by how their call ended. */
export interface LineCounts {
  readonly came: number;
  readonly answered: number;
  /** Left before a seat answered. */
  readonly abandoned: number;
  /** Answered within the seconds of the campaign's goal. */
  readonly served: number;
  /** Taken by another site than the rule of that minute names first. */
  readonly overflowed: number;
  /** Over while the line was not heard: how, nobody knows. */
  readonly unseen: number;
}

export interface LineBoardSite {
  readonly site: string;
  /** Seats it has. */
  readonly held: number;
  /** What each seat does, by its number. Empty while the line is manual: only calls are known. */
  readonly seats: readonly SeatNow[];
  readonly talking: number;
  readonly counts: LineCounts;
  readonly pledges: readonly LinePledges[];
}

/** The charity's team behind the line: what it does now; its calls leave no figure of an instant. */
interface LineBoardTeam {
  readonly name: string;
  readonly open: number;
  readonly talking: number;
  readonly ready: number;
}

/** What pledges come to in one currency; a month's is never added to what is given once. Minor units. */
export interface LinePledges {
  readonly currency: Currency;
  readonly pledges: number;
  readonly onceMinor: number;
  readonly monthlyMinor: number;
  /** Of those given once, rounded half-up; null where there is none. */
  readonly averageOnceMinor: number | null;
}

/** A pledge line as a wallboard shows it: counts and seats, nobody's name and no number. */
export interface LineBoard {
  readonly nowMs: number;
  readonly campaign: string;
  readonly name: string;
  /** `manual`: no PBX, agents say by a key that the telephone rang. */
  readonly line: { readonly state: 'up' | 'down' | 'manual'; readonly sinceMs: number };
  /** From when calls are counted: four in the morning. */
  readonly fromMs: number;
  readonly counts: LineCounts;
  /** A line a currency; empty before the first. */
  readonly pledges: readonly LinePledges[];
  readonly talking: number;
  readonly waiting: { readonly count: number; readonly longestSinceMs: number | null };
  /** Percent of calls to be answered within so many seconds. */
  readonly goal: { readonly percent: number; readonly seconds: number };
  /** Those that the reader sees, as all the figures. */
  readonly sites: readonly LineBoardSite[];
  /** Null: not shown to whoever is held to some sites. */
  readonly team: LineBoardTeam | null;
  /** What leaves no row, as it was told by the hour since the day began; null as `team`. */
  readonly quiet: readonly QuietTotal[] | null;
  /** Pledges that wait for a lead's call-back. */
  readonly toCheck: number;
  /** Who hung up while they waited, and may be rung back; null: the line keeps no number. */
  readonly toRing: { readonly count: number; readonly oldestMs: number | null } | null;
  /** People at a seat who wait for the reader's word; 0 for whoever is no lead. */
  readonly helpAsked: number;
  /** Calls of the last sixty minutes, and the seats that such an hour asks for within the goal (Erlang C). */
  readonly lastHour: { readonly calls: number; readonly seats: number };
  /** Labels of its parts that say something else than what was approved: no form opens. */
  readonly unapproved: readonly string[];
  /** French: where a call goes now, by which rule; null in a gap of the week. */
  readonly route: string | null;
}

/** Whether the PBX holds to it: now, as soon as it is back (told again each minute), or there is none. */
export type LimitTold = 'applied' | 'later' | 'no-pbx';

/** A threshold of overflow that the reader may change: so many calls at once at `to`, the others go on to `overflow`. */
export interface ShownLimit {
  /** From 1, as the table of rules numbers them. */
  readonly rule: number;
  /** French: the hours of the rule. */
  readonly when: string;
  /** It holds at this minute. */
  readonly isNow: boolean;
  readonly to: string;
  readonly overflow: string;
  readonly max: number;
  /** Of the folder. */
  readonly planned: number;
  readonly least: number;
  readonly most: number;
  /** Null: as planned. */
  readonly changed: { readonly by: string; readonly atMs: number } | null;
}

/** Share of the calls that ended which were answered in time, 0 to 1; null before the first. */
export function servedShare({ served, answered, abandoned }: LineCounts): number | null {
  const ended = answered + abandoned;
  return ended === 0 ? null : served / ended;
}
