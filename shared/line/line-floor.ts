import type { Money } from '../money.ts';

/** A seat that somebody holds now, or that wrong codes froze. */
export interface LinePlace {
  /** `MAISON-07`; '' for one who has not sat down yet. */
  readonly seat: string;
  readonly site: string;
  /** As the volunteer is called; '' at a frozen seat. */
  readonly person: string;
  /** Of the account that the badge opened. */
  readonly login: string;
  /** Since when nobody may try a code there. */
  readonly frozenAtMs: number | null;
  /** Since when they wait for a lead's word; null: they ask nothing. */
  readonly helpSinceMs: number | null;
}

/** Hours at a site that are not over, and how they are filled. */
export interface LineHours {
  readonly site: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly capacity: number;
  readonly taken: number;
  readonly waiting: number;
  readonly trained: number;
}

/** Who sits on a line, within the reader's sites. */
export interface LineFloor {
  readonly places: readonly LinePlace[];
  readonly hours: readonly LineHours[];
}

/** A pledge that waits for a lead's call-back; nobody is named. */
export interface PledgeToCheck {
  readonly id: string;
  readonly site: string;
  readonly atMs: number;
  readonly amount: Money;
  readonly isMonthly: boolean;
}

/** Who made it, for the call-back; the opening is audited. */
export interface PledgeMaker {
  /** '' for somebody without a name. */
  readonly name: string;
  readonly address: string;
  /** Where the link goes; '' for a letter. */
  readonly to: string;
}
