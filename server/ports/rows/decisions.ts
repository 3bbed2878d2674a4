import type { Decision, DecisionAbout } from '../../domain/review/decision-about.ts';

export type { Decision } from '../../domain/review/decision-about.ts';

export interface DecisionReader {
  /** Oldest first. */
  ofCampaign(campaign: string): Promise<readonly Decision[]>;
  /** How many are about that; no word of theirs is opened. */
  countAbout(campaign: string, about: DecisionAbout): Promise<number>;
}

export interface DecisionWriter extends DecisionReader {
  /** Written once: a decision is followed by another one, never rewritten. */
  add(decision: Decision): Promise<void>;
}
