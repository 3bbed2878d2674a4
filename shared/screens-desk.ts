import type { CallAids } from './call-aids.ts';
import type { CallOutcomeInput } from './call-outcome.ts';
import type { Card } from './card.ts';
import type { Diary } from './diary.ts';
import type { ExerciseId } from './practice.ts';

/** What the practice of a campaign needs; the donor on the card cannot exist. */
export interface PracticeStart {
  readonly campaign: string;
  readonly campaignName: string;
  readonly card: Card;
  /** Campaigns of the agent still to practise, this one included. */
  readonly toPass: readonly string[];
}

/** Every exercise of the campaign, in any order, each with its outcome. */
export interface PracticeResult {
  readonly campaign: string;
  readonly answers: readonly { readonly exercise: ExerciseId; readonly outcome: CallOutcomeInput }[];
}

/** The part of a desk that serves what surrounds the calls. Rejects with AppErrors as the rest does. */
export interface ScreensDesk {
  /** Knowledge and objections of a campaign, by version: the same version is always the same content. */
  aids(campaign: string, version: string): Promise<CallAids>;
  /** The agent's own callbacks. */
  diary(): Promise<Diary>;
  /** Starts the practice of the first campaign not passed yet, else of the first one; no card may be open. */
  beginPractice(): Promise<PracticeStart>;
  /** Judged again by the server, then recorded with the date; passing twice keeps the first date. */
  passPractice(result: PracticeResult): Promise<{ readonly passedAtMs: number }>;
}
