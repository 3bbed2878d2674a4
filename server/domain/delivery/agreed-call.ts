import type { Frequency } from '../../../shared/money.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { type CheckStanding, isReleased } from '../agreement/agreement-check.ts';
import type { ConsentStatement } from '../agreement/consent-statement.ts';
import { type CorrectedAmounts, correctedCall } from '../call/corrected-call.ts';

/** What of a call is not as the audit log and the consent say, in the words of whoever looks into it. */
export const DIFFERENCES = {
  log: 'aucune trace intacte au journal',
  call: 'qualification, fiche ou campagne',
  date: 'heure de l’appel',
  amount: 'montant',
  currency: 'devise',
  frequency: 'périodicité',
  'first-debit': 'date de première échéance',
  level: 'palier de demande',
  correction: 'corrections',
  consent: 'consentement',
  signature: 'signature du mandat',
  check: 'vérification',
} as const;
export type Difference = keyof typeof DIFFERENCES;

/** The call as its row says, before any correction. */
interface RecordedCall extends CorrectedAmounts {
  readonly recordId: number;
  readonly campaign: string;
  readonly disposition: string;
  readonly endedAtMs: number;
  readonly oldMinor: number | null;
  readonly currency: string;
  readonly askLevel: string | null;
}

interface RecordedCorrection extends CorrectedAmounts {
  readonly id: string;
  readonly kind: 'M' | 'X';
}

