import { asksSomething } from '../../../shared/campaign-kind.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import type { CellValue, SheetImage, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { NOT_AVAILABLE } from '../indicators/indicator-figures.ts';
import { type Forecast, NO_FORECAST } from '../indicators/indicator-forecast.ts';
import { type Indicator, indicators } from '../indicators/indicators.ts';
import type { CampaignWeek, DrawnChart } from './campaign-week.ts';
import { indicatorsSheet } from './charity-report-indicators.ts';
import { summarySheet } from './charity-report-summary.ts';
import { classesSheet } from './classes-sheet.ts';
import { confirmationRows } from './confirmation-figures.ts';
import { figureCell, integerCell, lineCells, unitText } from './figure-cells.ts';
import { heardSheets } from './heard-sheets.ts';
import { indicatorColumns, indicatorRows } from './report-workbook.ts';
import { commentSheets, satisfactionSheet } from './satisfaction-sheet.ts';

export interface CharityReportFacts {
  readonly charity: string;
  readonly week: IsoWeek;
  /** In the order of their sheets. */
  readonly campaigns: readonly (CampaignWeek & { readonly charts: readonly DrawnChart[] })[];
  /** End of the week: equal facts give equal bytes. */
  readonly createdAtMs: number;
}

/** Default height of a row on screen. */
const ROW_PX = 20;
/** Pictures stand to the right of the table, which ends with the seventh column. */
const PICTURES_COLUMN = 8;

/**
 * The weekly report of all campaigns of a charity: a summary by country and currency, the 14 indicators side by
 * side with the same totals, then one sheet a campaign with target, forecast, details and pictures. Personal data: none.
 */
export function charityReport(facts: CharityReportFacts): WorkbookSpec {
  const { charity, week, campaigns, createdAtMs } = facts;
  return {
    title: `Rapport ${charity} ${frenchWeek(week)}`,
    createdAtMs,
    sheets: [
      summarySheet(campaigns, frenchWeek(week)),
      indicatorsSheet(campaigns, frenchWeek(week)),
      ...campaigns.map((one) => campaignSheet(one, week)),
      ...classesSheet(campaigns),
      ...commentSheets(campaigns),
      satisfactionSheet(campaigns),
      ...heardSheets(campaigns.map(({ code, insights }) => ({ code, heard: insights.heard }))),
    ],
  };
}

function campaignSheet(one: CharityReportFacts['campaigns'][number], week: IsoWeek): SheetSpec {
  const all = indicators(one.input);
  return {
    name: one.code,
    columns: indicatorColumns(week, one.name),
    rows: [
      ...indicatorRows(all, one.input.currency),
      [],
      [null, { strong: 'Au rythme actuel' }],
      ...forecastRows(one.forecast, one),
      ...(asksSomething(one.kind) ? emailRows(one) : []),
      ...[3, 4, 2].flatMap((number) => detailRows(all, number)),
    ],
    images: stacked(one.charts),
  };
}

/** A campaign that asks nothing owes no e-mail. */
function emailRows({ confirmations }: CampaignWeek): CellValue[][] {
  return [
    [],
    [null, { strong: 'Confirmations par e-mail' }],
    ...confirmationRows(confirmations).map(([label = null, ...cells]) => [null, label, '', ...cells]),
  ];
}

/** In the columns of the indicators: what will be stands under « Cumul ». */
function forecastRows(forecast: Forecast | undefined, { input, kind }: CampaignWeek): CellValue[][] {
  if (!forecast) return [[null, NO_FORECAST]];
  const { mainGap, perDayToTarget } = forecast;
  return [
    [
      null,
      'Jours de campagne faits, sur le total',
      'jours',
      null,
      ...integers(forecast.elapsedDays, forecast.totalDays),
    ],
    [null, 'Fiches traitées en fin de campagne', 'fiches', null, integerCell(forecast.processedAtEnd)],
    [
      null,
      'Taux traitées / livrées en fin de campagne',
      '%',
      null,
      figureCell(forecast.processedRateAtEnd),
      { figure: 'percent', value: input.targets.processed / 100 },
      processedGap(forecast, input),
    ],
    ...(asksSomething(kind) ? [agreementsRow(forecast)] : []),
    [
      null,
      'Fiches à traiter par jour restant',
      'fiches',
      null,
      perDayToTarget === null ? NOT_AVAILABLE : integerCell(perDayToTarget),
    ],
    [null, { strong: 'Principal écart à l’objectif' }],
    mainGap
      ? [null, mainGap.label, unitText(mainGap.cumulated.unit, input.currency), ...lineCells(mainGap)]
      : [null, 'aucun'],
  ];
}

function agreementsRow({ agreementsAtEnd, agreementsWanted }: Forecast): CellValue[] {
  const figures = integers(agreementsAtEnd, agreementsWanted, agreementsAtEnd - agreementsWanted);
  return [null, 'Accords en fin de campagne', 'accords', null, ...figures];
}

const integers = (...values: readonly number[]) => values.map(integerCell);

/** In points, of the rate at the end. */
function processedGap(
  { processedRateAtEnd: { scaled } }: Forecast,
  { targets }: CampaignWeek['input'],
): CellValue {
  return scaled === null
    ? null
    : { figure: 'points', value: (scaled - Math.round(targets.processed * 10)) / 10 };
}

function detailRows(all: readonly Indicator[], number: number): CellValue[][] {
  const indicator = all.find((one) => one.number === number);
  if (!indicator || indicator.detail.length === 0) return [];
  return [
    [],
    [null, { strong: `${indicator.label} : détail` }],
    ...indicator.detail.map((line): CellValue[] => [
      null,
      `${line.label} (${line.code})`,
      'nombre',
      integerCell(line.period),
      integerCell(line.cumulated),
    ]),
  ];
}

/** One below the other, a row of air between. */
function stacked(charts: readonly DrawnChart[]): readonly SheetImage[] {
  let row = 1;
  return charts.map(({ spec, png }) => {
    const at = { row, column: PICTURES_COLUMN };
    row += Math.ceil(spec.heightPx / ROW_PX) + 1;
    const { widthPx, heightPx, title, alt } = spec;
    return { png, at, widthPx, heightPx, alt: `${title}. ${alt}` };
  });
}
