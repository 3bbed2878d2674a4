import { cardNumber } from '../../shared/card-number.ts';
import { type PledgeField, readPledge } from '../../shared/line/pledge-form.ts';
import type { LineExit, SeatCall } from '../../shared/line-seat.ts';
import type { Key } from '../keys/key-names.ts';
import { formKey, moved, nextKnown } from './form-keys.ts';
import { PLEDGE } from './french-pledge.ts';
import {
  type CallForm,
  emptyCall,
  endOf,
  formless,
  loneCode,
  type Place,
  type PledgeCommand,
  type PledgeMessage,
  type PledgeState,
  type PledgeStep,
  ringsBack,
  type Stage,
  typedPledge,
  waiting,
} from './pledge-state.ts';

type Pressed = Extract<PledgeMessage, { type: 'key' }>;

const stay = (state: PledgeState, ...commands: PledgeCommand[]): PledgeStep => ({ state, commands });
const warn = (state: PledgeState, text: string): PledgeStep =>
  stay({ ...state, said: { text, tone: 'warn' } });

/** The pledge desk as a pure function of what it hears: from the server, from the keys. */
export function pledgeUpdate(state: PledgeState, message: PledgeMessage): PledgeStep {
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'answered':
      return answered(state, message);
    case 'towns-came': {
      const { postcode, names } = message;
      // Of another call, or of a code typed since, they are the towns of nothing on screen.
      return stay(state.call ? { ...state, call: { ...state.call, towns: { postcode, names } } } : state);
    }
    case 'called':
      return called(state, message);
    case 'known-came':
      return knownCame(state, message);
    case 'words-came':
      return wordsCame(state, message);
    case 'passed-on':
      if (state.stage !== 'way-out') return stay(state);
      return message.isOver
        ? stay({ ...waiting(state), ended: state.talk?.callId })
        : stay({ ...state, passing: 'nobody', said: undefined });
    case 'seat':
      return seatChanged(state, message);
    case 'failed':
      return state.stage === 'saving'
        ? stay({ ...state, stage: 'read-back', said: { text: PLEDGE.unsaved(message.text), tone: 'bad' } })
        : stay({ ...state, said: { text: message.text, tone: 'bad' } });
    case 'told':
      return stay({ ...state, said: { text: message.text, tone: 'good' } });
    case 'key':
      return pressed(state, message);
  }
}

function answered(state: PledgeState, { answer }: Extract<PledgeMessage, { type: 'answered' }>): PledgeStep {
  if (state.stage !== 'saving' || !state.call) return stay(state);
  if (answer.kind === 'duplicate') return stay({ ...state, stage: 'duplicate', answer, said: undefined });
  if (answer.kind === 'refused') return toProblem(state, state.call, answer.problems);
  // The person is off the screen as soon as their pledge is on the disk.
  return stay({ ...formless(state, 'saved'), count: state.count + 1, answer });
}

function called(
  state: PledgeState,
  { talk, practice }: Extract<PledgeMessage, { type: 'called' }>,
): PledgeStep {
  if (state.talk?.callId === talk.callId) return stay(state);
  const next: PledgeState = { ...waiting(state), stage: 'form', practice, talk, call: emptyCall(state.line) };
  if (practice) return stay(next);
  const words = { do: 'words', campaign: state.line.code, callId: talk.callId } as const;
  // Without a PBX no number shows.
  const asks = state.seat && state.seat.line !== 'manual';
  return asks ? stay(next, words, { do: 'known', callId: talk.callId }) : stay(next, words);
}

/** Whoever is rung back hears who calls, and may want nothing any more. */
function calledAtSeat(state: PledgeState, { callId, atMs, isBack }: SeatCall): PledgeStep {
  const step = called(state, { type: 'called', talk: { callId, startedAtMs: atMs, isBack } });
  if (!isBack) return step;
  return { ...step, state: { ...step.state, said: { text: PLEDGE.ringingBack, tone: 'warn' } } };
}

function knownCame(
  state: PledgeState,
  { callId, people }: Extract<PledgeMessage, { type: 'known-came' }>,
): PledgeStep {
  const { call, talk } = state;
  if (!call || talk?.callId !== callId || people.length === 0) return stay(state);
  return stay({ ...state, call: { ...call, known: { people, at: -1 } } });
}

/** As scripts do with the next card: a form in which something was typed ends on the words that it began with. */
function wordsCame(
  state: PledgeState,
  { callId, line }: Extract<PledgeMessage, { type: 'words-came' }>,
): PledgeStep {
  const { call, talk, stage } = state;
  if (!call || stage !== 'form' || talk?.callId !== callId) return stay(state);
  if (call.focus !== 'amount' || Object.values(call.texts).some(({ text }) => text !== ''))
    return stay(state);
  const isNew = line.edition !== state.line.edition;
  const said = state.said ?? (isNew ? ({ text: PLEDGE.newWords, tone: 'good' } as const) : undefined);
  return stay({ ...state, said, line, call: { ...emptyCall(line), known: call.known } });
}

