import { dispositionOf } from '../../../shared/dispositions.ts';
import type { AgreementFact } from '../indicators/agreement-facts.ts';
import { compare, LEAST_CASES, type Share } from '../indicators/confidence.ts';
import { type HourCount, slotOf, type TalkCount, WEEKDAYS } from '../indicators/insight-counts.ts';
import { themeName } from '../report/campaign-insights.ts';
import { aboutText, type Decision } from './decision-about.ts';
import { shareText, tooFew } from './review-words.ts';

/** Counts of one side of a decision: before it, or since. */
export interface DecisionCounts {
  readonly talks: readonly TalkCount[];
  /** Those of these talks that count. */
  readonly agreements: readonly AgreementFact[];
  readonly calls: readonly HourCount[];
}

export interface FollowedDecision {
  readonly decision: Decision;
  readonly about: string;
  /** What is measured: « accords sur contacts utiles ». */
  readonly measured: string;
  readonly before: Share;
  readonly since: Share;
  readonly effect: string;
}

/**
 * What changed since a decision, on the part of the figures that it is about. A difference is not a proof: the
 * page says so.
 */
export function followDecision(
  decision: Decision,
  counts: { readonly before: DecisionCounts; readonly since: DecisionCounts },
): FollowedDecision {
  const [before, since] = [shareOf(decision, counts.before), shareOf(decision, counts.since)];
  const about = aboutText(decision.about);
  return {
    decision,
    about,
    measured: MEASURED[decision.about.kind],
    before,
    since,
    effect: effectText(before, since),
  };
}

const MEASURED: Record<Decision['about']['kind'], string> = {
  general: 'accords sur contacts utiles',
  segment: 'accords sur contacts utiles',
  gift: 'accords sur contacts utiles',
  theme: 'accords sur contacts argumentés',
  slot: 'donateurs joints sur appels comptés',
};

function effectText(before: Share, since: Share): string {
  if (since.cases < LEAST_CASES) return `depuis : ${tooFew(since.cases)}`;
  if (before.cases < LEAST_CASES) return `avant : ${tooFew(before.cases)}`;
  const change = `${shareText(before)} avant, ${shareText(since)} depuis`;
  switch (compare(since, before)) {
    case 'above':
      return `nette hausse : ${change}`;
    case 'below':
      return `nette baisse : ${change}`;
    case 'like-the-rest':
    case 'too-few':
      return `pas d’effet net : ${change}`;
  }
}

function shareOf({ about }: Decision, { talks, agreements, calls }: DecisionCounts): Share {
  if (about.kind === 'slot') return reachedIn(calls, about.value);
  const isTheme = about.kind === 'theme';
  const cases = talks.filter((talk) => {
    const row = dispositionOf(talk.disposition);
    return row?.isFinal && (isTheme ? row.pitched : row.useful) && concerns(about, talk);
  });
  return {
    successes: agreements.filter((one) => concerns(about, one)).length,
    cases: cases.reduce((sum, talk) => sum + talk.calls, 0),
  };
}

type Concerned = Pick<TalkCount, 'segment' | 'band' | 'theme'>;

function concerns({ kind, value }: Decision['about'], talk: Concerned): boolean {
  switch (kind) {
    case 'segment':
      return talk.segment === value;
    case 'gift':
      return talk.band === Number(value) - 1;
    case 'theme':
      return themeName(talk.theme) === value;
    case 'general':
    case 'slot':
      return true;
  }
}

function reachedIn(calls: readonly HourCount[], slot: string): Share {
  let [successes, cases] = [0, 0];
  for (const { hourStartMs, disposition, count } of calls) {
    const at = slotOf(hourStartMs);
    const row = dispositionOf(disposition);
    if (!at || !row?.countsAttempt) continue;
    const day = WEEKDAYS[at.weekday];
    if (![day, at.part, `${day} ${at.part}`].some((name) => name === slot)) continue;
    cases += count;
    if (row.rightPerson) successes += count;
  }
  return { successes, cases };
}
