import type { OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { triedNumbers } from '../../../shared/call-script.ts';
import type { DebitScheme } from '../../../shared/debit.ts';
import { type Disposition, dispositionOf } from '../../../shared/dispositions.ts';
import { emailProblem } from '../../../shared/email.ts';
import { monthlyMinor } from '../../../shared/money.ts';
import { isPhoneSlot } from '../../../shared/phone-slots.ts';
import { toldDebitOn } from '../agreement/first-debit.ts';
import type { EmailKind } from '../campaign/campaign-settings.ts';
import type { CallContent, Donor, RecordContent } from '../donor.ts';
import { type Corrected, correctDonor } from './call-result-corrections.ts';
import { dialledSlot, withTestedPhone, withVainPhone } from './call-result-phones.ts';
import { outcomeProblems } from './call-result-problems.ts';
import { debitOfCall, type OutcomeQuestion } from './call-result-question.ts';
import { type RecordChange, recordEffect } from './call-result-record.ts';
import { type HeardIdentity, heardIdentity, proposedAfter } from './identity-proposals.ts';

/** What one outcome does, all of it; the step carries it out in one transaction. */
export interface CallEffect {
  readonly record: RecordChange;
  /** The new content to seal; undefined when nothing personal changed. */
  readonly content: RecordContent | undefined;
  /** Numbers were corrected: their blind indexes must follow. */
  readonly phonesChanged: boolean;
  /** Sealed with the call: before/after pairs and the note. */
  readonly callContent: CallContent;
  readonly call: CallFacts;
  readonly email:
    | { readonly kind: EmailKind; readonly toSend: boolean; readonly dueAtMs: number }
    | undefined;
  /** An objection blocks donor and numbers in the same transaction: for the charity, or this campaign only. */
  readonly suppress: 'all' | 'campaign' | false;
  /** How the gift is paid: said in the read-back. */
  readonly scheme: DebitScheme;
  readonly receipt: OutcomeReceipt;
}

/** The call's own columns that the outcome decides; amounts in minor units of the record's currency. */
interface CallFacts {
  readonly dayPart: 'M' | 'A' | 'S' | 'SA';
  readonly attemptRank: number | null;
  readonly phoneSlot: string | null;
  readonly coordinates: string | null;
  readonly changed: boolean;
  readonly askLevel: '1' | '2' | 'LIBRE' | null;
  readonly oldMinor: number | null;
  readonly newMinor: number | null;
  readonly oldMonthlyMinor: number | null;
  readonly newMonthlyMinor: number | null;
  readonly oneOffMinor: number | null;
  readonly firstDebitOn: string | null;
  readonly callbackAtMs: number | null;
}

export type CallDecision =
  | { readonly kind: 'refused'; readonly problems: readonly string[] }
  | { readonly kind: 'accepted'; readonly effect: CallEffect };

/** Decides what an outcome does to its record, or why it may not be recorded. Pure. */
export function decideCall(question: OutcomeQuestion): CallDecision {
  const { donor } = question.content;
  const { corrections } = question.outcome;
  const corrected = correctDonor(donor, corrections);
  const heard = heardIdentity(donor, corrections, question.nowMs);
  const problems = outcomeProblems(question, { corrected, heard });
  const disposition = dispositionOf(question.outcome.disposition);
  if (problems.length > 0 || !disposition) return { kind: 'refused', problems };
  return { kind: 'accepted', effect: effectOf(question, disposition, { corrected, heard }) };
}

function effectOf(
  question: OutcomeQuestion,
  disposition: Disposition,
  { corrected, heard }: { readonly corrected: Corrected; readonly heard: HeardIdentity },
): CallEffect {
  const { outcome, content } = question;
  const { donor: correctedDonor, changes } = corrected;
  const slot = dialledSlot(content.donor, outcome.phoneSlot);
  // A number corrected during the call is not the one that was dialled: nothing was learnt about it.
  const replaced = changes.some((change) => change.field === slot);
  const tested = withTestedPhone(correctedDonor, replaced ? undefined : slot, disposition);
  const donor = triedNumbers(outcome.path).reduce(withVainPhone, tested);
  const record = recordEffect(question, disposition, donor);
  const email = emailOf(question, disposition, donor);
  return {
    record: record.change,
    content: contentAfter(content, donor, heard),
    phonesChanged: changes.some((change) => isPhoneSlot(change.field)),
    callContent: { changes: [...changes, ...heard.proposals], note: outcome.note.trim() },
    call: {
      dayPart: record.dayPart,
      attemptRank: record.attemptRank,
      phoneSlot: slot ?? null,
      coordinates: outcome.coordinates ?? null,
      changed: changes.length > 0,
      ...moneyFacts(question),
      callbackAtMs: outcome.form === 'callback' ? outcome.callback.atMs : null,
    },
    email,
    suppress: disposition.doNotCall,
    scheme: content.donor.mandate.scheme,
    receipt: {
      callId: outcome.callId,
      disposition: outcome.disposition,
      summary: record.summary,
      confirmation: confirmationOf(email),
    },
  };
}

/** Undefined when nothing personal changed. */
function contentAfter(content: RecordContent, donor: Donor, heard: HeardIdentity): CallEffect['content'] {
  if (heard.proposals.length > 0)
    return { ...content, donor, proposed: proposedAfter(content.proposed, heard) };
  return donor === content.donor ? undefined : { ...content, donor };
}

function confirmationOf(email: CallEffect['email']): OutcomeReceipt['confirmation'] {
  if (!email) return 'none';
  return email.toSend ? 'queued' : 'no-email';
}

type MoneyFacts = Pick<
  CallFacts,
  | 'askLevel'
  | 'oldMinor'
  | 'newMinor'
  | 'oldMonthlyMinor'
  | 'newMonthlyMinor'
  | 'oneOffMinor'
  | 'firstDebitOn'
>;

const NO_MONEY: MoneyFacts = {
  askLevel: null,
  oldMinor: null,
  newMinor: null,
  oldMonthlyMinor: null,
  newMonthlyMinor: null,
  oneOffMinor: null,
  firstDebitOn: null,
};

function moneyFacts(question: OutcomeQuestion): MoneyFacts {
  const { outcome, row, content } = question;
  if (outcome.form === 'one-off') return { ...NO_MONEY, oneOffMinor: outcome.oneOff.amount.minor };
  if (outcome.form !== 'agreement') return NO_MONEY;
  const { donor } = content;
  const newMinor = outcome.agreement.newAmount.minor;
  return {
    askLevel: outcome.agreement.askLevel,
    oldMinor: donor.gift.amountMinor,
    newMinor,
    oldMonthlyMinor: monthlyMinor(donor.gift.amountMinor, row.frequency),
    newMonthlyMinor: monthlyMinor(newMinor, row.frequency),
    oneOffMinor: null,
    firstDebitOn: toldDebitOn({
      disposition: outcome.disposition,
      firstDebitOn: debitOfCall(question).on ?? null,
    }),
  };
}

/**
 * The e-mail owed (docs/rules/confirmation-email.md): held a while so that a wrong amount does not leave; without a
 * valid address it is still owed, and said.
 */
function emailOf(question: OutcomeQuestion, disposition: Disposition, donor: Donor): CallEffect['email'] {
  if (!disposition.email) return undefined;
  const holdMs = question.campaign.settings.emailHoldMinutes * 60_000;
  return {
    kind: emailKind(disposition),
    toSend: donor.email !== '' && emailProblem(donor.email) === undefined,
    dueAtMs: question.nowMs + holdMs,
  };
}

function emailKind(disposition: Disposition): EmailKind {
  if (disposition.form === 'agreement') return 'agreement';
  return disposition.oneOff ? 'one-off' : 'information';
}
