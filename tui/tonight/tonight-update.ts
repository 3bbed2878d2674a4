import { editField, type TextField, textField, typeInto } from '../state/text-field.ts';
import { TONIGHT } from './french-tonight.ts';
import {
  personShown,
  rankShown,
  type Sure,
  slotShown,
  type TonightCommand,
  type TonightMessage,
  type TonightOrder,
  type TonightState,
} from './tonight-state.ts';

/** Signs of a reason; the server holds them too. */
const REASON = { least: 5, most: 200 } as const;

interface TonightStep {
  readonly state: TonightState;
  readonly commands: readonly TonightCommand[];
}

const stay = (state: TonightState, ...commands: TonightCommand[]): TonightStep => ({ state, commands });

/** Nothing said, nothing over the people. */
function closed({ said: _, overlay: _overlay, ...state }: TonightState): TonightState {
  return state;
}

function quiet({ said: _, ...state }: TonightState): TonightState {
  return state;
}

const sent = (state: TonightState, order: TonightOrder): TonightStep =>
  stay({ ...closed(state), isSending: true }, order);

function moved(state: TonightState, by: number): TonightState {
  const people = state.tonight?.people ?? [];
  const rank = Math.max(0, Math.min(people.length - 1, rankShown(state) + by));
  const signup = people[rank]?.signup;
  return { ...quiet(state), ...(signup !== undefined && { signup }) };
}

/** Another slot: its people come with the next push. */
function turned(state: TonightState, by: number): TonightStep {
  const slots = state.tonight?.slots ?? [];
  const at = slots.findIndex(({ id }) => id === state.tonight?.slot);
  const next = slots[(at + by + slots.length) % slots.length];
  const { signup: _, ...rest } = quiet(state);
  return next ? stay(rest, { do: 'follow', slot: next.id }) : stay(state);
}

function sureOf(state: TonightState, what: 'code' | 'print'): Sure | undefined {
  const [slot, person] = [slotShown(state), personShown(state)];
  if (!slot) return undefined;
  if (what === 'print') return { do: 'print', slot: slot.id, count: slot.held - slot.seated };
  return person && { do: 'code', slot: slot.id, signup: person.signup, person: person.person };
}

function written(state: TonightState, change: (field: TextField) => TextField): TonightState {
  const { overlay } = state;
  if (overlay?.at !== 'swap') return state;
  return { ...quiet(state), overlay: { ...overlay, field: change(overlay.field) } };
}

/** Enter over what was asked for. */
function accepted(state: TonightState): TonightStep {
  const { overlay } = state;
  if (overlay?.at === 'sure') return sent(state, overlay.sure);
  if (overlay?.at !== 'swap') return stay(closed(state));
  const reason = overlay.field.text.trim();
  if (reason.length < REASON.least) return stay({ ...state, said: TONIGHT.swap.short });
  return sent(state, { do: 'swap', signup: overlay.signup, person: overlay.person, reason });
}

/** What a key does to the slot or the person shown. */
function ordered(state: TonightState, message: TonightMessage): TonightStep {
  const [slot, one] = [slotShown(state), personShown(state)];
  if (message.type === 'mark' && one) {
    const { signup, person } = one;
    return sent(state, { do: 'attend', signup, person, as: message.as });
  }
  if (message.type === 'move-up' && slot) return sent(state, { do: 'move-up', slot: slot.id });
  if (message.type === 'count-call' && slot) return sent(state, { do: 'count-call', slot: slot.id });
  if (message.type === 'swap' && one) {
    const { signup, person } = one;
    const field = textField('', { max: REASON.most });
    return stay({ ...quiet(state), overlay: { at: 'swap', signup, person, field } });
  }
  const sure = message.type === 'sure' ? sureOf(state, message.sure) : undefined;
  return sure ? stay({ ...quiet(state), overlay: { at: 'sure', sure } }) : stay(state);
}

/** What comes by itself: the day, the way to the server, the end of an order. */
function heard(state: TonightState, message: TonightMessage): TonightState {
  switch (message.type) {
    case 'came': {
      const { failure: _, ...rest } = state;
      return { ...rest, isConnected: true, tonight: message.tonight };
    }
    case 'failed':
      return {
        ...state,
        failure: { message: message.message, hint: message.hint },
        said: `${message.message} ${message.hint}`,
      };
    case 'connected':
      return { ...state, isConnected: message.isConnected };
    case 'done':
      return { ...state, isSending: false, said: message.text };
    case 'told':
      return { ...state, said: message.text };
    case 'drawn':
      return { ...quiet(state), isSending: false, overlay: { at: 'code', code: message.code } };
    case 'counted':
      return { ...quiet(state), isSending: false, overlay: { at: 'sure', sure: message.sure } };
    case 'refused':
      return { ...state, isSending: false, said: message.text };
    default:
      return state;
  }
}

/** « Ce soir » as a pure function of what it hears: from the server, from the keys. */
export function tonightUpdate(state: TonightState, message: TonightMessage): TonightStep {
  switch (message.type) {
    case 'resized':
      return stay({ ...state, size: message.size });
    case 'move':
      return stay(moved(state, message.by));
    case 'turn':
      return turned(state, message.by);
    case 'typed':
      return stay(written(state, (field) => typeInto(field, message.text)));
    case 'edit':
      return stay(written(state, (field) => editField(field, message.edit)));
    case 'accept':
      return accepted(state);
    case 'help':
      return stay(state.overlay ? closed(state) : { ...quiet(state), overlay: { at: 'keys' } });
    case 'back':
      return stay(closed(state));
    case 'repaint':
    case 'leave':
      return stay(state, { do: message.type });
    case 'mark':
    case 'sure':
    case 'swap':
    case 'move-up':
    case 'count-call':
      return ordered(state, message);
    default:
      return stay(heard(state, message));
  }
}
