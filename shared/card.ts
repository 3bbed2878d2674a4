import type { AmountBounds } from './amount-bounds.ts';
import type { AskLevel, OutcomeReceipt, TypedField } from './call-outcome.ts';
import type { CampaignKind } from './campaign-kind.ts';
import type { Country } from './country.ts';
import type { DebitScheme, MandateAction } from './debit.ts';
import type { DialPhase } from './dial.ts';
import type { FloorMessage } from './floor-message.ts';
import type { Language } from './language/languages.ts';
import type { Frequency, Money } from './money.ts';
import type { PhoneSlot, PhoneValidity } from './phone-slots.ts';
import type { ProfileClasses } from './profile-classes.ts';
import type { StopReason } from './stop-reasons.ts';
import type { TaxSentence } from './tax-sentence.ts';
import type { CivilDate } from './time.ts';

export interface CardPhone {
  readonly slot: PhoneSlot;
  /** As dialled in the donor's country: `06 12 34 56 78`. */
  readonly national: string;
  readonly validity: PhoneValidity;
  /** Found by a supplier, not given by the donor: where, for whoever asks (docs/rules/enrichment.md). */
  readonly origin?: string;
  /** Found for the household only and not confirmed yet: identity first. */
  readonly toConfirm?: true;
  /** May be rung at once when the one dialled first was rung in vain: usable, and not rung in vain today. */
  readonly isSpare?: true;
}

/** A proposal that explains itself (F-03): amount, words, rung, rule. */
export interface AskOffer {
  readonly level: AskLevel | 'ONE_OFF';
  /** In the donor's own periodicity for M1/M2; a single amount for ONE_OFF. */
  readonly amount: Money;
  readonly words: string;
  /** French, why this amount, e.g. « don de 8 à 12 € : +5 € ». */
  readonly rule: string;
}

/** One donor on an agent's screen. Personal data in clear: memory only, never stored or logged. */
export interface Card {
  readonly callId: string;
  readonly recordId: number;
  readonly campaign: {
    readonly code: string;
    readonly name: string;
    readonly kind: CampaignKind;
    readonly country: Country;
    /** In which the call is held. */
    readonly language: Language;
    readonly charityName: string;
    /** Theme of the moment, in one sentence of the campaign's file. */
    readonly challenge: string;
    readonly impact: string;
    /** French, why this theme and not another; absent: the campaign has one. */
    readonly themeWhy?: string;
    /** A colleague may listen to calls of this campaign: the donor is told. */
    readonly isListened: boolean;
    /** After an ending, the next card is asked for that much later; absent: at once. */
    readonly wrapUpSeconds?: number;
    /** The number that donors see, as it is dialled in their country; absent: none is set. */
    readonly shownNumber?: string;
    /** The house’s line dials the numbers of the card at a key; absent: the agent dials on a telephone. */
    readonly hasLine?: true;
    /** The house lets its agents copy a number to their terminal’s clipboard. */
    readonly mayCopyNumber?: true;
    readonly scriptVersion: string;
    /** Version of the campaign's knowledge and objections; absent when it has none. */
    readonly aidsVersion?: string;
  };
  readonly donor: {
    readonly donorId: string;
    readonly civility: string;
    readonly firstName: string;
    readonly lastName: string;
    /**
     * Fields of the correction form, always present, '' when empty. Phones as national text; a birth date is never
     * shown, only asked.
     */
    readonly fields: Readonly<Record<TypedField, string>>;
    readonly phones: readonly CardPhone[];
    /** Postal returns were seen: ask for the address. */
    readonly npai: boolean;
    /**
     * Two-letter canton (CH): chooses « huitante » or « quatre-vingts » for amounts said on the spot
     * (docs/rules/language.md).
     */
    readonly canton?: string;
    /** IANA zone of the donor's place: callbacks are said and kept in it. */
    readonly zone: string;
  };
  readonly gift: {
    readonly amount: Money;
    readonly frequency: Frequency;
    readonly monthly: Money;
    readonly since?: CivilDate;
    readonly cumulated?: Money;
    readonly giftCount?: number;
    readonly debitDay?: number;
    /** How it is paid; the mandate's reference is never on a card. */
    readonly scheme: DebitScheme;
    readonly lastChannel?: string;
    /** The gift is the last one, and stopped (reactivation); absent: it runs. */
    readonly stopped?: {
      readonly on?: CivilDate;
      readonly reason?: StopReason;
      /** What the mandate allows on the day of the first debit. */
      readonly mandate: MandateAction;
    };
  };
  readonly asks: readonly AskOffer[];
  /** Of an amount that the donor names: regular, by the campaign's ladder; single. */
  readonly freeAmount: AmountBounds;
  readonly giftAmount: AmountBounds;
  /** Absent: off, or outside its dates. */
  readonly tax?: TaxSentence;
  /** When this donor may be called back: spans of the next 14 days in the rules of the donor's place. */
  readonly callbackSpans: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Public holidays of those days in the donor's place, by name: nobody is called. */
  readonly holidays?: readonly { readonly date: CivilDate; readonly name: string }[];
  /**
   * First debit at the new amount if the donor agrees now (docs/rules/direct-debit.md); absent: a new mandate must be
   * signed first, and no day is told before.
   */
  readonly firstDebitOn?: CivilDate;
  readonly attempts: number;
  /** What scripts and themes read of the donor: words of the campaign; absent: it has no profile. */
  readonly classes?: ProfileClasses;
  readonly lastCall?: { readonly atMs: number; readonly label: string };
  /** The same person in other campaigns of the charity, latest first; absent: in none that was called. */
  readonly elsewhere?: readonly OtherCampaign[];
  /** F-10: one French line saying why the queue chose this card. */
  readonly why: string;
  /** An act for the person that arrived while the card was open: nothing more is asked. */
  readonly stop?: PersonStop;
  readonly leaseUntilMs: number;
  readonly nowMs: number;
  /** When the agent's next callback falls due, whoever it is; absent: none is promised. */
  readonly promisedAtMs?: number;
  /** The agent's own day; absent on a fictitious card. */
  readonly today?: DayNow;
}

