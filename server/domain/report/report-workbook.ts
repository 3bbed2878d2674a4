import type { Currency } from '../../../shared/currency.ts';
import type { IsoWeek } from '../../../shared/time.ts';
import { frenchWeek } from '../files/delivery-names.ts';
import type { CellValue, ColumnSpec, SheetSpec, WorkbookSpec } from '../files/sheets.ts';
import { distanceText, type Figure, figureText, NOT_AVAILABLE } from '../indicators/indicator-figures.ts';
import type { Forecast } from '../indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../indicators/indicator-input.ts';
import { type Indicator, type IndicatorLine, indicators } from '../indicators/indicators.ts';
import { distanceCell, lineCells, unitText } from './figure-cells.ts';
import { type CallCounts, callsSheet, detailSheet, forecastSheet } from './report-workbook-sheets.ts';

/** What the weekly report says: the figures, the calls behind them and where the campaign is heading. */
export interface ReportFacts {
  readonly campaign: { readonly code: string; readonly name: string };
  readonly week: IsoWeek;
  readonly input: IndicatorInput;
  readonly forecast: Forecast | undefined;
  /** Calls ended in the week and since the beginning, by disposition, open ones included. */
  readonly calls: { readonly period: CallCounts; readonly cumulated: CallCounts };
  /** End of the week: equal facts give equal bytes. */
  readonly createdAtMs: number;
}

/** Which units each numeric sheet shows: a column of a workbook has one number format. */
const NUMERIC_SHEETS = [
  { name: 'VOLUMES', unit: 'count', kind: 'integer' },
  { name: 'TAUX', unit: 'percent', kind: 'percent' },
  { name: 'MONTANTS', unit: 'amount', kind: 'amount' },
  { name: 'CADENCE', unit: 'per-hour', kind: 'decimal' },
] as const;

/**
 * The weekly report as a workbook: SYNTHESE is the page to read (the 14 indicators in order, each number in its own format),
 * the other sheets hold the same figures by unit and the details, one topic each. Personal data: none.
 */
export function reportWorkbook(facts: ReportFacts): WorkbookSpec {
  const all = indicators(facts.input);
  return {
    title: `Indicateurs ${facts.campaign.code} ${frenchWeek(facts.week)}`,
    createdAtMs: facts.createdAtMs,
    sheets: [
      summarySheet(facts, all),
      // Of a campaign that asks nothing there is no amount: a sheet without a row would only be looked for.
      ...NUMERIC_SHEETS.map((sheet) => numericSheet(sheet, all)).filter(({ rows }) => [...rows].length > 0),
      detailSheet('UTILES', all, 3),
      detailSheet('ECHECS', all, 4),
      detailSheet('REFUS', all, 2),
      callsSheet(facts.calls, facts.input.country),
      forecastSheet(facts.forecast, facts.input),
    ],
  };
}

/** The 14 indicators and their companion lines as lines of French text, week then cumulated: what `plateau figures` prints. */
export function reportLines(input: IndicatorInput, all: readonly Indicator[]): string[][] {
  return all.flatMap((one) => [
    summaryRow(input, String(one.number), one),
    ...one.companions.map((line) => summaryRow(input, '', line)),
  ]);
}

function summaryRow(input: IndicatorInput, number: string, line: IndicatorLine): string[] {
  return [
    number,
    line.label,
    figureText(line.period, input),
    figureText(line.cumulated, input),
    line.target ? figureText(line.target, input) : '',
    line.distance ? distanceText(line.distance, input) : '',
  ];
}

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });

function summarySheet(facts: ReportFacts, all: readonly Indicator[]): SheetSpec {
  return {
    name: 'SYNTHESE',
    columns: indicatorColumns(facts.week),
    rows: indicatorRows(all, facts.input.currency),
  };
}

/** Columns of `indicatorRows`: numbers carry their own format, since a column holds counts, rates and amounts. */
export function indicatorColumns(week: IsoWeek, title = 'Indicateur'): readonly ColumnSpec[] {
  const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: 'decimal' });
  return [
    { header: 'N°', width: 5, kind: 'integer' },
    text(title, 52),
    text('Unité', 14),
    { ...numeric(`Semaine ${frenchWeek(week)}`), width: 18 },
    numeric('Cumul'),
    numeric('Objectif'),
    numeric('Écart'),
  ];
}

/** The 14 indicators in order, each with its companion lines, as typed cells; each row says its unit. */
export function indicatorRows(all: readonly Indicator[], currency: Currency): CellValue[][] {
  const row = (number: number | null, line: IndicatorLine) => [
    number,
    number === null ? { under: line.label } : line.label,
    unitText(line.cumulated.unit, currency),
    ...lineCells(line),
  ];
  return all.flatMap((one) => [row(one.number, one), ...one.companions.map((line) => row(null, line))]);
}

function numericSheet(sheet: (typeof NUMERIC_SHEETS)[number], all: readonly Indicator[]): SheetSpec {
  const units: readonly Figure['unit'][] = sheet.unit === 'per-hour' ? ['per-hour', 'hours'] : [sheet.unit];
  const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: sheet.kind });
  const rows = all.flatMap((one) =>
    [one, ...one.companions]
      .filter((line) => units.includes(line.cumulated.unit))
      .map((line) => [one.number, line.label, ...numericCells(line)]),
  );
  return {
    name: sheet.name,
    columns: [
      { header: 'N°', width: 5, kind: 'integer' },
      text('Indicateur', 48),
      numeric('Semaine'),
      numeric('Cumul'),
      numeric('Objectif'),
      numeric(sheet.unit === 'percent' ? 'Écart (points)' : 'Écart'),
    ],
    rows,
  };
}

function numericCells(line: IndicatorLine): CellValue[] {
  const optional = (figure: Figure | undefined) => (figure ? numericCell(figure) : null);
  return [
    numericCell(line.period),
    numericCell(line.cumulated),
    optional(line.target),
    // Between two rates there are points: the same number as in SYNTHESE.
    line.distance?.unit === 'percent' ? distanceCell(line.distance) : optional(line.distance),
  ];
}

/** The rounded figure as Excel keeps it: what the reader sees is exactly what SYNTHESE says. */
function numericCell(figure: Figure): CellValue {
  if (figure.scaled === null) return NOT_AVAILABLE;
  switch (figure.unit) {
    case 'count':
      return figure.scaled;
    case 'percent':
      return figure.scaled / 1000;
    case 'per-hour':
    case 'hours':
      return figure.scaled / 10;
    case 'amount':
      return { minor: figure.scaled };
  }
}
