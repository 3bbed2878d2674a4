import type { SeatShift } from '../../shared/line-seat.ts';
import { type PledgeState, type PledgeStep, waiting } from '../pledge/pledge-state.ts';
import { pledgeUpdate } from '../pledge/pledge-update.ts';
import { FRENCH_SEAT } from './french-seat.ts';
import type { SeatCommand, SeatMessage, SeatStage, SeatState, SeatStep } from './seat-state.ts';

type Pressed = Extract<SeatMessage, { readonly type: 'key' }>;

const stay = (state: SeatState, ...commands: SeatCommand[]): SeatStep => ({ state, commands });
const goTo = (state: SeatState, stage: SeatStage): SeatStep => stay({ ...state, stage, notice: '' });
const ask = (state: SeatState, type: 'load' | 'accept' | 'ring' | 'leave'): SeatStep =>
  stay({ ...state, isBusy: true, notice: '' }, { type });

/** Where a shift goes on: the practice calls that are left, then real callers. */
function goOn(state: SeatState, shift: SeatShift): SeatStep {
  if (!shift.isTrained) return goTo(state, { at: 'between' });
  return shift.line
    ? goTo(state, { at: 'desk', desk: realDesk(state, shift) })
    : goTo(state, { at: 'trained' });
}

function realDesk({ size, now }: SeatState, shift: SeatShift): PledgeState {
  const { line = shift.practiceLine, person, seat, hasPbx } = shift;
  const place = { name: seat, line: hasPbx ? 'up' : 'manual', isReady: false, isTeamThere: false } as const;
  const desk = waiting({ size, line, agent: person, count: 0, seat: place });
  return now ? pledgeUpdate(desk, { type: 'seat', now }).state : desk;
}

/** The desk has heard; in the practice, a call that ends without a word is begun again. */
function deskStep(state: SeatState, before: PledgeState, { state: desk, commands }: PledgeStep): SeatStep {
  const end = before.practice && commands.find((one) => one.do === 'end');
  if (end) {
    if (end.exit === undefined) return goTo(state, { at: 'between' });
    return stay({ ...state, stage: { at: 'loading' }, isBusy: true }, { type: 'desk', command: end });
  }
  return stay(
    { ...state, stage: { at: 'desk', desk } },
    ...commands.map(
      (command): SeatCommand => (command.do === 'leave' ? { type: 'leave' } : { type: 'desk', command }),
    ),
  );
}

/** THE keys of a seat beside those of its desk, by where the person is. */
const KEYS: Readonly<Record<Exclude<SeatStage['at'], 'desk'>, (state: SeatState, key: string) => SeatStep>> =
  {
    loading: (state) => stay(state),
    hello: (state, key) => {
      const { shift } = state;
      if (key === 'o' && shift) return shift.hasCharter ? goOn(state, shift) : ask(state, 'accept');
      return key === 'n' ? ask(state, 'leave') : stay(state);
    },
    between: (state, key) => (key === 'enter' ? ask(state, 'ring') : stay(state)),
    trained: (state, key) => (key === 'enter' ? ask(state, 'load') : stay(state)),
  };

function pressed(state: SeatState, message: Pressed): SeatStep {
  const { name } = message.key;
  if (name === 'f1') return stay({ ...state, isHelpOpen: !state.isHelpOpen });
  if (state.isHelpOpen) return stay({ ...state, isHelpOpen: false });
  const { stage } = state;
  if (stage.at === 'desk') return deskStep(state, stage.desk, pledgeUpdate(stage.desk, message));
  if (name === 'ctrl-q') return ask(state, 'leave');
  if (name === 'f9') return stay({ ...state, notice: '' }, { type: 'lead' });
  return state.isBusy ? stay(state) : KEYS[stage.at](state, name.toLowerCase());
}

type Answer = Exclude<
  SeatMessage,
  { readonly type: 'key' | 'resized' | 'told' | 'said' | 'seat' | 'left' | 'desk' }
