import { type AskingKind, asksSomething, broughtMinor } from '../../../shared/campaign-kind.ts';
import { CURRENCIES, REPORT_CURRENCY } from '../../../shared/currency.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import { divideHalfUp, NOT_AVAILABLE, perHourFigure } from '../indicators/indicator-figures.ts';
import { spanFacts } from '../indicators/indicators.ts';
import type { CampaignWeek } from './campaign-week.ts';
import { amountCell, figureCell, integerCell, ratioCell } from './figure-cells.ts';

/** Counts of one campaign, or of several added up. */
interface Counts {
  readonly delivered: number;
  readonly callable: number;
  readonly treated: number;
  readonly useful: number;
  readonly pitched: number;
  readonly oneOffs: number;
  /** Thanked to the end, where nothing is asked. */
  readonly thanked: number;
  /** Useful contacts and seconds of the campaigns that ask: what their agreements and talks are divided by. */
  readonly askedUseful: number;
  readonly askedSeconds: number;
  /** Campaigns of each kind: what a group has none of stays blank. */
  readonly upgradeCampaigns: number;
  readonly reactivationCampaigns: number;
  readonly thanksCampaigns: number;
  readonly pitchedCalls: number;
  readonly seconds: number;
  readonly agreements: number;
  readonly upgrades: number;
  readonly upliftMinor: number;
  readonly resumed: number;
  readonly resumedMinor: number;
  readonly oneOffMinor: number;
  /** Monthly amounts of agreements in euro cents at the frozen rate; null when one of them has no rate. */
  readonly indicativeEurMinor: number | null;
}

type SummedKey = Exclude<keyof Counts, 'indicativeEurMinor'>;

const NOTHING: Counts = {
  delivered: 0,
  callable: 0,
  treated: 0,
  useful: 0,
  pitched: 0,
  oneOffs: 0,
  thanked: 0,
  askedUseful: 0,
  askedSeconds: 0,
  upgradeCampaigns: 0,
  reactivationCampaigns: 0,
  thanksCampaigns: 0,
  pitchedCalls: 0,
  seconds: 0,
  agreements: 0,
  upgrades: 0,
  upliftMinor: 0,
  resumed: 0,
  resumedMinor: 0,
  oneOffMinor: 0,
  indicativeEurMinor: 0,
};
const SUMMED = Object.keys(NOTHING).filter((key) => key !== 'indicativeEurMinor') as SummedKey[];

const COLUMNS: readonly ColumnSpec[] = [
  { header: 'Ensemble', width: 42, kind: 'text' },
  { header: 'Devise', width: 9, kind: 'text' },
  ...[
    'Livrées',
    'En production',
    'Traitées',
    'Traitées / livrées',
    'Contacts utiles',
    'Utiles / traitées',
    'Argumentés',
    'Accords',
    'Accords / utiles',
    'Dons ponctuels',
    'Heures',
    'Argumentés / heure',
    'Hausses mensuelles',
    'Hausse moyenne',
    'Reprises mensuelles',
    'Reprise moyenne',
    'Montant des dons ponctuels',
    'Indicatif en EUR par mois',
  ].map((header): ColumnSpec => ({ header, width: 12, kind: 'decimal' })),
];

/** Only where a campaign thanks: the others have none to count. */
const THANKED: ColumnSpec = { header: 'Remerciements faits', width: 12, kind: 'decimal' };

function hasThanks(weeks: readonly CampaignWeek[]): boolean {
  return weeks.some(({ kind }) => !asksSomething(kind));
}

/**
 * The page to read first: every campaign, each country, each currency, cumulated then for the week. Amounts of two
 * currencies are never added (docs/rules/indicators.md): the line of all campaigns holds counts only, and the EUR value
 * of CHF stands apart.
 */
export function summarySheet(weeks: readonly CampaignWeek[], week: string): SheetSpec {
  return {
    name: 'SYNTHESE',
    columns: hasThanks(weeks) ? [...COLUMNS, THANKED] : COLUMNS,
    rows: [
      [{ strong: 'Depuis le début' }],
      ...block(weeks, 'cumulated'),
      [],
      [{ strong: `Semaine ${week}` }],
      ...block(weeks, 'period'),
      [],
      ...rateNotes(weeks),
    ],
  };
}

type Span = 'period' | 'cumulated';

function block(weeks: readonly CampaignWeek[], span: Span): CellValue[][] {
  const counted = weeks.map((week) => ({ week, counts: countsOf(week, span) }));
  const rowOf = (label: CellValue, currency: string, of: typeof counted) =>
    countRow({ label, currency, counts: added(of.map((one) => one.counts)), hasThanks: hasThanks(weeks) });
  const countries = [...new Set(weeks.map((week) => week.country))];
  return [
    ...counted.map((one) => rowOf(`${one.week.name} (${one.week.code})`, one.week.input.currency, [one])),
    ...countries.map((country) => {
      const of = counted.filter((one) => one.week.country === country);
      return rowOf({ strong: `Total ${country}` }, of[0]?.week.input.currency ?? '', of);
    }),
    ...CURRENCIES.flatMap((currency) => {
      const of = counted.filter((one) => one.week.input.currency === currency);
      return of.length === 0 ? [] : [rowOf({ strong: `Total ${currency}` }, currency, of)];
    }),
    // An empty currency: counts may be added, amounts may not.
    ...(new Set(weeks.map((week) => week.input.currency)).size > 1
      ? [rowOf({ strong: 'Toutes campagnes (effectifs)' }, '', counted)]
      : []),
  ];
}

