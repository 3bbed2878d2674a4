import * as z from 'zod';
import { MAX_AMOUNT_MINOR } from './amount-bounds.ts';
import { pathSchema } from './call-script.ts';
import { CURRENCIES } from './currency.ts';
import { PHONE_SLOTS } from './phone-slots.ts';

/** Donor fields an agent may correct (docs/rules/layouts.md#return-file: each leaves as an `_AVANT`/`_APRES` pair). */
export const CORRECTABLE_FIELDS = [
  'ADR_L2',
  'ADR_L3',
  'ADR_L4',
  'ADR_L5',
  'CP',
  'VILLE',
  'EMAIL',
  ...PHONE_SLOTS,
] as const;
export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];

/** Who the donor is: what is heard on the phone is a proposal for a human of the charity, never applied. */
export const IDENTITY_FIELDS = ['NOM', 'PRENOM', 'DATE_NAISSANCE'] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

/** Everything that the correction form lists. */
export const TYPED_FIELDS = [...CORRECTABLE_FIELDS, ...IDENTITY_FIELDS] as const;
export type TypedField = (typeof TYPED_FIELDS)[number];

/** New values only; the empty text erases, save an identity. The server re-validates and knows the old values. */
export const correctionsSchema = z.partialRecord(z.enum(TYPED_FIELDS), z.string().max(254));
export type Corrections = z.output<typeof correctionsSchema>;

/** `palier`: first amount, second amount, an amount the donor named. */
export const ASK_LEVELS = ['1', '2', 'LIBRE'] as const;
export type AskLevel = (typeof ASK_LEVELS)[number];

/**
 * The answer to "are the contact data right?", forced at every final talk with the donor (docs/rules/dispositions.md):
 * right, corrected now, not verified. Stored with each call, hence French (docs/DECISIONS.md).
 */
export const COORDINATES_ANSWERS = ['oui', 'corrigees', 'refus'] as const;

const amount = z.strictObject({
  minor: z.int().positive().max(MAX_AMOUNT_MINOR),
  currency: z.enum(CURRENCIES),
});

const common = {
  /** Made by the server when the card was served; the outcome is recorded exactly once per callId. */
  callId: z.uuid(),
  disposition: z.string().regex(/^[A-Z][A-Z_]{2,19}$/),
  scriptVersion: z.string().max(30),
  path: pathSchema,
  /** Seconds the agent spent with the card. */
  durationSeconds: z
    .int()
    .min(0)
    .max(4 * 3600),
  coordinates: z.enum(COORDINATES_ANSWERS).optional(),
  corrections: correctionsSchema.default({}),
  /** The number slot that was dialled. */
  phoneSlot: z.enum(PHONE_SLOTS).optional(),
  note: z.string().max(250).default(''),
};

/** What the workstation sends to close a call; one shape per form of the dispositions table. */
export const callOutcomeSchema = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('plain'), ...common }),
  z.strictObject({
    form: z.literal('agreement'),
    ...common,
    /** New amount in the donor's own periodicity, not the monthly equivalent. */
    agreement: z.strictObject({
      askLevel: z.enum(ASK_LEVELS),
      newAmount: amount,
      readBackYes: z.literal(true),
    }),
  }),
  z.strictObject({
    form: z.literal('one-off'),
    ...common,
    oneOff: z.strictObject({ amount, readBackYes: z.literal(true) }),
  }),
  z.strictObject({
    form: z.literal('callback'),
    ...common,
    callback: z.strictObject({ atMs: z.int().positive() }),
  }),
]);

export type CallOutcome = z.output<typeof callOutcomeSchema>;
export type CallOutcomeInput = z.input<typeof callOutcomeSchema>;

/** The server's answer; a replay of the same outcome gets the first answer again. */
export interface OutcomeReceipt {
  readonly callId: string;
  readonly disposition: string;
  /** French: what became of the record, e.g. « Fiche close » or « Reviendra jeudi 26 à 18:00 ». */
  readonly summary: string;
  readonly confirmation: 'none' | 'queued' | 'no-email';
}