/** The house says how the seat is: a caller came, hung up, or the line is cut. A form is kept whatever happens. */
function seatChanged(before: PledgeState, { now }: Extract<PledgeMessage, { type: 'seat' }>): PledgeStep {
  const { call, ...told } = now;
  const { line, isReady } = told;
  if (!before.seat) return stay(before);
  const wasDown = before.seat.line === 'down';
  const isNews = before.stage === 'waiting' && before.seat.isReady !== isReady;
  const said = isNews ? undefined : before.said;
  const state = { ...before, said, seat: { ...before.seat, ...told } };
  if (state.practice) return stay(state);
  // A screen without a caller says it at length already.
  if (line === 'down' && !wasDown)
    return state.stage === 'waiting' ? stay({ ...state, said: undefined }) : warn(state, PLEDGE.lineDown);
  if (wasDown && line !== 'down') return stay({ ...state, said: { text: PLEDGE.lineUp, tone: 'good' } });
  if (call && call.callId !== state.talk?.callId && call.callId !== state.ended && !call.isOver)
    return state.call ? stay(state) : calledAtSeat(state, call);
  const { talk } = state;
  if (!talk || talk.isOver || (call?.callId === talk.callId && !call.isOver)) return stay(state);
  return warn({ ...state, talk: { ...talk, isOver: true } }, PLEDGE.hungUp);
}

function toProblem(
  state: PledgeState,
  call: CallForm,
  [first]: readonly { readonly field: PledgeField; readonly problem: string }[],
): PledgeStep {
  if (!first) return stay({ ...state, stage: 'form' });
  const focus = first.field === 'link' && call.texts.to.text !== '' ? 'to' : first.field;
  const text = `${PLEDGE.labels[first.field].slice(2)} : ${first.problem}.`;
  return warn({ ...state, stage: 'form', call: { ...call, focus } }, text);
}

function inWaiting(state: PledgeState, { key, atMs, newCallId }: Pressed): PledgeStep {
  const { seat } = state;
  if (key.name === 'ctrl-q') return stay(state, { do: 'leave' });
  if (key.name === 'f9') return stay(state, { do: 'help' });
  if (seat && key.name === 'ctrl-p') return stay(state, { do: 'ready', isReady: !seat.isReady });
  if (key.name === 'r' && ringsBack(state)) return stay({ ...state, said: undefined }, { do: 'ring-back' });
  if (key.name !== ' ' && key.name !== 'enter') return warn(state, PLEDGE.noSuchKey);
  if (!seat) return called(state, { type: 'called', talk: { callId: newCallId, startedAtMs: atMs } });
  if (!seat.isReady) {
    const said = seat.line === 'manual' ? undefined : ({ text: PLEDGE.opening, tone: 'good' } as const);
    return stay({ ...state, said }, { do: 'ready', isReady: true });
  }
  return seat.line === 'manual' ? stay(state, { do: 'pick-up' }) : warn(state, PLEDGE.callsComeAlone);
}

const AT_STAGE: Readonly<Record<Stage, (state: PledgeState, pressed: Pressed) => PledgeStep>> = {
  waiting: inWaiting,
  form: (state, { key }) => inCall(state, key) ?? inForm(state, key),
  'read-back': (state, { key }) => {
    if (key.name === 'f10') return save(state);
    if (key.name === 'escape') return stay({ ...state, stage: 'form', said: undefined });
    return inCall(state, key) ?? warn(state, PLEDGE.readBackFirst);
  },
  saving: (state) => stay(state),
  duplicate: (state, { key }) => {
    if (key.name === 'g') return save(state, 'keep');
    if (key.name === 'x') return save(state, 'replace');
    if (key.name === 'escape') return stay({ ...state, stage: 'form', answer: undefined });
    return warn(state, PLEDGE.noSuchKey);
  },
  saved: (state, { key }) => afterCall(state, key),
  'way-out': (state, { key }) => afterCall(state, key),
};

function pressed(state: PledgeState, message: Pressed): PledgeStep {
  if (message.key.name === 'ctrl-l') return stay(state, { do: 'repaint' });
  if (message.key.name === 'ctrl-q' && state.stage !== 'waiting') return warn(state, PLEDGE.finishFirst);
  if (message.key.name === 'unknown') return stay(state);
  return AT_STAGE[state.stage](state, message);
}

function afterCall(state: PledgeState, { name }: Key): PledgeStep {
  const { talk, passing } = state;
  if (passing === 'by-key' && talk) {
    // Once they are passed on the seat is free; until then they are heard.
    if (name === 'f12')
      return stay(
        { ...state, said: { text: PLEDGE.passingOn, tone: 'good' } },
        endOf(state, talk, { how: 'hand-over', exit: 'handOver' }),
      );
  } else if (name === 'f12' || name === 'enter' || name === ' ') return over(state, state.wayOut);
  if (state.seat && name === 'ctrl-p') return pauseAfter(state);
  return name === 'f9' ? stay(state, { do: 'help' }) : warn(state, PLEDGE.noSuchKey);
}