/** A last call for another campaign; one that the agent does not work for has neither name nor outcome. */
export interface OtherCampaign {
  readonly atMs: number;
  readonly name?: string;
  /** French. */
  readonly label?: string;
}

/** Where an agent stands in their day. */
export interface DayNow {
  readonly calls: number;
  readonly agreements: number;
}

/** Acts for a person that reach a card already on a screen. */
export const STOP_KINDS = ['erasure', 'withdrawal', 'listing', 'objection'] as const;
export type StopKind = (typeof STOP_KINDS)[number];

export interface PersonStop {
  readonly kind: StopKind;
  /** One French sentence for the agent. */
  readonly text: string;
}

/** What `calls.next` answers: a card, or why there is none and when to ask again. */
export type NextCard =
  | { readonly kind: 'card'; readonly card: Card }
  | {
      readonly kind: 'none';
      readonly why: string;
      readonly retryAtMs: number;
      /** Campaigns whose practice must be passed first. */
      readonly toPractise?: readonly string[];
      readonly promisedAtMs?: number;
      readonly today?: DayNow;
    };

/** An outcome recorded, and with the same answer the card that follows. */
export interface SavedAndNext {
  readonly receipt: OutcomeReceipt;
  /** Absent when none could be served with this answer: ask `nextCard`, which says why. */
  readonly next?: NextCard | undefined;
}

/** The number that donors of a campaign see, as it is dialled in their country. */
interface ShownNumber {
  readonly campaign: string;
  readonly number: string;
}

/** An agent's own figures of the day. */
export interface MyDay {
  readonly calls: number;
  readonly useful: number;
  readonly pitched: number;
  readonly agreements: number;
  readonly oneOffGifts: number;
  /** Per month, one amount a currency and never their sum; at least one, of the agent's first campaign. */
  readonly uplifts: readonly Money[];
  readonly callbacksToday: number;
  /** Observations of verifiers to acknowledge, in the messages; absent: none. */
  readonly observations?: number;
  /** The numbers that donors of one's campaigns see; a campaign without one is not there. */
  readonly shownNumbers: readonly ShownNumber[];
  readonly productionSeconds: number;
  /** A lead may listen to a call of one of the agent's campaigns; absent: none. */
  readonly isListened?: true;
}

/** AppError code, and live event, when another workstation of the same agent is open. */
export const OTHER_SCREEN = 'other-screen';

/** Live events pushed to a workstation; never a personal value. */
export type LiveEvent =
  | { readonly kind: 'record-moved'; readonly text: string }
  /** An act for the person behind the open card: it stays, and nothing more is asked. Said again at each sign of life. */
  | {
      readonly kind: 'record-stopped';
      readonly callId: string;
      readonly why: StopKind;
      readonly text: string;
    }
  /** The telephone line of the house is cut, or back: for those who dial through it. */
  | { readonly kind: 'telephone'; readonly state: 'up' | 'down'; readonly text: string }
  /** What the line says of the number that was dialled for that call. */
  | {
      readonly kind: 'dial';
      readonly callId: string;
      readonly phase: DialPhase;
      readonly atMs: number;
      readonly text: string;
    }
  | { readonly kind: 'campaign-closed'; readonly campaign: string; readonly text: string }
  /** Another script or other notes come with the next card. */
  | { readonly kind: 'script-changed'; readonly campaign: string; readonly text: string }
  | { readonly kind: 'session-ended'; readonly text: string }
  | { readonly kind: 'message'; readonly message: FloorMessage; readonly text: string }
  /** For the leads of the campaign. */
  | { readonly kind: 'record-frozen'; readonly campaign: string; readonly text: string }
  /** For the leads of the line: nobody has the place by itself any more. */
  | { readonly kind: 'place-freed'; readonly campaign: string; readonly text: string }
  | { readonly kind: 'server-stopping'; readonly text: string }
  /** `hadPlace`: it was this workstation's, which lost it; absent, it never was. */
  | { readonly kind: typeof OTHER_SCREEN; readonly hadPlace?: true; readonly text: string };
