import { countryFacts } from '../../shared/country.ts';
import type { KnownCaller, PledgeLine, PledgeToSave, SavedPledge } from '../../shared/line/pledge-desk.ts';
import type { TypedPledge } from '../../shared/line/pledge-form.ts';
import type { LineExit, PracticeCaller, SeatNow } from '../../shared/line-seat.ts';
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

export type Stage = 'waiting' | 'form' | 'read-back' | 'saving' | 'duplicate' | 'saved' | 'way-out';

/** The form of one call. Personal: it is thrown away as a whole when the call ends. */
export interface CallForm {
  readonly texts: Readonly<Record<TextPlace, TextField>>;
  readonly rhythm: TypedPledge['rhythm'];
  readonly way: TypedPledge['link']['way'];
  readonly receipt: boolean;
  readonly focus: Place;
  /** Of the postcode that stands in the field of the place. */
  readonly towns?: { readonly postcode: string; readonly names: readonly string[] } | undefined;
  /** Whom the charity knows by the number, and which of them stands in the form: -1 none yet. */
  readonly known?: { readonly people: readonly KnownCaller[]; readonly at: number } | undefined;
  /** The caller gives no name, and said so. */
  readonly isNameless: boolean;
}

/** Who is spoken to: they stay on the line after the form is gone, until the agent hangs up. */
interface Talk {
  readonly callId: string;
  readonly startedAtMs: number;
  /** They hung up first. */
  readonly isOver?: boolean | undefined;
  /** The seat rang them. */
  readonly isBack?: true | undefined;
}

/** A seat whose telephone the house follows. */
export interface PledgeSeat {
  readonly name: string;
  readonly line: SeatNow['line'];
  readonly isReady: boolean;
  /** The charity's team answers, as far as the PBX knows. */
  readonly isTeamThere: boolean;
}

export interface PledgeState {
  readonly size: Size;
  readonly line: PledgeLine;
  /** First name of the agent. */
  readonly agent: string;
  readonly stage: Stage;
  /** Pledges saved since the desk was opened. */
  readonly count: number;
  /** Absent: the telephone is the agent's own business. */
  readonly seat?: PledgeSeat | undefined;
  /** The caller is played: nothing is saved. */
  readonly practice?: PracticeCaller | undefined;
  readonly talk?: Talk | undefined;
  /** The call that was over last: what the house still tells of it is late. */
  readonly ended?: string | undefined;
  readonly call?: CallForm | undefined;
  readonly wayOut?: LineExit | undefined;
  /** Of a caller who is to be passed on: by the key, on the telephone itself, or not at all since nobody is there. */
  readonly passing?: 'by-key' | 'by-phone' | 'nobody' | undefined;
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
  /** A caller is at the seat, or a practice call begins. */
  | { readonly type: 'called'; readonly talk: Talk; readonly practice?: PracticeCaller }
  | { readonly type: 'known-came'; readonly callId: string; readonly people: readonly KnownCaller[] }
  /** What is said from this call on. */
  | { readonly type: 'words-came'; readonly callId: string; readonly line: PledgeLine }
  | { readonly type: 'seat'; readonly now: SeatNow }
  /** A caller was passed on, or is still there. */
  | { readonly type: 'passed-on'; readonly isOver: boolean }
  | { readonly type: 'failed'; readonly text: string }
  | { readonly type: 'told'; readonly text: string };

export type PledgeCommand =
  | { readonly do: 'save'; readonly pledge: PledgeToSave }
  | { readonly do: 'towns'; readonly campaign: string; readonly postcode: string }
  | { readonly do: 'known'; readonly callId: string }
  | { readonly do: 'words'; readonly campaign: string; readonly callId: string }
  | { readonly do: 'ready'; readonly isReady: boolean }
  /** The call is over, or its caller is to be passed on by the line; `exit`: the way out whose words were read. */
  | {
      readonly do: 'end';
      readonly callId: string;
      readonly how: 'hang-up' | 'hand-over';
      readonly exit: LineExit | undefined;
      /** Another may come. */
      readonly isReady: boolean;
    }
  | { readonly do: 'pick-up' | 'ring-back' | 'help' | 'leave' | 'repaint' };

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

export function emptyCall(line: PledgeLine): CallForm {
  const field = (place: TextPlace) => textField('', { max: MOST[place] });
  return {
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
export function waiting(
  state: Pick<PledgeState, 'size' | 'line' | 'agent' | 'count' | 'seat' | 'ended'>,
): PledgeState {
  const { size, line, agent, count, seat, ended } = state;
  return { size, line, agent, count, seat, ended, stage: 'waiting' };
}

/** Who hung up while they waited may be rung from here: a seat that is ready, behind a PBX, on a line that keeps their number. */
export function ringsBack({ line, seat }: Pick<PledgeState, 'line' | 'seat'>): boolean {
  return line.ringsBack && seat?.line === 'up' && seat.isReady;
}

/** Of a call whose form is gone: who is on the line, and whether they are played. */
export function formless(state: PledgeState, stage: 'saved' | 'way-out'): PledgeState {
  const { talk, practice } = state;
  return { ...waiting(state), talk, practice, stage };
}

/** The call is over, and whether another may come is as the seat stands now. */
export function endOf(
  { seat }: Pick<PledgeState, 'seat'>,
  { callId }: Pick<Talk, 'callId'>,
  end: { readonly how: 'hang-up' | 'hand-over'; readonly exit: LineExit | undefined },
): PledgeCommand {
  return { do: 'end', callId, ...end, isReady: seat?.isReady === true };
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
