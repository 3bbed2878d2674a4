import { CURRENCIES } from '../../../shared/currency.ts';
import { type Money, money } from '../../../shared/money.ts';
import type { Period } from '../../../shared/time.ts';
import {
  AGREEMENT_STANDINGS,
  type AgreementChange,
  type AgreementFact,
  type AgreementStanding,
  type BuiltFile,
  isCounted,
  needsSignature,
  type StandingQuestion,
  standingOf,
} from './agreement-facts.ts';

/** How many agreements, and their monthly amounts before and after the call, minor units. */
export interface AgreementSum {
  readonly count: number;
  readonly oldMonthlyMinor: number;
  readonly newMonthlyMinor: number;
}

export type StandingCounts = Readonly<Record<AgreementStanding, number>>;

/** What the agreements of a campaign give in a span: cumulated, `given` less `cancelled` is every one that counts. */
export interface AgreementSums {
  /** Became agreements in the span: agreed, or signed where a signature was needed; amounts as first said. */
  readonly given: AgreementSum;
  /** Cancelled in the span, whatever the week they were given in: history is never rewritten. */
  readonly cancelled: AgreementSum;
  /** Σ (new − before) of the amounts corrected in the span. */
  readonly correctedMonthlyMinor: number;
  /** Where those given in the span stand at its end: they add up to `given`. */
  readonly standings: StandingCounts;
  /** Where those whose talk closed a record in the span stand at its end. */
  readonly closed: StandingCounts;
  /** Of these, the cancelled ones by disposition. */
  readonly closedCancelled: ReadonlyMap<string, number>;
}

const NONE: AgreementSum = { count: 0, oldMonthlyMinor: 0, newMonthlyMinor: 0 };
const NOWHERE: StandingCounts = {
  cancelled: 0,
  'awaiting-signature': 0,
  rejected: 0,
  'awaiting-verifier': 0,
  withheld: 0,
  effective: 0,
};
/** @internal for tests */
export const NO_AGREEMENTS: AgreementSums = {
  given: NONE,
  cancelled: NONE,
  correctedMonthlyMinor: 0,
  standings: NOWHERE,
  closed: NOWHERE,
  closedCancelled: new Map(),
};

/** The sums of a span over the facts of a campaign; two spans side by side add up to the sums of both but in standings. */
export function agreementSums(
  facts: readonly AgreementFact[],
  span: Period,
  files: readonly BuiltFile[],
): AgreementSums {
  const isWithin = (atMs: number | undefined) =>
    atMs !== undefined && atMs >= span.fromMs && atMs < span.toMs;
  const question: StandingQuestion = { atMs: span.toMs, files };
  const given = facts.filter((fact) => isWithin(givenAtMs(fact)));
  const closed = facts.filter((fact) => isWithin(fact.closedAtMs));
  const changes = facts.flatMap((fact) => changesOf(fact).map((change) => ({ fact, change })));
  const inSpan = changes.filter(({ change }) => isWithin(change.atMs));
  const cancelled = inSpan.filter(({ change }) => change.kind === 'X');
  const corrected = inSpan.filter(({ change }) => change.kind === 'M');
  return {
    given: summed(given.map((fact) => (fact.signature && needsSignature(fact) ? fact.signature : fact))),
    cancelled: summed(
      cancelled.map(({ fact, change }) => ({
        oldMonthlyMinor: fact.oldMonthlyMinor,
        newMonthlyMinor: change.beforeNewMonthlyMinor,
      })),
    ),
    correctedMonthlyMinor: corrected.reduce(
      (sum, { change }) => sum + change.newMonthlyMinor - change.beforeNewMonthlyMinor,
      0,
    ),
    standings: standingCounts(given, question),
    closed: standingCounts(closed, question),
    closedCancelled: byDisposition(closed.filter((fact) => standingOf(fact, question) === 'cancelled')),
  };
}