>;

/** The house has answered: keys work again. */
function answered(before: SeatState, message: Answer): SeatStep {
  const state: SeatState = { ...before, isBusy: false, notice: '' };
  const { shift } = state;
  switch (message.type) {
    case 'loaded': {
      const next = { ...state, shift: message.shift };
      return shift?.hasCharter ? goOn(next, message.shift) : goTo(next, { at: 'hello' });
    }
    case 'accepted': {
      const accepted = shift && { ...shift, hasCharter: true };
      return accepted ? goOn({ ...state, shift: accepted }, accepted) : stay(state);
    }
    case 'rang':
      return shift ? rang(state, shift, message) : stay(state);
    case 'judged':
      return shift ? judged(state, shift, message) : stay(state);
    case 'refused': {
      const next: SeatState =
        state.stage.at === 'loading' && shift ? { ...state, stage: { at: 'between' } } : state;
      return stay({ ...next, notice: message.text });
    }
  }
}

function rang(
  state: SeatState,
  shift: SeatShift,
  { caller, atMs }: Extract<Answer, { type: 'rang' }>,
): SeatStep {
  const { practiceLine: line, person, seat, practiceDone: count } = shift;
  const place = { name: seat, line: 'manual', isReady: false, isTeamThere: false } as const;
  const desk = waiting({ size: state.size, line, agent: person, count, seat: place });
  const talk = { callId: String(caller.number), startedAtMs: atMs };
  const begun = pledgeUpdate(desk, { type: 'called', talk, practice: caller });
  return goTo(state, { at: 'desk', desk: begun.state });
}

function judged(
  state: SeatState,
  shift: SeatShift,
  { verdict }: Extract<Answer, { type: 'judged' }>,
): SeatStep {
  const { practiceDone, isTrained } = verdict;
  const next = { ...state, shift: { ...shift, practiceDone, isTrained } };
  if (!isTrained) return goTo(next, { at: 'between', verdict });
  const step = goOn(next, next.shift);
  const { stage } = step.state;
  if (stage.at !== 'desk') return step;
  const said = { text: FRENCH_SEAT.trainedNow, tone: 'good' } as const;
  return goTo(next, { at: 'desk', desk: { ...stage.desk, said } });
}

/** Callers are not given to a seat that nobody looks at; whoever is on the line is kept. */
function left(state: SeatState): SeatStep {
  const { stage } = state;
  const isWaiting =
    stage.at === 'desk' && stage.desk.stage === 'waiting' && stage.desk.seat?.isReady === true;
  return isWaiting ? stay(state, { type: 'desk', command: { do: 'ready', isReady: false } }) : stay(state);
}

/** What becomes of the screen, and what is asked of the house. Pure. */
export function seatUpdate(before: SeatState, message: SeatMessage): SeatStep {
  const { stage } = before;
  switch (message.type) {
    case 'key':
      return pressed(before, message);
    case 'resized': {
      const { size } = message;
      const next = { ...before, size };
      return stage.at === 'desk'
        ? stay({ ...next, stage: { ...stage, desk: { ...stage.desk, size } } })
        : stay(next);
    }
    case 'seat': {
      const next = { ...before, now: message.now };
      return stage.at === 'desk' ? deskStep(next, stage.desk, pledgeUpdate(stage.desk, message)) : stay(next);
    }
    case 'desk':
      return stage.at === 'desk'
        ? deskStep(before, stage.desk, pledgeUpdate(stage.desk, message.message))
        : stay(before);
    case 'said':
      return stage.at === 'desk'
        ? deskStep(before, stage.desk, pledgeUpdate(stage.desk, { type: 'told', text: message.text }))
        : stay({ ...before, notice: message.text });
    case 'left':
      return left(before);
    case 'told':
      return stay({ ...before, notice: message.text });
    default:
      return answered(before, message);
  }
}
