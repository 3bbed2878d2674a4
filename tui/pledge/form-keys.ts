import type { PledgeLine } from '../../shared/line/pledge-desk.ts';
import { PRESET_LETTERS } from '../../shared/line/pledge-form.ts';
import type { Key } from '../keys/key-names.ts';
import { editField, type FieldEdit, typeInto } from '../state/text-field.ts';
import { type CallForm, PLACES, type Place, proposedTowns, type TextPlace } from './pledge-state.ts';

/** Where the cursor does not stop. */
function isSkipped({ way, isNameless }: CallForm, place: Place): boolean {
  if (place === 'to') return way === 'letter';
  return isNameless && (place === 'firstName' || place === 'receipt');
}

/** The cursor so many stops further; it stays at both ends. */
export function moved(call: CallForm, by: 1 | -1): CallForm {
  const stops = PLACES.filter((place) => !isSkipped(call, place));
  const at = stops.indexOf(call.focus);
  // From a stop that has just been given up, forward is the next one that stands.
  const from =
    at >= 0 ? at : stops.findIndex((place) => PLACES.indexOf(place) > PLACES.indexOf(call.focus)) - by;
  return { ...call, focus: stops[Math.min(Math.max(from + by, 0), stops.length - 1)] ?? call.focus };
}

const MOVES: Readonly<Record<string, 1 | -1>> = { enter: 1, tab: 1, down: 1, up: -1, 'shift-tab': -1 };
const EDITS: Readonly<Record<string, FieldEdit>> = {
  ...{ backspace: 'backspace', delete: 'delete', left: 'left', right: 'right', home: 'home', end: 'end' },
  'ctrl-u': 'clear',
};

/** The next of those whom the charity knows by the number, whole, or the empty fields again after the last. */
export function nextKnown(call: CallForm): CallForm | undefined {
  if (!call.known) return undefined;
  const { people } = call.known;
  const at = call.known.at + 1 < people.length ? call.known.at + 1 : -1;
  const { lastName = '', firstName = '', street = '', postcode = '', town = '' } = people[at] ?? {};
  const filled = { lastName, firstName, street, place: `${postcode} ${town}`.trim(), to: '' };
  const texts = { ...call.texts };
  for (const [place, text] of Object.entries(filled) as [TextPlace, string][])
    texts[place] = typeInto({ ...texts[place], text: '', cursor: 0, proposed: false }, text);
  // Their address is read to them next; nobody is chosen: their name is asked.
  return { ...call, isNameless: false, known: { people, at }, texts, focus: at < 0 ? 'lastName' : 'place' };
}

/** What a letter chooses, where nothing is typed. */
const CHOICES: Readonly<Record<string, (call: CallForm, line: PledgeLine) => CallForm | undefined>> = {
  'rhythm m': (call) => ({ ...call, rhythm: 'monthly' }),
  'rhythm u': (call) => ({ ...call, rhythm: 'once' }),
  'receipt o': (call) => ({ ...call, receipt: true }),
  'receipt n': (call) => ({ ...call, receipt: false }),
  'link e': (call, line) => byWay(call, line, 'email'),
  'link m': (call, line) => byWay(call, line, 'sms'),
  'link l': (call, line) => byWay(call, line, 'letter'),
};

function byWay(call: CallForm, { form }: PledgeLine, way: CallForm['way']): CallForm | undefined {
  if (!form.link.by.includes(way)) return undefined;
  const { people = [], at = -1 } = call.known ?? {};
  const email = way === 'email' && call.texts.to.text === '' ? people[at]?.email : undefined;
  return email ? withText({ ...call, way }, 'to', typeInto(call.texts.to, email)) : { ...call, way };
}

const isText = (place: Place): place is TextPlace =>
  place !== 'rhythm' && place !== 'link' && place !== 'receipt';

/** The form after a key; undefined where it means nothing there. A choice moves on by itself. */
export function formKey(call: CallForm, key: Key, line: PledgeLine): CallForm | undefined {
  const move = MOVES[key.name];
  const [only, ...others] = call.focus === 'place' ? proposedTowns(call, line.country) : [];
  if (key.name === 'enter' && only !== undefined && others.length === 0)
    return moved(withText(call, 'place', typeInto(call.texts.place, ` ${only}`)), 1);
  if (move) return moved(call, move);
  const { focus } = call;
  if (!isText(focus)) {
    const chosen = CHOICES[`${focus} ${key.name}`]?.(call, line);
    return chosen && moved(chosen, 1);
  }
  const field = call.texts[focus];
  const town = focus === 'place' ? townOf(call, key, line) : undefined;
  if (town !== undefined) return moved(withText(call, focus, typeInto(field, ` ${town}`)), 1);
  const preset = focus === 'amount' && field.text === '' ? presetOf(key, line) : undefined;
  if (preset !== undefined) return moved(withText(call, focus, typeInto(field, preset)), 1);
  const edit = EDITS[key.name];
  if (edit) return withText(call, focus, editField(field, edit));
  return key.text === undefined ? undefined : withText(call, focus, typeInto(field, key.text));
}

function townOf(call: CallForm, { name }: Key, { country }: PledgeLine): string | undefined {
  const at = name.length === 1 ? 'abcdefghi'.indexOf(name.toLowerCase()) : -1;
  return at < 0 ? undefined : proposedTowns(call, country)[at];
}

function presetOf({ name }: Key, { form }: PledgeLine): string | undefined {
  return form.presets[PRESET_LETTERS.indexOf(name.toLowerCase())]?.toString();
}

function withText(call: CallForm, place: TextPlace, field: CallForm['texts'][TextPlace]): CallForm {
  // Who is named again is not nameless any more.
  const isNameless = place === 'lastName' ? false : call.isNameless;
  return { ...call, isNameless, texts: { ...call.texts, [place]: field } };
}
