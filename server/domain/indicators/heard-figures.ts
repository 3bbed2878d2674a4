import { compare, type Interval, type Reading, restOf, type Share, wilson } from './confidence.ts';
import {
  HEARD_KINDS,
  type HeardCalls,
  type HeardEnd,
  type HeardKind,
  type HeardWord,
} from './heard-calls.ts';
import { seniorityName } from './seniority.ts';
import { hiddenCells, isSmall } from './small-cells.ts';

/** How often a thing is heard, what is answered, and what becomes of those calls. */
export interface HeardFigure {
  readonly id: string;
  readonly label: string;
  /** What is said then, as the scripts and objections of these calls have it. */
  readonly replies: readonly string[];
  /** Null: of fewer people than may be told. */
  readonly told: {
    /** Calls in which it was heard, among those where one of its kind was. */
    readonly share: Share;
    /** Wilson, 95 %. */
    readonly interval: Interval;
    /** What the calls in which it was heard became; agreements are those that count. */
    readonly ends: Readonly<Record<HeardEnd, number>>;
  } | null;
}

/** The figures of one kind, most heard first, and the same crossed with what is known of the donors. */
export interface HeardTable {
  readonly kind: HeardKind;
  readonly title: string;
  readonly casesText: string;
  /** Something is answered, and the call goes on. */
  readonly isAnswered: boolean;
  readonly cases: number;
  readonly figures: readonly HeardFigure[];
  readonly crosses: readonly HeardCross[];
}

interface HeardCross {
  /** « profil », « ancienneté ». */
  readonly by: string;
  /** By thing heard, most heard first, then by group, most calls first. */
  readonly cells: readonly HeardCell[];
}

/** One thing heard, in one group. */
interface HeardCell {
  readonly label: string;
  readonly group: string;
  /** Null: of too few people to be told, or what would give another cell away. */
  readonly told: {
    readonly share: Share;
    readonly interval: Interval;
    readonly rest: Share;
    readonly reading: Reading;
  } | null;
}

/** What is known of a donor that answers are crossed with; a row more is a cross more. */
const CROSSED: readonly { readonly by: string; readonly groupOf: (calls: HeardCalls) => string }[] = [
  { by: 'profil', groupOf: ({ segment }) => (segment === '' ? 'non renseigné' : segment) },
  { by: 'ancienneté', groupOf: ({ seniority }) => seniorityName(seniority) },
];

/** A thing heard, before small numbers are hidden. */
interface Counted {
  readonly word: HeardWord;
  readonly replies: Set<string>;
  readonly ends: Record<HeardEnd, number>;
  calls: number;
}

/** One table a kind that was heard at all, in the order of a call. */
export function heardTables(heard: readonly HeardCalls[]): readonly HeardTable[] {
  return HEARD_KINDS.flatMap(({ kind, title, cases: casesText, isAnswered }) => {
    const own = heard.filter((one) => one.kind === kind && one.calls > 0);
    if (own.length === 0) return [];
    const cases = own.reduce((sum, { calls }) => sum + calls, 0);
    const counted = countedWords(own);
    const figures = counted.map((one) => figureOf(one, cases));
    const crosses = CROSSED.map(({ by, groupOf }) => ({
      by,
      cells: crossed(own, { counted, cases, groupOf }),
    }));
    return [{ kind, title, casesText: casesText(cases), isAnswered, cases, figures, crosses }];
  });
}

/** Most heard first. */
function countedWords(heard: readonly HeardCalls[]): readonly Counted[] {
  const sums = new Map<string, Counted>();
  for (const { words, end, calls } of heard) {
    for (const word of words) {
      const ends = { agreement: 0, 'one-off': 0, other: 0 };
      const sum = sums.get(word.id) ?? { word, replies: new Set<string>(), ends, calls: 0 };
      if (word.reply !== '') sum.replies.add(word.reply);
      sum.ends[end] += calls;
      sum.calls += calls;
      sums.set(word.id, sum);
    }
  }
  return [...sums.values()].sort((a, b) => b.calls - a.calls || (a.word.id < b.word.id ? -1 : 1));
}

function figureOf({ word: { id, label }, replies, ends, calls }: Counted, cases: number): HeardFigure {
  const share = { successes: calls, cases };
  return {
    id,
    label,
    replies: [...replies],
    told: isSmall(calls) ? null : { share, interval: wilson(share), ends },
  };
}

interface CrossQuestion {
  readonly counted: readonly Counted[];
  readonly cases: number;
  readonly groupOf: (calls: HeardCalls) => string;
}

function crossed(heard: readonly HeardCalls[], question: CrossQuestion): readonly HeardCell[] {
  const { counted, cases, groupOf } = question;
  const groups = new Map<string, { cases: number; readonly heard: Map<string, number> }>();
  for (const one of heard) {
    const name = groupOf(one);
    const group = groups.get(name) ?? { cases: 0, heard: new Map<string, number>() };
    group.cases += one.calls;
    for (const { id } of one.words) group.heard.set(id, (group.heard.get(id) ?? 0) + one.calls);
    groups.set(name, group);
  }
  const named = [...groups].sort(([a, m], [b, n]) => n.cases - m.cases || (a < b ? -1 : 1));
  const table = counted.map(({ word }) => named.map(([, group]) => group.heard.get(word.id) ?? 0));
  const hidden = hiddenCells(table);
  return counted.flatMap(({ word: { label }, calls }, y) =>
    named.map(([group, own], x): HeardCell => {
      const share = { successes: table[y]?.[x] ?? 0, cases: own.cases };
      const isHidden = hidden[y]?.[x] === true || isSmall(own.cases);
      return { label, group, told: isHidden ? null : cellOf(share, { successes: calls, cases }) };
    }),
  );
}

function cellOf(share: Share, whole: Share): NonNullable<HeardCell['told']> {
  const rest = restOf(share, whole);
  return { share, interval: wilson(share), rest, reading: compare(share, rest) };
}

/** Where one group says something clearly more often than the others, first of its kind: what the meeting should hear. */
export interface StandingOut {
  readonly title: string;
  readonly by: string;
  readonly label: string;
  readonly group: string;
  readonly share: Share;
  readonly rest: Share;
}

export function standingOut({ title, crosses }: HeardTable): readonly StandingOut[] {
  return crosses.flatMap(({ by, cells }) =>
    cells.flatMap(({ label, group, told }) =>
      told?.reading === 'above' ? [{ title, by, label, group, share: told.share, rest: told.rest }] : [],
    ),
  );
}
