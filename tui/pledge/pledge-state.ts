import { countryFacts } from '../../shared/country.ts';
import type { PledgeLine, PledgeToSave, SavedPledge } from '../../shared/line/pledge-desk.ts';
import type { TypedPledge } from '../../shared/line/pledge-form.ts';
import type { Key } from '../keys/key-names.ts';
import type { Size } from '../screen/size.ts';
import { type TextField, textField } from '../state/text-field.ts';

/** Where the cursor may stand, in the order in which a caller is asked. `to` is where the link goes. */
export const PLACES = [
  'amount',
  'rhythm',
  'lastName',
  'firstName',
  'street',
  'place',
  'link',
  'to',
  'receipt',
] as const;
export type Place = (typeof PLACES)[number];
/** Those that are typed; the others are chosen by a letter. */
export type TextPlace = Exclude<Place, 'rhythm' | 'link' | 'receipt'>;

/** How a call ends without a pledge: nothing of it is kept, nor sent. */
export type WayOut = 'hoax' | 'handOver' | 'minor';

export type Stage = 'waiting' | 'form' | 'read-back' | 'saving' | 'duplicate' | 'saved' | 'way-out';

/** The form of one call. Personal: it is thrown away as a whole when the call ends. */
export interface CallForm {
  readonly callId: string;
  readonly startedAtMs: number;
  readonly texts: Readonly<Record<TextPlace, TextField>>;
  readonly rhythm: TypedPledge['rhythm'];
  readonly way: TypedPledge['link']['way'];
  readonly receipt: boolean;
  readonly focus: Place;
  /** Of the postcode that stands in the field of the place. */
  readonly towns?: { readonly postcode: string; readonly names: readonly string[] } | undefined;
  /** The caller gives no name, and said so. */
  readonly isNameless: boolean;
}

export interface PledgeState {
  readonly size: Size;
  readonly line: PledgeLine;
  /** First name of the agent. */
  readonly agent: string;
  readonly stage: Stage;
  /** Pledges saved since the desk was opened. */
  readonly count: number;
  readonly call?: CallForm | undefined;
  readonly wayOut?: WayOut | undefined;
  readonly answer?: SavedPledge | undefined;
  readonly said?: { readonly text: string; readonly tone: 'good' | 'warn' | 'bad' } | undefined;
  /** Pressed once: the same key again does it. */
  readonly armed?: 'leave-call' | 'nameless' | undefined;
}

export type PledgeMessage =
  | { readonly type: 'resized'; readonly size: Size }
  /** `newCallId`: of the call that begins with this key, if one does. */
  | { readonly type: 'key'; readonly key: Key; readonly atMs: number; readonly newCallId: string }
  | { readonly type: 'answered'; readonly answer: SavedPledge }
  | { readonly type: 'towns-came'; readonly postcode: string; readonly names: readonly string[] }
  | { readonly type: 'failed'; readonly text: string }
  | { readonly type: 'told'; readonly text: string };

export type PledgeCommand =
  | { readonly do: 'save'; readonly pledge: PledgeToSave }
  | { readonly do: 'towns'; readonly campaign: string; readonly postcode: string }
  | { readonly do: 'help' | 'leave' | 'repaint' };

export interface PledgeStep {
  readonly state: PledgeState;
  readonly commands: readonly PledgeCommand[];
}

const MOST: Readonly<Record<TextPlace, number>> = {
  amount: 12,
  lastName: 50,
  firstName: 50,
  street: 38,
  place: 45,
  to: 254,
};

export function emptyCall(line: PledgeLine, callId: string, startedAtMs: number): CallForm {
  const field = (place: TextPlace) => textField('', { max: MOST[place] });
  return {
    callId,
    startedAtMs,
    texts: {
      amount: field('amount'),
      lastName: field('lastName'),
      firstName: field('firstName'),
      street: field('street'),
      place: field('place'),
      to: field('to'),
    },
    rhythm: 'once',
    way: line.form.link.by[0] ?? 'letter',
    receipt: true,
    focus: 'amount',
    isNameless: false,
  };
}

/** Nobody is on the line. */
export function waiting(state: Pick<PledgeState, 'size' | 'line' | 'agent' | 'count'>): PledgeState {
  const { size, line, agent, count } = state;
  return { size, line, agent, count, stage: 'waiting' };
}

/** The postcode that stands alone in the field of the place, whole; its towns may then be proposed. */
export function loneCode({ texts }: CallForm, country: PledgeLine['country']): string | undefined {
  const { text } = texts.place;
  return /^\d+$/.test(text) && text.length === countryFacts(country).postcode.digits ? text : undefined;
}

/** What may be chosen by a letter now: `a` is the first. */
export function proposedTowns(call: CallForm, country: PledgeLine['country']): readonly string[] {
  const code = loneCode(call, country);
  return code !== undefined && call.towns?.postcode === code ? call.towns.names : [];
}

/** `31990 SAINT EXEMPLE`: the code stands first, where there is one. */
function placeOf(text: string): TypedPledge['place'] {
  const [, postcode = '', town = ''] = /^(\d+)?\s*(.*)$/.exec(text.trim()) ?? [];
  return { postcode, town };
}

/** What the form holds, as it is judged and sent. */
export function typedPledge({ texts, rhythm, way, receipt, isNameless }: CallForm): TypedPledge {
  const { amount, lastName, firstName, street, place, to } = texts;
  return {
    amount: amount.text,
    rhythm,
    lastName: lastName.text,
    firstName: isNameless ? '' : firstName.text,
    street: street.text,
    place: placeOf(place.text),
    link: { way, to: way === 'letter' ? '' : to.text },
    receipt: receipt && !isNameless,
  };
}