/** Under which heads of the page the agreements of a kind are counted. */
const AMOUNTS_IN: Readonly<Record<AskingKind, 'rises' | 'resumed'>> = {
  upgrade: 'rises',
  reactivation: 'resumed',
};

function countsOf(week: CampaignWeek, span: Span): Counts {
  const { input } = week;
  const facts = spanFacts(input, input[span]);
  const under = asksSomething(week.kind) ? AMOUNTS_IN[week.kind] : undefined;
  const [isRise, isResumed] = [under === 'rises', under === 'resumed'];
  const brought = broughtMinor(week.kind, facts);
  return {
    delivered: input.delivered,
    callable: input.callable,
    treated: facts.treated,
    useful: facts.useful,
    pitched: facts.pitched,
    oneOffs: facts.oneOffs,
    thanked: facts.thanked,
    askedUseful: under ? facts.useful : 0,
    askedSeconds: under ? facts.seconds : 0,
    upgradeCampaigns: isRise ? 1 : 0,
    reactivationCampaigns: isResumed ? 1 : 0,
    thanksCampaigns: under ? 0 : 1,
    pitchedCalls: facts.pitchedCalls,
    seconds: facts.seconds,
    agreements: facts.netAgreements,
    upgrades: isRise ? facts.netAgreements : 0,
    upliftMinor: isRise ? brought : 0,
    resumed: isResumed ? facts.netAgreements : 0,
    resumedMinor: isResumed ? brought : 0,
    oneOffMinor: facts.oneOffMinor,
    indicativeEurMinor: inEuros(week, brought),
  };
}

/** Rates to six decimals: no binary fraction decides a cent. */
function inEuros(
  { input, eurPerChf }: Pick<CampaignWeek, 'input' | 'eurPerChf'>,
  minor: number,
): number | null {
  if (input.currency === REPORT_CURRENCY) return minor;
  return eurPerChf === undefined ? null : divideHalfUp(minor * Math.round(eurPerChf * 1e6), 1_000_000);
}

function added(all: readonly Counts[]): Counts {
  return all.reduce((sum, one) => {
    const plus = (key: SummedKey) => sum[key] + one[key];
    const euros = [sum.indicativeEurMinor, one.indicativeEurMinor];
    return {
      ...(Object.fromEntries(SUMMED.map((key) => [key, plus(key)])) as Pick<Counts, SummedKey>),
      indicativeEurMinor: euros.includes(null)
        ? null
        : euros.reduce<number>((total, value) => total + (value ?? 0), 0),
    };
  }, NOTHING);
}

function countRow(row: {
  readonly label: CellValue;
  readonly currency: string;
  readonly counts: Counts;
  /** The sheet has a column of thanks. */
  readonly hasThanks: boolean;
}): CellValue[] {
  const { label, currency, counts, hasThanks } = row;
  const amounts =
    currency === ''
      ? [null, null, null, null, null, null]
      : [
          ...sumAndMean(counts.upgradeCampaigns, counts.upliftMinor, counts.upgrades),
          ...sumAndMean(counts.reactivationCampaigns, counts.resumedMinor, counts.resumed),
          asksAnything(counts) ? amountCell(counts.oneOffMinor) : null,
          currency === REPORT_CURRENCY ? null : indicative(counts),
        ];
  return [
    label,
    currency,
    integerCell(counts.delivered),
    integerCell(counts.callable),
    integerCell(counts.treated),
    ratioCell(counts.treated, counts.delivered),
    integerCell(counts.useful),
    ratioCell(counts.useful, counts.treated),
    ...askedCells(counts),
    { figure: 'decimal', value: counts.seconds / 3600 },
    asksAnything(counts) ? figureCell(perHourFigure(counts.pitchedCalls, counts.askedSeconds)) : null,
    ...amounts,
    ...(hasThanks ? [counts.thanksCampaigns > 0 ? integerCell(counts.thanked) : null] : []),
  ];
}

function asksAnything({ upgradeCampaigns, reactivationCampaigns }: Counts): boolean {
  return upgradeCampaigns + reactivationCampaigns > 0;
}

/** Pitched, agreements, their rate and gifts: blank where nothing is asked. */
function askedCells(counts: Counts): CellValue[] {
  if (!asksAnything(counts)) return [null, null, null, null];
  return [
    integerCell(counts.pitched),
    integerCell(counts.agreements),
    ratioCell(counts.agreements, counts.askedUseful),
    integerCell(counts.oneOffs),
  ];
}

/** Blank where no campaign of the kind is counted. */
function sumAndMean(campaigns: number, minor: number, among: number): CellValue[] {
  if (campaigns === 0) return [null, null];
  return [amountCell(minor), among <= 0 ? NOT_AVAILABLE : amountCell(divideHalfUp(minor, among))];
}

function indicative({ indicativeEurMinor }: Counts): CellValue {
  return indicativeEurMinor === null ? NOT_AVAILABLE : amountCell(indicativeEurMinor);
}

function rateNotes(weeks: readonly CampaignWeek[]): CellValue[][] {
  const converted = weeks.filter((week) => week.input.currency !== REPORT_CURRENCY);
  if (converted.length === 0) return [];
  return [
    ['Euros et francs ne sont jamais additionnés.'],
    ...converted.map(({ code, eurPerChf, input }) => [
      eurPerChf === undefined
        ? `${code} : aucun taux indicatif dans le fichier de la campagne.`
        : `${code} : valeur indicative à 1 ${input.currency} = ${String(eurPerChf).replace('.', ',')} EUR, taux figé dans le fichier de la campagne.`,
    ]),
  ];
}
