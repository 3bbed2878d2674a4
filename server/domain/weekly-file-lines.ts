import type { AskLevel } from '../../shared/call-outcome.ts';
import { DISPOSITIONS, dispositionOf } from '../../shared/dispositions.ts';
import type { Currency, Frequency } from '../../shared/money.ts';
import { type CivilDate, civilDate } from '../../shared/time.ts';
import type { Donor, Mandate } from './donor.ts';
import { isAgreement } from './indicator-counters.ts';
import { type MandateAction, mandateAction } from './mandate-action.ts';

/** N: new; M: corrects a line already sent; X: cancels it (domain/07 §7.2). */
export type LineType = 'N' | 'M' | 'X';
export type EmailStatus =
  | 'ENVOYE'
  | 'REFUSE'
  | 'REBOND'
  | 'SANS_EMAIL'
  | 'A_ENVOYER'
  | 'A_VERIFIER'
  | 'ANNULE'
  | '';

interface LineOfCall {
  readonly donorId: string;
  readonly campaign: string;
  readonly line: LineType;
  readonly callId: string;
  readonly endedAtMs: number;
  readonly disposition: string;
  readonly currency: Currency;
  readonly email: string;
  readonly emailStatus: EmailStatus;
  readonly emailSentAtMs: number | null;
  readonly changed: boolean;
}

/** A line of MANDATS; amounts in the donor's own periodicity, minor units. */
export interface WeeklyLine extends LineOfCall {
  readonly agreementType: 'UPGRADE' | 'REACTIVATION';
  readonly mandate: Mandate;
  readonly mandateAction: MandateAction;
  readonly signedOn: CivilDate | null;
  readonly oldMinor: number;
  readonly newMinor: number;
  readonly frequency: Frequency;
  readonly debitDay: number | null;
  readonly firstDebitOn: CivilDate | null;
  readonly askLevel: AskLevel | '';
}

/** A line of DONS PONCTUELS. */
export interface OneOffLine extends LineOfCall {
  readonly oneOffMinor: number;
}

/** Codes of the calls a weekly file is made of, from the flags. */
export const WEEKLY_CODES: readonly string[] = DISPOSITIONS.filter(
  (row) => isAgreement(row) || row.oneOff,
).map((row) => row.code);

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
  readonly confirmation: { readonly state: ConfirmationState; readonly sentAtMs: number | null } | undefined;
}

export type ConfirmationState =
  | 'to-send'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'uncertain'
  | 'no-email'
  | 'failed'
  | 'cancelled';

const EMAIL_STATUS: Record<ConfirmationState, EmailStatus> = {
  'to-send': 'A_ENVOYER',
  sending: 'A_ENVOYER',
  sent: 'ENVOYE',
  refused: 'REFUSE',
  uncertain: 'A_VERIFIER',
  'no-email': 'SANS_EMAIL',
  failed: 'REBOND',
  cancelled: 'ANNULE',
};

function lineOfCall({ call, donor, confirmation }: WeeklyFact): LineOfCall {
  return {
    donorId: donor.donorId,
    campaign: call.campaign,
    line: 'N',
    callId: call.callId,
    endedAtMs: call.endedAtMs,
    disposition: call.disposition,
    currency: call.currency,
    email: donor.email,
    emailStatus: emailStatus(call.disposition, confirmation?.state),
    emailSentAtMs: confirmation?.sentAtMs ?? null,
    changed: call.changed,
  };
}

/** Blank where the disposition owes no e-mail (a cheque by post). */
function emailStatus(disposition: string, state: ConfirmationState | undefined): EmailStatus {
  if (state) return EMAIL_STATUS[state];
  return dispositionOf(disposition)?.email ? 'SANS_EMAIL' : '';
}

/** The N line of an agreement. */
export function mandateLine(kind: 'upgrade' | 'reactivation', fact: WeeklyFact): WeeklyLine {
  const { call, donor } = fact;
  return {
    ...lineOfCall(fact),
    agreementType: kind === 'upgrade' ? 'UPGRADE' : 'REACTIVATION',
    mandate: donor.mandate,
    mandateAction: mandateAction({
      kind,
      gift: donor.gift,
      mandate: donor.mandate,
      today: civilDate(call.endedAtMs),
    }),
    signedOn: null,
    oldMinor: call.oldMinor ?? 0,
    newMinor: call.newMinor ?? 0,
    frequency: donor.gift.frequency,
    debitDay: donor.gift.debitDay ?? null,
    firstDebitOn: call.firstDebitOn,
    askLevel: call.askLevel ?? '',
  };
}

/** The N line of a one-off gift. */
export function oneOffLine(fact: WeeklyFact): OneOffLine {
  return { ...lineOfCall(fact), oneOffMinor: fact.call.oneOffMinor ?? 0 };
}
