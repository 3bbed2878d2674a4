import type { AskLevel } from '../../../shared/call-outcome.ts';
import { asksSomething, type CampaignKind, kindFacts } from '../../../shared/campaign-kind.ts';
import type { Currency } from '../../../shared/currency.ts';
import type { MandateAction } from '../../../shared/debit.ts';
import { DISPOSITIONS, dispositionOf } from '../../../shared/dispositions.ts';
import type { Frequency } from '../../../shared/money.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { judgedOn } from '../agreement/first-debit.ts';
import { mandateAction } from '../agreement/mandate-action.ts';
import type { Donor, Mandate } from '../donor.ts';
import { isUndeliverable } from '../email/confirmation-life.ts';
import { isAgreement } from '../indicators/indicator-counters.ts';

/** N: new; M: corrects a line already sent; X: cancels it (docs/rules/layouts.md#weekly-file). */
type LineType = 'N' | 'M' | 'X';
type EmailStatus = 'ENVOYE' | 'REFUSE' | 'REBOND' | 'SANS_EMAIL' | 'A_ENVOYER' | 'A_VERIFIER' | 'ANNULE' | '';

/** What joins a line to a donor and a call. */
export interface IdentifiedLine {
  readonly donorId: string;
  readonly campaign: string;
  readonly line: LineType;
  readonly callId: string;
  readonly endedAtMs: number;
}

export interface LineOfCall extends IdentifiedLine {
  readonly disposition: string;
  readonly currency: Currency;
  readonly email: string;
  readonly emailStatus: EmailStatus;
  readonly emailSentAtMs: number | null;
  readonly changed: boolean;
}

/** A line of MANDATS; amounts in the donor's own periodicity, minor units. */
export interface WeeklyLine extends LineOfCall {
  readonly agreementType: string;
  readonly mandate: Mandate;
  readonly mandateAction: MandateAction;
  readonly signedOn: CivilDate | null;
  readonly oldMinor: number;
  readonly newMinor: number;
  /** The new amount that the charity was last told; null on a new line. */
  readonly toldMinor: number | null;
  readonly frequency: Frequency;
  readonly debitDay: number | null;
  readonly firstDebitOn: CivilDate | null;
  readonly askLevel: AskLevel | '';
}

/** A line of DONS PONCTUELS. */
export interface OneOffLine extends LineOfCall {
  readonly oneOffMinor: number;
  readonly toldMinor: number | null;
}

/** Codes of the calls a weekly file is made of, from the flags. */
export const WEEKLY_CODES: readonly string[] = DISPOSITIONS.filter(
  (row) => isAgreement(row) || row.oneOff,
).map((row) => row.code);

/** What a campaign that asks nothing owes a line for: a talk that closed its record, whatever came of it. */
const TALK_CODES: readonly string[] = DISPOSITIONS.filter(
  (row) => row.isFinal && row.humanReached && row.scope.includes(kindFacts('thanks').scope),
).map((row) => row.code);

/** Codes of the calls that the weekly file of such a campaign has a line of. */
export function weeklyCodes(kind: CampaignKind): readonly string[] {
  return asksSomething(kind) ? WEEKLY_CODES : TALK_CODES;
}

/** One call that goes into the file: its columns, the opened donor, its confirmation. */
export interface WeeklyFact {
  readonly call: {
    readonly callId: string;
    readonly campaign: string;
    readonly disposition: string;
    readonly endedAtMs: number;
    readonly changed: boolean;
    readonly askLevel: AskLevel | null;
    readonly oldMinor: number | null;
    readonly newMinor: number | null;
    readonly oneOffMinor: number | null;
    readonly currency: Currency;
    readonly firstDebitOn: CivilDate | null;
  };
  readonly donor: Donor;
  /** The last e-mail of the call: its confirmation, or the rectification after it. */
  readonly confirmation:
    | { readonly state: ConfirmationState; readonly sentAtMs: number | null; readonly reply: string }
    | undefined;
  /** What settled the mandate after the call: a new one with its reference, or the old one found good. */
  readonly signature?: {
    readonly kind: 'signed' | 'released';
    readonly signedOn: CivilDate;
    readonly reference: string;
  };
  /** Absent: a new line. An X carries the amounts that it cancels. */
  readonly line?: LineType;
  /** What the charity was last told of this call; absent for a new line. */
  readonly before?: { readonly newMinor: number | null; readonly oneOffMinor: number | null };
}

type ConfirmationState =
  | 'to-send'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'bounced'
  | 'uncertain'
  | 'no-email'
  | 'failed'
  | 'cancelled';

const EMAIL_STATUS: Record<ConfirmationState, EmailStatus> = {
  'to-send': 'A_ENVOYER',
  sending: 'A_ENVOYER',
  sent: 'ENVOYE',
  refused: 'REFUSE',
  bounced: 'REBOND',
  uncertain: 'A_VERIFIER',
  'no-email': 'SANS_EMAIL',
  // Without an answer about the address it is still owed: see `emailStatus`.
  failed: 'A_ENVOYER',
  cancelled: 'ANNULE',
};

function lineOfCall({ call, donor, confirmation, line = 'N' }: WeeklyFact): LineOfCall {
  return {
    donorId: donor.donorId,
    campaign: call.campaign,
    line,
    callId: call.callId,
    endedAtMs: call.endedAtMs,
    disposition: call.disposition,
    currency: call.currency,
    email: donor.email,
    emailStatus: emailStatus(call.disposition, confirmation),
    emailSentAtMs: confirmation?.sentAtMs ?? null,
    changed: call.changed,
  };
}

/** Blank where the disposition owes no e-mail (a cheque by post). */
function emailStatus(disposition: string, confirmation: WeeklyFact['confirmation']): EmailStatus {
  if (confirmation?.state === 'failed' && isUndeliverable(confirmation)) return 'REBOND';
  if (confirmation) return EMAIL_STATUS[confirmation.state];
  return dispositionOf(disposition)?.email ? 'SANS_EMAIL' : '';
}

const SETTLED = { signed: 'NOUVEAU_SIGNATURE', released: 'REUTILISER' } as const;

/** The line of an agreement. */
export function mandateLine(kind: CampaignKind, fact: WeeklyFact): WeeklyLine {
  const { call, donor, before, signature } = fact;
  return {
    ...lineOfCall(fact),
    agreementType: kindFacts(kind).ask?.agreementType ?? '',
    mandate: signature ? { ...donor.mandate, reference: signature.reference } : donor.mandate,
    mandateAction: signature
      ? SETTLED[signature.kind]
      : mandateAction({ kind, gift: donor.gift, mandate: donor.mandate, debitOn: judgedOn(call) }),
    signedOn: signature?.kind === 'signed' ? signature.signedOn : null,
    oldMinor: call.oldMinor ?? 0,
    newMinor: call.newMinor ?? 0,
    toldMinor: before ? (before.newMinor ?? 0) : null,
    frequency: donor.gift.frequency,
    debitDay: donor.gift.debitDay ?? null,
    firstDebitOn: call.firstDebitOn,
    askLevel: call.askLevel ?? '',
  };
}

/** The line of a one-off gift. */
export function oneOffLine(fact: WeeklyFact): OneOffLine {
  const { call, before } = fact;
  const toldMinor = before ? (before.oneOffMinor ?? 0) : null;
  return { ...lineOfCall(fact), oneOffMinor: call.oneOffMinor ?? 0, toldMinor };
}
