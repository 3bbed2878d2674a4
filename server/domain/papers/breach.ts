import type { Role } from '../../../shared/roles.ts';
import type { PaperDirectory } from './paper-directory.ts';

/** The three of the law's guidance; a breach may be several at once. */
export const BREACH_KINDS = ['confidentialite', 'integrite', 'disponibilite'] as const;
export type BreachKind = (typeof BREACH_KINDS)[number];

export const BREACH_KIND_LABEL: Record<BreachKind, string> = {
  confidentialite: 'confidentialité (vue ou prise par qui n’y avait pas droit)',
  integrite: 'intégrité (changée sans droit, ou par erreur)',
  disponibilite: 'disponibilité (perdue, détruite, inaccessible)',
};

/** `closed` ends it: nothing follows. */
export type BreachEventKind = 'note' | 'measure' | 'charity-told' | 'closed';

export const BREACH_EVENT_LABEL: Record<BreachEventKind, string> = {
  note: 'constat',
  measure: 'mesure prise',
  'charity-told': 'association prévenue',
  closed: 'dossier clos',
};

/**
 * Our word to the charity (docs/rules/data-protection.md), and the time that the charity has towards its authority
 * (GDPR art. 33).
 */
export const CHARITY_HOURS = 24;
export const AUTHORITY_HOURS = 72;
const HOUR_MS = 3_600_000;

/** `told` once the charity is; before, how long we have already kept it waiting. */
export type BreachLevel = 'told' | 'calm' | 'late' | 'last-day' | 'overdue' | 'closed';

export interface BreachClock {
  readonly charityDueAtMs: number;
  readonly authorityDueAtMs: number;
  /** Until the 72 h; negative once they are over. */
  readonly leftMs: number;
  readonly level: BreachLevel;
}

/** Counted from our discovery: the prudent reading, since the charity's own 72 h begin at the latest when we tell it. */
export function breachClock(breach: {
  readonly discoveredAtMs: number;
  readonly charityToldAtMs: number | undefined;
  readonly isClosed: boolean;
  readonly nowMs: number;
}): BreachClock {
  const { discoveredAtMs, charityToldAtMs, isClosed, nowMs } = breach;
  const hours = (nowMs - discoveredAtMs) / HOUR_MS;
  const waiting = (): BreachLevel => {
    if (hours >= AUTHORITY_HOURS) return 'overdue';
    if (hours >= AUTHORITY_HOURS - CHARITY_HOURS) return 'last-day';
    return hours >= CHARITY_HOURS ? 'late' : 'calm';
  };
  const authorityDueAtMs = discoveredAtMs + AUTHORITY_HOURS * HOUR_MS;
  return {
    charityDueAtMs: discoveredAtMs + CHARITY_HOURS * HOUR_MS,
    authorityDueAtMs,
    leftMs: authorityDueAtMs - nowMs,
    level: isClosed ? 'closed' : charityToldAtMs === undefined ? waiting() : 'told',
  };
}

/** Some were numbered VIOL-: they keep that number, which stands in what the charity was given. */
export const BREACH_ID = /^(?:INC-DONNEES|VIOL)-\d{4}-\d{1,6}$/;

/** `INC-DONNEES-2026-3`: the third opened, whatever its year. */
export function breachId(openedOn: string, rank: number): string {
  return `INC-DONNEES-${openedOn.slice(0, 4)}-${rank}`;
}

/** What one campaign had in it when the breach was opened. Counts only. */
export interface BreachedCampaign {
  readonly code: string;
  readonly name: string;
  readonly charity: string;
  readonly country: string;
  readonly state: string;
  /** Rows of the charity's files. */
  readonly received: number;
  readonly records: number;
  /** Of those, the ones that were called at least once. */
  readonly called: number;
  readonly keyFingerprint: string;
}

export interface BreachAccess {
  readonly login: string;
  readonly role: Role;
  readonly campaigns: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly disabled: boolean;
}

/** One line of the timeline: how often something was done on a day, and by how many. */
export interface BreachDay {
  readonly day: string;
  readonly action: string;
  readonly times: number;
  readonly actors: number;
}

export interface BreachFacts {
  readonly campaigns: readonly BreachedCampaign[];
  /** Of the charities of these campaigns; files opened before it was counted say nothing of it. */
  readonly directories?: readonly PaperDirectory[] | undefined;
  /** Accounts whose access ran at some time from thirty days before the discovery to the opening of the file. */
  readonly access: readonly BreachAccess[];
  readonly timelineFromMs: number;
  readonly timeline: readonly BreachDay[];
  readonly auditHead: { readonly seq: number; readonly hash: string };
  /** Backups of the house that hold records of these campaigns. */
  readonly backups: number;
}
