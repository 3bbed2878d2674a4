import type { CallAids } from '../../../shared/call-aids.ts';
import { type CallOutcomeInput, callOutcomeSchema } from '../../../shared/call-outcome.ts';
import type { CallScript } from '../../../shared/call-script.ts';
import type { Card } from '../../../shared/card.ts';
import {
  exerciseProblem,
  exercisesOf,
  type PracticeResult,
  type PracticeStart,
} from '../../../shared/practice.ts';
import { FRENCH } from '../../words/french.ts';
import { PRACTICE } from '../../words/french-practice.ts';
import { openCall } from '../call/call.ts';
import type { ResumeCommand } from '../next-card.ts';
import type { Problem } from '../problem.ts';
import {
  covered,
  type Rows,
  type Update,
  update,
  type WakeCommand,
  type WhyNot,
  withNotice,
} from '../update.ts';
import type { Practice, WorkstationState } from '../workstation-state.ts';
import { leavePractice } from './leave-practice.ts';
import { lessonOf } from './lesson.ts';

/** Starts the practice, or shows its page again. */
export interface PracticeMessage {
  readonly type: 'practice';
}

export type PracticeNews =
  | {
      readonly type: 'practice-came';
      readonly start: PracticeStart;
      readonly script: CallScript;
      readonly aids?: CallAids;
    }
  | { readonly type: 'practice-failed'; readonly problem: Problem }
  | { readonly type: 'practice-passed' }
  | { readonly type: 'practice-unsent'; readonly problem: Problem };

export type PracticeCommand =
  | { readonly do: 'begin-practice' }
  | { readonly do: 'pass-practice'; readonly result: PracticeResult };

/** The practice has cards of its own: a real one is closed first. */
export const noPracticeNow: WhyNot = ({ practice, stage }) => {
  if (practice) return undefined;
  if (stage.at === 'saving') return FRENCH.refusals.pauseUnsent;
  return stage.at === 'call' ? FRENCH.refusals.practiceOnCard : undefined;
};

/** Nothing of the practice reaches the server. */
export const notInPractice: WhyNot = ({ practice }) => (practice ? FRENCH.refusals.notInPractice : undefined);

function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function cardOf({ start, index, done }: Practice): Card {
  return { ...start.card, callId: uuidOf(index * 100 + done.length + 1) };
}

/** The exercise under way from its first node, under its page. */
export function begun(state: WorkstationState, practice: Practice, nowMs: number): WorkstationState {
  const call = openCall(cardOf(practice), practice.script, nowMs);
  const stage = { at: 'call', call } as const;
  return { ...state, practice, stage, overlay: { kind: 'exercise', phase: 'brief' } };
}

export function resultOf({ start, exercises, done }: Practice): PracticeResult {
  const answers = exercises.flatMap((exercise, at) => {
    const outcome = done[at];
    return outcome ? [{ exercise, outcome }] : [];
  });
  return { campaign: start.campaign, answers };
}

/** An outcome that would have been sent: right, wrong, or the last one. */
export function judged(
  state: WorkstationState,
  practice: Practice,
  outcome: CallOutcomeInput,
): Update<PracticeCommand> {
  const exercise = practice.exercises[practice.index];
  if (exercise === undefined) return update(state);
  const { script, start } = practice;
  const answer = { exercise, outcome: callOutcomeSchema.parse(outcome) };
  const why = exerciseProblem(answer, { script, zone: start.card.donor.zone });
  if (why !== undefined) return update(covered(state, { kind: 'exercise', phase: 'wrong', why }));
  const next = { ...practice, done: [...practice.done, outcome], index: practice.index + 1 };
  if (next.index < next.exercises.length)
    return update({ ...covered(state, { kind: 'exercise', phase: 'right' }), practice: next });
  const sending = covered({ ...state, practice: next }, { kind: 'exercise', phase: 'sending' });
  return update(sending, { do: 'pass-practice', result: resultOf(next) });
}

/** Ends it unpassed, and says so. */
export function abandonPractice(state: WorkstationState): Update<ResumeCommand | WakeCommand> {
  return withNotice(leavePractice(state), PRACTICE.left, 'info');
}

/** Asks for the practice: its page says so until it comes. */
export const PRACTICE_KEYS: Rows<PracticeMessage, PracticeCommand | WakeCommand> = {
  practice: (state) =>
    state.overlay
      ? update(state)
      : withNotice(update(state, { do: 'begin-practice' }), PRACTICE.loading, 'info'),
};

/** Where a practice may start: no card is open there. */
const IDLE: ReadonlySet<WorkstationState['stage']['at']> = new Set([
  'waiting',
  'wrap-up',
  'pause',
  'trouble',
]);

function practiceCame(
  state: WorkstationState,
  { start, script, aids }: PracticeNews & { type: 'practice-came' },
  nowMs: number,
): Update<never> {
  if (state.practice || !IDLE.has(state.stage.at)) return update(state);
  const exercises = exercisesOf(script.kind, (aids?.objections.length ?? 0) > 0);
  const modules = (aids?.modules ?? []).filter(({ code }) => start.modules.includes(code));
  const practice = { start, script, exercises, index: 0, done: [], modules };
  const { code: campaign, aidsVersion = '' } = start.card.campaign;
  const { notice: _, ...rest } = state;
  const known = {
    campaign,
    version: aidsVersion,
    aids: aids ?? { version: '', notes: [], objections: [] },
  };
  const campaignName = PRACTICE.campaign(start.campaignName);
  const exercising = begun({ ...rest, campaignName, aids: known }, practice, nowMs);
  return update(start.isPractised && modules.length > 0 ? covered(exercising, lessonOf(0)) : exercising);
}

export const PRACTICE_NEWS: Rows<PracticeNews, WakeCommand> = {
  'practice-came': practiceCame,
  'practice-failed': (state, { problem }) =>
    withNotice(update(state), `${problem.message} ${problem.hint}`, 'alert'),
  'practice-passed': (state) =>
    update(state.practice ? covered(state, { kind: 'exercise', phase: 'passed' }) : state),
  'practice-unsent': (state, { problem }) =>
    update(state.practice ? covered(state, { kind: 'exercise', phase: 'unsent', problem }) : state),
};
