/** What was typed in the one-minute form of a pledge line; `''` where nothing was. */
export interface LineForm {
  readonly amount: string;
  readonly rhythm: 'once' | 'monthly';
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly place: { readonly postcode: string; readonly town: string };
  readonly link: { readonly way: 'email' | 'sms' | 'letter'; readonly to: string };
  readonly receipt: boolean;
}

/** Ways out of a call that leave no pledge. */
export const LINE_EXITS = ['hoax', 'handOver', 'minor'] as const;
export type LineExit = (typeof LINE_EXITS)[number];

/** Somebody at a seat, as their screen begins. */
export interface SeatShift {
  /** As on the badge. */
  readonly person: string;
  readonly seat: string;
  readonly site: string;
  readonly campaignName: string;
  /** `samedi 5 décembre, 20 h – 23 h`. */
  readonly when: string;
  /** The session ends then, whatever is on the screen. */
  readonly endsAtMs: number;
  readonly hasCharter: boolean;
  /** Practice calls passed, of how many. */
  readonly practiceDone: number;
  readonly practiceCalls: number;
  readonly isTrained: boolean;
  /** Letters of the presets, with their amounts: `q 20 €`. */
  readonly presets: string;
}

/** A practice call as its caller says it. */
export interface PracticeCaller {
  /** From 1. */
  readonly number: number;
  readonly says: readonly string[];
  /** A sentence of the script, read when the call begins. */
  readonly welcome: string;
  /** The same caller, or the same telephone, as that earlier call. */
  readonly likeCall?: number;
}

/** A form that may be saved says what is read to the caller; another one, what is the matter, field by field. */
export type FormReading =
  | { readonly readBack: string }
  | { readonly problems: readonly { readonly field: string; readonly problem: string }[] };

/** What came of a practice call. */
export interface PracticeVerdict {
  readonly passed: boolean;
  /** French, one a line; none when it is passed. */
  readonly faults: readonly string[];
  /** From the first word of the caller to the end. */
  readonly seconds: number;
  readonly practiceDone: number;
  readonly isTrained: boolean;
}

/** What the screen of a seat asks of the house; each rejects with an AppError. */
export interface LineSeatDesk {
  shift(): Promise<SeatShift>;
  acceptCharter(): Promise<void>;
  nextPractice(): Promise<PracticeCaller>;
  readForm(form: LineForm): Promise<FormReading>;
  exitWords(exit: LineExit): Promise<readonly string[]>;
  endPractice(end: LineCallEnd): Promise<PracticeVerdict>;
  callLead(): Promise<{ readonly people: number }>;
  /** Calls the listener when the house ends the session; the function given back stops that. */
  onEnded(listener: (text: string) => void): () => void;
}

/** How a call ended: a form that was read back, or a way out whose words were read. */
export type LineCallEnd = { readonly form: LineForm } | { readonly exit: LineExit };
