import {
  DISPOSITIONS,
  type Disposition,
  isAwaitingSignature,
  isProcessed,
} from '../../../shared/dispositions.ts';

/**
 * Questions asked of a disposition's flags: the only words in which the indicators are written (promise 5,
 * server/README.md). Every question but `processed` supposes a processed record.
 */
export const isAgreement = (row: Disposition): boolean => row.agreement;
export const isPitchedRefusal = (row: Disposition): boolean => row.family === 'REFUS ARGUMENTÉ';
export const isUnheardRefusal = (row: Disposition): boolean => row.family === 'REFUS SANS ÉCOUTE';
const isObjection = (row: Disposition): boolean => row.family === 'OPPOSITION';
/** The donor wants the debit to end: the part of « arrêt / litige » that also ends the calls of the campaign. */
export const isStopRequest = (row: Disposition): boolean =>
  row.family === 'ARRÊT / LITIGE' && row.doNotCall !== false;
export const isRefusal = (row: Disposition): boolean =>
  isPitchedRefusal(row) || isUnheardRefusal(row) || isObjection(row) || isStopRequest(row);
/** Useful, but neither agreement, one-off gift, thanks nor refusal: NE_*, decrease, complaint, awaiting signature. */
const isNeutral = (row: Disposition): boolean =>
  row.useful && !row.agreement && !row.oneOff && !row.thanked && !isRefusal(row);
export const isFailed = (row: Disposition): boolean => isProcessed(row) && !row.useful;
/**
 * The number leads to somebody else: wrong number, wrong person, moved away; not a death (docs/rules/indicators.md,
 * indicator 14).
 */
const isWrongRecipient = (row: Disposition): boolean =>
  isFailed(row) && row.correction && row.doNotCall === false;

export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

/**
 * Records closed in one span, counted by flags. T = CU + failed; CU = agreements + one-off + thanked + refusals + neutral;
 * CA ⊆ CU ⊆ T.
 */
export interface Counters {
  readonly agreements: number;
  readonly awaitingSignature: number;
  readonly oneOffs: number;
  /** Thanked to the end; of them, those who wish the charity to call. */
  readonly thanked: number;
  readonly wishes: number;
  readonly pitchedRefusals: number;
  readonly unheardRefusals: number;
  readonly objections: number;
  readonly stopRequests: number;
  readonly refusals: number;
  readonly neutral: number;
  readonly useful: number;
  readonly pitched: number;
  readonly processed: number;
  readonly failed: number;
  readonly wrongRecipients: number;
  readonly wrongPersons: number;
  /** Closed or not callable, yet not processed: campaign ended (EF_CLOTURE). */
  readonly endedUnprocessed: number;
}

export type ClosedByCode = ReadonlyMap<string, number>;

/** Sum of the counts whose disposition answers yes. */
export function countWhere(closed: ClosedByCode, question: (row: Disposition) => boolean): number {
  return DISPOSITIONS.reduce((sum, row) => sum + (question(row) ? (closed.get(row.code) ?? 0) : 0), 0);
}

/** The non-zero codes whose disposition answers yes, in table order. */
export function detailWhere(closed: ClosedByCode, question: (row: Disposition) => boolean): CodeCount[] {
  return DISPOSITIONS.filter((row) => question(row) && (closed.get(row.code) ?? 0) > 0).map((row) => ({
    code: row.code,
    count: closed.get(row.code) ?? 0,
  }));
}

/** Counts records closed in a span; codes set before any call and EF_CLOTURE stay outside T. */
export function countersOf(closed: ClosedByCode): Counters {
  const processedWhere = (question: (row: Disposition) => boolean) =>
    countWhere(closed, (row) => isProcessed(row) && question(row));
  return {
    agreements: processedWhere(isAgreement),
    awaitingSignature: processedWhere(isAwaitingSignature),
    oneOffs: processedWhere((row) => row.oneOff),
    thanked: processedWhere((row) => row.thanked),
    wishes: processedWhere((row) => row.thanked && row.followUp),
    pitchedRefusals: processedWhere(isPitchedRefusal),
    unheardRefusals: processedWhere(isUnheardRefusal),
    objections: processedWhere(isObjection),
    stopRequests: processedWhere(isStopRequest),
    refusals: processedWhere(isRefusal),
    neutral: processedWhere(isNeutral),
    useful: processedWhere((row) => row.useful),
    pitched: processedWhere((row) => row.pitched),
    processed: processedWhere(() => true),
    failed: processedWhere(isFailed),
    wrongRecipients: processedWhere(isWrongRecipient),
    wrongPersons: processedWhere((row) => row.wrongPerson),
    endedUnprocessed: countWhere(closed, (row) => row.outsideProcessed),
  };
}
