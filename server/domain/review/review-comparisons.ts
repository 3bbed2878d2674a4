import { asksSomething, type CampaignKind } from '../../../shared/campaign-kind.ts';
import { type Disposition, dispositionOf, isProcessed } from '../../../shared/dispositions.ts';
import type { AgreementFact } from '../indicators/agreement-facts.ts';
import { countedAgreements } from '../indicators/agreement-sums.ts';
import {
  compare,
  type Interval,
  type Reading,
  restOf,
  type Share,
  wilson,
} from '../indicators/confidence.ts';
import {
  contactSlots,
  DAY_PARTS,
  GIFT_BANDS,
  type HourCount,
  type ProfileCount,
  type TalkCount,
  WEEKDAYS,
} from '../indicators/insight-counts.ts';
import { themeCounts } from '../report/campaign-insights.ts';

/** One group against all the others of its comparison. */
export interface ComparedGroup {
  readonly name: string;
  readonly share: Share;
  /** Wilson, 95 %. */
  readonly interval: Interval;
  readonly rest: Share;
  /** `own`: a theme for some donors only, that no other is compared with. */
  readonly reading: Reading | 'alone' | 'own';
}

const COMPARISON_KEYS = [
  'segment-agreed',
  'segment-reached',
  'gift-agreed',
  'theme-agreed',
  'part-reached',
  'weekday-reached',
  /** Of a profile that the campaign declares: one for each. */
  'class',
] as const;
export type ComparisonKey = (typeof COMPARISON_KEYS)[number];

export interface Comparison {
  readonly key: ComparisonKey;
  readonly title: string;
  /** What a case is, and what a success is: `accords`, `contacts utiles`. */
  readonly successes: string;
  readonly cases: string;
  readonly groups: readonly ComparedGroup[];
  /** Names of groups of too few people to be told; absent: none. */
  readonly masked?: readonly string[];
}

export interface ComparedCounts {
  readonly talks: readonly TalkCount[];
  /** Of these talks, as they stood at `toMs`. */
  readonly agreements: readonly AgreementFact[];
  readonly toMs: number;
  readonly profiles: readonly ProfileCount[];
  readonly calls: readonly HourCount[];
  /** Absent: none. */
  readonly themesForSome?: ReadonlySet<string>;
}

type Shares = ReadonlyMap<string, Share>;

/** Segments, gift bands, themes and day-parts, each group against the rest; agreements only where something is asked. */
export function comparisons(counts: ComparedCounts, kind: CampaignKind): readonly Comparison[] {
  const all = everyComparison(counts);
  return asksSomething(kind) ? all : all.filter(({ key }) => !OF_AGREEMENTS.has(key));
}

/** What only agreements tell apart. */
const OF_AGREEMENTS: ReadonlySet<ComparisonKey> = new Set(['segment-agreed', 'gift-agreed', 'theme-agreed']);

function everyComparison(counts: ComparedCounts): readonly Comparison[] {
  const { talks, profiles, calls, toMs } = counts;
  const agreements = countedAgreements(counts.agreements, toMs);
  const slots = contactSlots(calls).map((slot) => ({ ...slot, successes: slot.reached, cases: slot.tries }));
  const agreed = { successes: 'accords', cases: 'contacts utiles' };
  const joined = { successes: 'donateurs joints', cases: 'appels comptés' };
  return [
    {
      key: 'segment-agreed',
      title: 'Profils : accords sur contacts utiles',
      ...agreed,
      groups: grouped(agreedBy({ talks, agreements }, ({ segment }) => segment)),
    },
    {
      key: 'segment-reached',
      title: 'Profils : contacts utiles sur fiches traitées',
      successes: 'contacts utiles',
      cases: 'fiches traitées',
      groups: grouped(reachedBy(profiles)),
    },
    {
      key: 'gift-agreed',
      title: 'Don mensuel actuel : accords sur contacts utiles',
      ...agreed,
      groups: grouped(
        agreedBy({ talks, agreements }, ({ band }) => GIFT_BANDS[band] ?? ''),
        GIFT_BANDS,
      ),
    },
    {
      key: 'theme-agreed',
      title: 'Thèmes : accords sur contacts argumentés',
      successes: 'accords',
      cases: 'contacts argumentés',
      groups: themeGroups(counts),
    },
    {
      key: 'part-reached',
      title: 'Moments de la journée : donateurs joints',
      ...joined,
      groups: grouped(
        summed(slots, (slot) => slot.part),
        DAY_PARTS,
      ),
    },
    {
      key: 'weekday-reached',
      title: 'Jours de la semaine : donateurs joints',
      ...joined,
      groups: grouped(
        summed(slots, (slot) => WEEKDAYS[slot.weekday] ?? ''),
        WEEKDAYS,
      ),
    },
  ];
}

/** Themes for everybody against one another; one for some classes by itself: its donors are not those of the others. */
function themeGroups(counts: ComparedCounts): readonly ComparedGroup[] {
  const { themesForSome = new Set() } = counts;
  const shares = themeCounts(counts).map(
    (one) => [one.theme, { successes: one.agreements, cases: one.pitched }] as const,
  );
  const some = new Map(shares.filter(([name]) => themesForSome.has(name)));
  return [
    ...grouped(new Map(shares.filter(([name]) => !themesForSome.has(name)))),
    ...grouped(some).map((group): ComparedGroup => ({ ...group, reading: 'own' })),
  ];
}

/** Counts with their name, added up by it. */
function summed<T extends Share>(of: readonly T[], nameOf: (one: T) => string): Shares {
  const shares = new Map<string, Share>();
  for (const one of of) {
    const name = nameOf(one);
    const sum = shares.get(name) ?? { successes: 0, cases: 0 };
    shares.set(name, { successes: sum.successes + one.successes, cases: sum.cases + one.cases });
  }
  return shares;
}

/** Agreements that count among useful contacts, by any property of the profile. */
function agreedBy(
  { talks, agreements }: Pick<ComparedCounts, 'talks' | 'agreements'>,
  nameOf: (one: Pick<TalkCount, 'segment' | 'band'>) => string,
): Shares {
  const useful = talks.flatMap((talk) => {
    const row = dispositionOf(talk.disposition);
    return row?.isFinal && row.useful ? [{ ...talk, successes: 0, cases: talk.calls }] : [];
  });
  return summed([...useful, ...agreements.map((one) => ({ ...one, successes: 1, cases: 0 }))], nameOf);
}

function reachedBy(profiles: readonly ProfileCount[]): Shares {
  const processed = profiles.flatMap((profile) => {
    const row: Disposition | undefined = dispositionOf(profile.disposition ?? '');
    if (!row || !isProcessed(row)) return [];
    return [{ ...profile, successes: row.useful ? profile.count : 0, cases: profile.count }];
  });
  return summed(processed, (profile) => profile.segment);
}

/** In the order given, or most cases first. */
function grouped(shares: Shares, order?: readonly string[]): readonly ComparedGroup[] {
  const whole = [...shares.values()].reduce(
    (sum, one) => ({ successes: sum.successes + one.successes, cases: sum.cases + one.cases }),
    { successes: 0, cases: 0 },
  );
  return [...shares]
    .map(([name, share]): ComparedGroup => {
      const rest = restOf(share, whole);
      const reading = shares.size === 1 ? 'alone' : compare(share, rest);
      return { name: name === '' ? 'non renseigné' : name, share, interval: wilson(share), rest, reading };
    })
    .sort((a, b) =>
      order
        ? order.indexOf(a.name) - order.indexOf(b.name)
        : b.share.cases - a.share.cases || (a.name < b.name ? -1 : 1),
    );
}