export function standingCounts(facts: readonly AgreementFact[], question: StandingQuestion): StandingCounts {
  const counts = { ...NOWHERE };
  for (const fact of facts) counts[standingOf(fact, question)] += 1;
  return counts;
}

/** How many of them count in A. */
export function countedOf(counts: StandingCounts): number {
  return AGREEMENT_STANDINGS.reduce((sum, one) => sum + (isCounted(one) ? counts[one] : 0), 0);
}

/** When it became an agreement; undefined while it waits for a signature. */
function givenAtMs(fact: AgreementFact): number | undefined {
  return needsSignature(fact) ? fact.signature?.recordedAtMs : fact.closedAtMs;
}

/** Changes of what was an agreement already: before its signature there was none to cancel or to correct. */
function changesOf(fact: AgreementFact): readonly AgreementChange[] {
  const sinceMs = givenAtMs(fact);
  if (sinceMs === undefined) return [];
  return needsSignature(fact) ? fact.changes.filter(({ atMs }) => sinceMs <= atMs) : fact.changes;
}

function summed(all: readonly Omit<AgreementSum, 'count'>[]): AgreementSum {
  return all.reduce<AgreementSum>(
    (sum, one) => ({
      count: sum.count + 1,
      oldMonthlyMinor: sum.oldMonthlyMinor + one.oldMonthlyMinor,
      newMonthlyMinor: sum.newMonthlyMinor + one.newMonthlyMinor,
    }),
    NONE,
  );
}

function byDisposition(facts: readonly AgreementFact[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { disposition } of facts) counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  return counts;
}

/** Agreements of weeks ended by then that the files have not told, by what they wait for. */
export interface LeftOut {
  readonly withheld: number;
  readonly awaitingVerifier: number;
  readonly rejected: number;
  readonly awaitingSignature: number;
  /** Other amounts of lines that left, whose M line waits for the verifier; the agreements themselves were told. */
  readonly corrections: number;
}

/**
 * What a weekly file leaves out: with the lines that left, less those cancelled since, these but the unsigned ones are A at the
 * end of its week. `carried` are the calls of its new lines.
 */
export function leftOut(
  facts: readonly AgreementFact[],
  { toMs, carried }: { readonly toMs: number; readonly carried: ReadonlySet<string> },
): LeftOut {
  const question = { atMs: toMs, files: [] };
  const ended = facts.filter((fact) => fact.endedAtMs < toMs);
  const unsent = ended.filter((fact) => !fact.isSent && !carried.has(fact.callId));
  const changed = ended.filter((fact) => fact.isSent && fact.verification !== 'settled');
  // Whatever would still leave is not in this file: something holds it.
  const counts = standingCounts(unsent, question);
  return {
    withheld: counts.withheld + counts.effective,
    awaitingVerifier: counts['awaiting-verifier'],
    rejected: counts.rejected,
    awaitingSignature: counts['awaiting-signature'],
    corrections: changed.filter((fact) => standingOf(fact, question) !== 'cancelled').length,
  };
}

/** The agreements that count at that instant. */
export function countedAgreements(facts: readonly AgreementFact[], atMs: number): readonly AgreementFact[] {
  // Held back by a file or not, it counts: no file decides.
  return facts.filter((fact) => isCounted(standingOf(fact, { atMs, files: [] })));
}

/** What these bring a month beyond the gifts of before, in each currency met: never added together. */
export function upliftsOf(facts: readonly AgreementFact[]): readonly Money[] {
  return CURRENCIES.flatMap((currency) => {
    const own = facts.filter((fact) => fact.currency === currency);
    const rise = own.reduce((sum, fact) => sum + standingMonthlyMinor(fact) - fact.oldMonthlyMinor, 0);
    return own.length === 0 ? [] : [money(rise, currency)];
  });
}

/** The monthly amount as it stands after the last correction. */
function standingMonthlyMinor({ changes, newMonthlyMinor }: AgreementFact): number {
  return changes.findLast(({ kind }) => kind === 'M')?.newMonthlyMinor ?? newMonthlyMinor;
}