/** Nobody is on the line any more, and whoever sits there says so once. */
function over(state: PledgeState, exit: LineExit | undefined): PledgeStep {
  const { talk } = state;
  if (!talk) return stay(waiting(state));
  return stay({ ...waiting(state), ended: talk.callId }, endOf(state, talk, { how: 'hang-up', exit }));
}

/** Whether another caller comes after this one. */
function pauseAfter(state: PledgeState): PledgeStep {
  const isReady = !state.seat?.isReady;
  const text = isReady ? PLEDGE.noPauseAfter : PLEDGE.pauseAfter;
  return stay({ ...state, said: { text, tone: 'good' } }, { do: 'ready', isReady });
}

const WAYS_OUT: Readonly<Record<string, LineExit>> = { f5: 'hoax', f6: 'handOver', f8: 'minor' };

function passingOf({ seat }: PledgeState, wayOut: LineExit): PledgeState['passing'] {
  if (wayOut !== 'handOver') return undefined;
  if (!seat || seat.line === 'manual') return 'by-phone';
  return seat.isTeamThere && seat.line === 'up' ? 'by-key' : 'nobody';
}

/** What works from the first ring to the end: the ways out wipe the form, and nothing of it leaves this screen. */
function inCall(state: PledgeState, { name }: Key): PledgeStep | undefined {
  const wayOut = WAYS_OUT[name];
  if (wayOut) return stay({ ...formless(state, 'way-out'), wayOut, passing: passingOf(state, wayOut) });
  if (name === 'f9') return stay(state, { do: 'help' });
  if (state.seat && name === 'ctrl-p') return pauseAfter(state);
  if (name !== 'f12') return undefined;
  if (state.armed === 'leave-call') return over(state, undefined);
  return warn({ ...state, armed: 'leave-call' }, PLEDGE.leaveAsked);
}

function inForm({ armed, said: _, ...state }: PledgeState, key: Key): PledgeStep {
  const { call } = state;
  if (!call) return stay(state);
  if (key.name === 'f10') return readBackOf(state, call);
  if (key.name === 'f3') {
    const known = nextKnown(call);
    return known ? stay({ ...state, call: known }) : warn(state, PLEDGE.nobodyKnown);
  }
  if (key.name === 'enter' && call.focus === 'lastName' && call.texts.lastName.text.trim() === '')
    return nameless({ ...state, armed }, call);
  const changed = formKey(call, key, state.line);
  if (!changed) return warn(state, PLEDGE.noSuchKey);
  const card = cardIn(changed);
  if (card)
    return warn({ ...state, call: card }, `${PLEDGE.card} « ${state.line.script.exits.cardOffered} »`);
  const problem = key.name === 'enter' ? problemAt(state, changed, call.focus) : undefined;
  if (problem !== undefined) return warn({ ...state, call }, problem);
  const code = loneCode(changed, state.line.country);
  const isNew = code !== undefined && changed.towns?.postcode !== code;
  const asks = isNew ? [{ do: 'towns', campaign: state.line.code, postcode: code } as const] : [];
  return stay({ ...state, call: changed }, ...asks);
}

/** A field that holds a card's number, emptied; undefined when none does. */
function cardIn(call: CallForm): CallForm | undefined {
  for (const [place, field] of Object.entries(call.texts))
    if (cardNumber(field.text))
      return { ...call, texts: { ...call.texts, [place]: { ...field, text: '', cursor: 0 } } };
  return undefined;
}

/** Why what was typed in the field that is left cannot stay; an empty field is judged at the reading back. */
function problemAt({ line }: PledgeState, call: CallForm, focus: Place): string | undefined {
  if (focus === 'rhythm' || focus === 'receipt' || focus === 'link') return undefined;
  if (call.texts[focus].text.trim() === '') return undefined;
  const read = readPledge(typedPledge(call), line.form);
  const field = focus === 'to' ? 'link' : focus;
  return 'problems' in read ? read.problems.find((one) => one.field === field)?.problem : undefined;
}

function nameless(state: PledgeState, call: CallForm): PledgeStep {
  if (state.line.form.anonymous === 'refused' || state.armed === 'nameless')
    return stay({
      ...state,
      armed: undefined,
      call: moved({ ...call, isNameless: true, receipt: false }, 1),
    });
  return warn({ ...state, armed: 'nameless' }, PLEDGE.namelessAsked);
}

function readBackOf(state: PledgeState, call: CallForm): PledgeStep {
  const read = readPledge(typedPledge(call), state.line.form);
  if ('problems' in read) return toProblem(state, call, read.problems);
  return stay({ ...state, stage: 'read-back' });
}

function save(state: PledgeState, earlier?: 'keep' | 'replace'): PledgeStep {
  const { call, line, talk } = state;
  if (!call || !talk) return stay(state);
  const form = typedPledge(call);
  const number = form.link.way === 'sms' ? form.link.to : undefined;
  const pledge = { campaign: line.code, callId: talk.callId, form, edition: line.edition, number, earlier };
  return stay({ ...state, stage: 'saving', said: undefined }, { do: 'save', pledge });
}
