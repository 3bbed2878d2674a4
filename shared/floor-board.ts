import type { Currency } from './currency.ts';
import type { Money } from './money.ts';

/** The floor as a lead sees it (F-09): logins, record numbers, counts. No donor's data, ever. */

export interface FloorAgent {
  readonly login: string;
  readonly displayName: string;
  readonly state: 'card' | 'waiting' | 'pause' | 'away';
  readonly sinceMs: number;
  /** A pause was asked for after the card on screen. */
  readonly pauseAsked: boolean;
  /** Of the work under way; '' without. */
  readonly campaign: string;
  readonly calls: number;
  readonly useful: number;
  readonly agreements: number;
  /** Of the day, per month; one amount a currency met. */
  readonly uplifts: readonly Money[];
  readonly callbacks: number;
}

export interface BoardAgent extends FloorAgent {
  /** Those the agent gets cards of. */
  readonly campaigns: readonly string[];
  /** On their screen. */
  readonly recordId: number | null;
}

/** The day-parts of docs/rules/cadence.md, as a queue counts them. */
export const DAY_PARTS = ['M', 'A', 'S', 'SA'] as const;
export type DayPartCode = (typeof DAY_PARTS)[number];

export const DAY_PART_NAME: Readonly<Record<DayPartCode, string>> = {
  M: 'matin',
  A: 'après-midi',
  S: 'soirée',
  SA: 'samedi',
};

/** Where every open record of a campaign stands: the counts part them, none is in two. */
export interface QueueStanding {
  /** May be called now, by whoever asks first. */
  readonly callable: number;
  /** May be called now by the one person they are given to. */
  readonly given: number;
  /** Due, but their place is closed at this hour. */
  readonly outside: number;
  /** Callbacks whose hour has not come. */
  readonly callbacks: number;
  /** Called already, resting until their next try. */
  readonly resting: number;
  /** On a screen. */
  readonly leased: number;
  /** Waiting for a check of the Belgian list. */
  readonly held: number;
  /** Set aside by an agent. */
  readonly frozen: number;
  /** Of `callable` and `given`, by the part of the day that suits them best. */
  readonly byPart: Readonly<Record<DayPartCode, number>>;
  /** When the next one may be called, if none may now. */
  readonly nextAtMs: number | null;
}

export interface BoardCampaign extends QueueStanding {
  readonly code: string;
  readonly state: string;
  readonly currency: Currency;
  /** Ready records whose hour has come, whatever the place; and those whose hour has not. */
  readonly due: number;
  readonly later: number;
  readonly paused: { readonly by: string; readonly untilMs: number; readonly reason: string } | null;
  /** Agents it is open to who are not away. */
  readonly present: number;
  /** French: why nobody gets a card of it now; null while somebody may. */
  readonly whyEmpty: string | null;
}

export interface BoardAlert {
  readonly kind: 'help' | 'reply' | 'damaged' | 'lease' | 'late-email' | 'frozen' | 'bounce';
  /** French, without a donor's name; of a call for help, the agent's words. */
  readonly text: string;
  /** The oldest of what it counts. */
  readonly sinceMs: number;
}

/** A record that an agent set aside: nobody calls until it is released. */
export interface FloorFrozen {
  readonly recordId: number;
  readonly campaign: string;
  /** Who set it aside. */
  readonly login: string;
  readonly atMs: number;
}

export interface FloorBoard {
  readonly nowMs: number;
  readonly agents: readonly BoardAgent[];
  readonly campaigns: readonly BoardCampaign[];
  /** The most pressing kind first, then oldest first. */
  readonly alerts: readonly BoardAlert[];
  readonly frozen: readonly FloorFrozen[];
}

/** One indicator that has a target, as French text. */
export interface BoardFigure {
  readonly label: string;
  readonly cumulated: string;
  readonly target: string;
  readonly distance: string;
  /** At the target or beyond it. */
  readonly isReached: boolean;
}

export interface BoardFigures {
  readonly campaign: string;
  readonly figures: readonly BoardFigure[];
}
