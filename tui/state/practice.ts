import type { CallOutcomeInput } from '../../shared/call-outcome.ts';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import type { Card } from '../../shared/card.ts';
import type { PracticeResult } from '../../shared/practice.ts';
import { exerciseProblem, exercisesOf } from '../../shared/practice.ts';
import { PRACTICE } from '../words/french-practice.ts';
import { openCall } from './call/call.ts';
import { type AgentMessage, type Command, type Update, update, withNotice } from './messages.ts';
import type { ScreenWorldMessage } from './screen-messages.ts';
import type { Practice, ScreenOverlay } from './screens.ts';
import type { WorkstationState } from './workstation-state.ts';

type Exercise = ScreenOverlay & { kind: 'exercise' };

function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function cardOf({ start, index, done }: Practice): Card {
  return { ...start.card, callId: uuidOf(index * 100 + done.length + 1) };
}

/** The exercise under way from its first node, under its page. */
function begun(state: WorkstationState, practice: Practice, nowMs: number): WorkstationState {
  const call = openCall(cardOf(practice), practice.script, nowMs);
  const stage = { at: 'call', call } as const;
  return { ...state, practice, stage, overlay: { kind: 'exercise', phase: 'brief' } };
}

function showing(state: WorkstationState, overlay: Exercise): WorkstationState {
  return { ...state, overlay };
}

function resultOf({ start, exercises, done }: Practice): PracticeResult {
  const answers = exercises.flatMap((exercise, at) => {
    const outcome = done[at];
    return outcome ? [{ exercise, outcome }] : [];
  });
  return { campaign: start.campaign, answers };
}

/** Ends the practice, passed or not, and asks for a real card. */
function leavePractice(state: WorkstationState): Update {
  const { practice: _, overlay: __, ...rest } = state;
  return update({ ...rest, campaignName: '', stage: { at: 'loading' } }, { do: 'resume' });
}

function judged(state: WorkstationState, practice: Practice, outcome: CallOutcomeInput): Update {
  const exercise = practice.exercises[practice.index];
  if (exercise === undefined) return update(state);
  const { script, start } = practice;
  const answer = { exercise, outcome: callOutcomeSchema.parse(outcome) };
  const why = exerciseProblem(answer, { script, zone: start.card.donor.zone });
  if (why !== undefined) return update(showing(state, { kind: 'exercise', phase: 'wrong', why }));
  const next = { ...practice, done: [...practice.done, outcome], index: practice.index + 1 };
  if (next.index < next.exercises.length)
    return update({ ...showing(state, { kind: 'exercise', phase: 'right' }), practice: next });
  const sending = showing({ ...state, practice: next }, { kind: 'exercise', phase: 'sending' });
  return update(sending, { do: 'pass-practice', result: resultOf(next) });
}

function pageUpdate(
  state: WorkstationState,
  overlay: Exercise,
  { message, nowMs, practice }: { message: AgentMessage; nowMs: number; practice: Practice },
): Update {
  if (message.type === 'quit') return abandon(state);
  if (overlay.phase === 'brief' && message.type === 'help')
    return update({ ...state, overlay: { kind: 'help', scroll: 0 } });
  if (overlay.phase === 'brief' && (message.type === 'escape' || message.type === 'practice'))
    return update(withoutOverlay(state));
  if (message.type !== 'accept') return update(state);
  switch (overlay.phase) {
    case 'brief':
      return update(withoutOverlay(state));
    case 'right':
    case 'wrong':
      return update(begun(state, practice, nowMs));
    case 'unsent': {
      const sending = showing(state, { kind: 'exercise', phase: 'sending' });
      return update(sending, { do: 'pass-practice', result: resultOf(practice) });
    }
    case 'passed':
      return leavePractice(state);
    case 'sending':
      return update(state);
  }
}

function withoutOverlay(state: WorkstationState): WorkstationState {
  const { overlay: _, ...rest } = state;
  return rest;
}

function abandon(state: WorkstationState): Update {
  return withNotice(leavePractice(state), PRACTICE.left, 'info');
}

/** What may reach the world from a card that does not exist. */
const HARMLESS: ReadonlySet<Command['do']> = new Set(['wake', 'repaint', 'aids', 'diary', 'my-day', 'leave']);

/** Nothing of the fictitious card leaves the workstation: what would have been sent is said instead. */
function keptHere({ state, commands }: Update): Update {
  const kept = commands
    .filter((command) => HARMLESS.has(command.do))
    .map((command): Command => (command.do === 'leave' ? { do: 'leave' } : command));
  return commands.length === kept.length
    ? { state, commands: kept }
    : withNotice({ state, commands: kept }, PRACTICE.notSent, 'info');
}

/** Keys during the practice: those of a real call, save that an outcome is judged and that quitting leaves the practice. */
export function practiceUpdate(
  state: WorkstationState,
  practice: Practice,
  key: {
    readonly message: AgentMessage;
    readonly nowMs: number;
    readonly asReal: (state: WorkstationState) => Update;
  },
): Update {
  const { message, nowMs, asReal } = key;
  const { overlay } = state;
  if (overlay?.kind === 'exercise') return pageUpdate(state, overlay, { message, nowMs, practice });
  if (!overlay && message.type === 'quit') return abandon(state);
  if (!overlay && message.type === 'practice')
    return update(showing(state, { kind: 'exercise', phase: 'brief' }));
  const { state: next, commands } = asReal(state);
  const save = commands.find((command) => command.do === 'save');
  return save ? judged(next, practice, save.outcome) : keptHere({ state: next, commands });
}

/** Asks for the practice: its page says so until it comes. */
export function askPractice(state: WorkstationState): Update {
  return withNotice(update(state, { do: 'begin-practice' }), PRACTICE.loading, 'info');
}

type PracticeMessage = Extract<ScreenWorldMessage, { readonly type: `practice-${string}` }>;

/** Where a practice may start: no card is open there. */
const IDLE: ReadonlySet<WorkstationState['stage']['at']> = new Set(['waiting', 'pause', 'trouble']);

/** What the server answers about the practice. */
export function practiceWorld(state: WorkstationState, message: PracticeMessage, nowMs: number): Update {
  switch (message.type) {
    case 'practice-came': {
      if (state.practice || !IDLE.has(state.stage.at)) return update(state);
      const { start, script, aids } = message;
      const exercises = exercisesOf((aids?.objections.length ?? 0) > 0);
      const practice = { start, script, exercises, index: 0, done: [] };
      const { code, aidsVersion = '' } = start.card.campaign;
      const { notice: _, ...rest } = state;
      const known = {
        campaign: code,
        version: aidsVersion,
        aids: aids ?? { version: '', notes: [], objections: [] },
      };
      const campaignName = PRACTICE.campaign(start.campaignName);
      return update(begun({ ...rest, campaignName, aids: known }, practice, nowMs));
    }
    case 'practice-failed':
      return withNotice(update(state), `${message.problem.message} ${message.problem.hint}`, 'alert');
    case 'practice-passed':
      return state.practice ? update(showing(state, { kind: 'exercise', phase: 'passed' })) : update(state);
    case 'practice-unsent':
      return state.practice
        ? update(showing(state, { kind: 'exercise', phase: 'unsent', problem: message.problem }))
        : update(state);
  }
}