/** An entry of the audit log about the call. */
interface LoggedAct {
  readonly action: string;
  readonly atMs: number;
  readonly campaign: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** A version of the consent; `stated` only when the statement is the one that its digest covers. */
interface KeptConsent {
  readonly kind: ConsentStatement['kind'];
  readonly digest: string;
  readonly stated: ConsentStatement | undefined;
}

export interface AgreedQuestion {
  readonly call: RecordedCall;
  readonly corrections: readonly RecordedCorrection[];
  /** Its new line left. */
  readonly isSent: boolean;
  /** A line left with the amounts of the call itself: they count beside what is told now. */
  readonly isTold: boolean;
  readonly consents: readonly KeptConsent[];
  /** Of the record now: amounts are in it. */
  readonly frequency: Frequency | undefined;
  readonly signature:
    | {
        readonly kind: 'signed' | 'released';
        readonly signedOn: CivilDate;
        readonly firstDebitOn: CivilDate | null;
        readonly recordedAtMs: number;
      }
    | undefined;
  readonly check: { readonly state: CheckStanding; readonly atMs: number } | undefined;
  /** What the log holds of the call, in order; [] when a link of it does not hold. */
  readonly entries: readonly LoggedAct[];
}

/** Rows can be edited by whoever writes the base; the log and the consent vouch for one another. [] when all say the same. */
export function differencesOf(question: AgreedQuestion): readonly Difference[] {
  const [recorded] = ofAction(question.entries, 'call.record');
  if (!recorded) return ['log'];
  return [
    ...callDifferences(question, recorded),
    ...correctionDifferences(question),
    ...consentDifferences(question),
    ...signatureDifferences(question),
    ...checkDifferences(question),
  ].filter((one, at, all) => all.indexOf(one) === at);
}

function ofAction(entries: readonly LoggedAct[], ...actions: readonly string[]): readonly LoggedAct[] {
  return entries.filter(({ action }) => actions.includes(action));
}

/** By what the row says, and what the log says of the same. */
function differing(pairs: readonly (readonly [Difference, unknown, unknown])[]): Difference[] {
  return pairs.filter(([, row, said]) => row !== said).map(([difference]) => difference);
}

/** A correction to what was agreed settles an amount or a date that was edited before anything left: nothing says it any more. */
function isSuperseded({ corrections, isTold }: AgreedQuestion): boolean {
  return !isTold && corrections.some(({ kind }) => kind === 'M');
}

function callDifferences(question: AgreedQuestion, { atMs, campaign, detail }: LoggedAct): Difference[] {
  const { call } = question;
  const { newMinor = null, oneOffMinor = null, firstDebitOn = null, askLevel = null } = detail;
  const isAgreement = newMinor !== null;
  const hasAmount = isAgreement || oneOffMinor !== null;
  const kept = differing([
    ['call', call.campaign, campaign],
    ['call', call.recordId, detail.recordId],
    ['call', call.disposition, detail.disposition],
    ['date', call.endedAtMs, atMs],
    ['amount', isAgreement ? (call.oldMinor ?? 0) : null, isAgreement ? detail.oldMinor : null],
    ['currency', hasAmount ? call.currency : null, hasAmount ? detail.currency : null],
    ['level', call.askLevel, askLevel],
  ]);
  if (isSuperseded(question)) return kept;
  const amounts = differing([
    ['amount', call.newMinor, newMinor],
    ['amount', call.oneOffMinor, oneOffMinor],
    ['first-debit', call.firstDebitOn, firstDebitOn],
  ]);
  return [...kept, ...amounts];
}

function correctionDifferences({ call, corrections, entries }: AgreedQuestion): Difference[] {
  const said = ofAction(entries, 'call.correct', 'call.cancel');
  const isUndone = ofAction(entries, 'call.undo').length > 0;
  if (isUndone || said.length !== corrections.length) return ['correction'];
  return corrections.flatMap(({ kind, newMinor, oneOffMinor }, at) =>
    differing([
      ['correction', kind === 'X' ? 'call.cancel' : 'call.correct', said[at]?.action],
      ['amount', newMinor ?? oneOffMinor ?? 0, said[at]?.detail.minor],
      ['currency', call.currency, said[at]?.detail.currency],
    ]),
  );
}

/** Versions before 0.4.0 kept none; each one that is kept is named by an entry, and none is missing. */
function consentDifferences(question: AgreedQuestion): Difference[] {
  const { call, corrections, consents, entries, frequency } = question;
  const acts = ofAction(entries, 'call.record', 'call.correct', 'call.cancel');
  const said = acts
    .map((entry, rank) => ({ digest: entry.detail.consent, rank }))
    .filter(({ digest }) => digest !== undefined);
  if (said.length !== consents.length) return ['consent'];
  return consents.flatMap(({ kind, digest, stated }, at): Difference[] => {
    const { rank = 0 } = said[at] ?? {};
    const wanted = rank === 0 ? 'given' : corrections[rank - 1]?.kind === 'X' ? 'cancelled' : 'corrected';
    if (!stated || digest !== said[at]?.digest || kind !== wanted || stated.kind !== wanted)
      return ['consent'];
    const now = correctedCall(call, corrections.slice(0, rank));
    const stands = wanted !== 'cancelled';
    const kept = differing([
      ['call', call.disposition, stated.disposition],
      ['amount', call.oldMinor, stated.oldMinor],
      ['currency', call.currency, stated.currency],
      ['frequency', frequency, stated.frequency],
    ]);
    if (rank === 0 && isSuperseded(question)) return kept;
    const amounts = differing([
      ['amount', stands ? now.newMinor : null, stated.newMinor],
      ['first-debit', stands ? now.firstDebitOn : null, stated.firstDebitOn],
    ]);
    return [...kept, ...amounts];
  });
}

function signatureDifferences({ signature, entries }: AgreedQuestion): Difference[] {
  const said = ofAction(entries, 'mandate.signed').at(-1);
  if (!signature && !said) return [];
  return differing([
    ['signature', signature?.recordedAtMs, said?.atMs],
    ['signature', signature?.kind, said && (said.detail.kind ?? 'signed')],
    ['signature', signature?.signedOn, said?.detail.signedOn],
    ['signature', signature?.firstDebitOn ?? null, said?.detail.firstDebitOn ?? null],
  ]);
}

/**
 * Whoever let the line go said so in the log at that instant, nobody said otherwise since, and no amount came after. One that was
 * to be verified when it was recorded has a check.
 */
function checkDifferences({ check, entries, isSent }: AgreedQuestion): Difference[] {
  const said = entries.filter(({ action }) => action.startsWith('agreement.'));
  if (!check) {
    const isOwed = ofAction(entries, 'call.record').some(({ detail }) => detail.check === 'to-check');
    return isOwed || said.length > 0 ? ['check'] : [];
  }
  if (!isReleased(check.state)) return [];
  const last = said.at(-1);
  const isCorrectedSince = ofAction(entries, 'call.correct')
    // Before 0.5.0 nobody verified a correction of a line that had left: its entry does not ask for it.
    .filter(({ detail }) => !isSent || detail.check === 'to-check')
    .some(({ atMs }) => atMs > check.atMs);
  const isSaid = last?.action === `agreement.${check.state}` && last.atMs === check.atMs;
  return isSaid && !isCorrectedSince ? [] : ['check'];
}
