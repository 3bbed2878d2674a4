import { type AskingKind, asksRise, asksSomething, CAMPAIGN_KINDS } from '../../../shared/campaign-kind.ts';
import { CURRENCIES, type Currency, REPORT_CURRENCY } from '../../../shared/currency.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import { NOT_AVAILABLE } from '../indicators/indicator-figures.ts';
import type { Formula, SpanFacts } from '../indicators/indicator-formula.ts';
import { INDICATOR_FORMULAS } from '../indicators/indicator-formulas.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { CampaignWeek } from './campaign-week.ts';
import { figureCell } from './figure-cells.ts';

type Span = 'period' | 'cumulated';
/** Campaigns of one currency, counted together: one alone, a country, all of a currency. */
interface Group {
  readonly name: string;
  readonly currency: Currency;
  readonly weeks: readonly CampaignWeek[];
}

/** An average of rises and of resumed gifts together would mean nothing: these lines stand once a kind. */
const BY_KIND: Readonly<Record<string, Readonly<Record<AskingKind, string>>>> = {
  averageAmount: {
    upgrade: 'Montant moyen de l’augmentation',
    reactivation: 'Montant moyen de la réactivation',
  },
  amountSum: {
    upgrade: 'Somme mensuelle des augmentations',
    reactivation: 'Somme mensuelle des réactivations',
  },
};
const OF_RISES: ReadonlySet<string> = new Set(['upliftRate']);

/**
 * The 14 indicators of every campaign side by side, with totals by country and by currency: rates are made again from
 * the counts added up, never averaged. No column holds euros and francs together.
 */
export function indicatorsSheet(weeks: readonly CampaignWeek[], week: string): SheetSpec {
  const groups = groupsOf(weeks);
  const lines = linesOf(weeks);
  return {
    name: 'INDICATEURS',
    columns: columnsOf(groups),
    rows: [
      [null, { strong: 'Depuis le début' }],
      ...blockRows(groups, lines, 'cumulated'),
      [],
      [null, { strong: `Semaine ${week}` }],
      ...blockRows(groups, lines, 'period'),
    ],
  };
}

function groupsOf(weeks: readonly CampaignWeek[]): readonly Group[] {
  const countries = [...new Set(weeks.map(({ country }) => country))];
  const currencyOf = (of: readonly CampaignWeek[]) => of[0]?.input.currency ?? REPORT_CURRENCY;
  const total = (name: string, of: readonly CampaignWeek[]): Group => ({
    name: `Total ${name}`,
    currency: currencyOf(of),
    weeks: of,
  });
  return [
    ...weeks.map((one) => ({ name: one.code, currency: one.input.currency, weeks: [one] })),
    ...countries.map((country) =>
      total(
        country,
        weeks.filter((one) => one.country === country),
      ),
    ),
    ...CURRENCIES.flatMap((currency) => {
      const of = weeks.filter((one) => one.input.currency === currency);
      return of.length === 0 ? [] : [total(currency, of)];
    }),
  ];
}

function columnsOf(groups: readonly Group[]): readonly ColumnSpec[] {
  const header = ({ name, currency }: Group) => (name.endsWith(currency) ? name : `${name} (${currency})`);
  return [
    { header: 'N°', width: 5, kind: 'integer' },
    { header: 'Indicateur', width: 54, kind: 'text' },
    ...groups.map((group): ColumnSpec => ({ header: header(group), width: 14, kind: 'decimal' })),
  ];
}

interface Line {
  readonly number: number | null;
  readonly formula: Formula;
  readonly label: string;
  /** Whether that campaign is counted: a rate of agreements has no case where nothing is asked. */
  readonly isOf: (week: CampaignWeek) => boolean;
}

function blockRows(groups: readonly Group[], lines: readonly Line[], span: Span): CellValue[][] {
  return lines.map((line) => [
    line.number,
    line.number === null ? { under: line.label } : line.label,
    ...groups.map((group) => cellOf(group, line, span)),
  ]);
}

/** Every row of the table that one of these campaigns has, each formula with the campaigns that it counts. */
function linesOf(weeks: readonly CampaignWeek[]): readonly Line[] {
  return INDICATOR_FORMULAS.flatMap(({ number, main, companions }) =>
    [main, ...companions].flatMap((formula, at) =>
      formulaLines(weeks, formula, formula.asks ?? main.asks).map(
        (line, rank): Line => ({ ...line, number: at === 0 && rank === 0 ? number : null }),
      ),
    ),
  );
}

/** One line a formula, or one a kind; none where no campaign has it. */
function formulaLines(
  weeks: readonly CampaignWeek[],
  formula: Formula,
  asks: boolean | undefined,
): readonly Omit<Line, 'number'>[] {
  const byKind = BY_KIND[formula.key];
  const line = (label: string, isOf: Line['isOf']) => ({ formula, label, isOf });
  const kinds = CAMPAIGN_KINDS.filter(asksSomething);
  const lines = byKind
    ? kinds.map((kind) => line(byKind[kind], (week) => week.kind === kind))
    : OF_RISES.has(formula.key)
      ? [line(formula.label, ({ kind }) => asksRise(kind))]
      : [line(formula.label, ({ kind }) => asks === undefined || asks === asksSomething(kind))];
  return lines.filter(({ isOf }) => OF_RISES.has(formula.key) || weeks.some(isOf));
}

/** « n. d. » where no campaign of the group is counted. */
function cellOf({ weeks }: Group, { formula, isOf }: Line, span: Span): CellValue {
  const facts = added(weeks.filter(isOf).map(factsOf(span)));
  return facts ? figureCell(formula.figure(facts)) : NOT_AVAILABLE;
}

const factsOf =
  (span: Span) =>
  ({ input }: CampaignWeek): SpanFacts =>
    spanFacts(input, input[span]);

/** Counts and sums added up; undefined of none. Targets mean nothing here: each campaign has its own. */
function added([first, ...others]: readonly SpanFacts[]): SpanFacts | undefined {
  return others.reduce((sum, one) => (sum ? plus(sum, one) : one), first);
}

const INPUT_SUMS = ['delivered', 'callable', 'fileRecords', 'fileMonthlyMinor'] as const;

function plus(a: SpanFacts, b: SpanFacts): SpanFacts {
  const numbers = Object.entries(a).map(([key, value]) => {
    const other: unknown = b[key as keyof SpanFacts];
    return [key, typeof value === 'number' && typeof other === 'number' ? value + other : value];
  });
  const input = Object.fromEntries(INPUT_SUMS.map((key) => [key, a.input[key] + b.input[key]]));
  return { ...(Object.fromEntries(numbers) as SpanFacts), input: { ...a.input, ...input } };
}
