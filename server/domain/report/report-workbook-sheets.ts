import { asksSomething } from '../../../shared/campaign-kind.ts';
import type { Country } from '../../../shared/country.ts';
import { dispositionLabel } from '../../../shared/disposition-labels.ts';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import { NOT_AVAILABLE } from '../indicators/indicator-figures.ts';
import { type Forecast, NO_FORECAST } from '../indicators/indicator-forecast.ts';
import type { IndicatorInput } from '../indicators/indicator-input.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { distanceCell, figureCell, integerCell, unitText } from './figure-cells.ts';

export type CallCounts = ReadonlyMap<string, number>;

const COUNTED: readonly ColumnSpec[] = [
  { header: 'Code', width: 14, kind: 'text' },
  { header: 'Libellé', width: 48, kind: 'text' },
  { header: 'Famille', width: 20, kind: 'text' },
  { header: 'Semaine', width: 12, kind: 'integer' },
  { header: 'Cumul', width: 12, kind: 'integer' },
];

const FAMILY = new Map(DISPOSITIONS.map((row) => [row.code, row.family]));

/** The detail by code of that indicator, closed with its total. */
export function detailSheet(name: string, all: readonly Indicator[], number: number): SheetSpec {
  const indicator = all.find((one) => one.number === number);
  const detail = indicator?.detail ?? [];
  const rows = detail.map((line) => [
    line.code,
    line.label,
    FAMILY.get(line.code) ?? '',
    line.period,
    line.cumulated,
  ]);
  const total = [
    'TOTAL',
    indicator?.label ?? '',
    '',
    indicator?.period.scaled ?? 0,
    indicator?.cumulated.scaled ?? 0,
  ];
  return { name, columns: COUNTED, rows: [...rows, total] };
}

/** Every call by disposition, those that left the record open too: the attempts behind the figures. */
export function callsSheet(
  calls: {
    readonly period: CallCounts;
    readonly cumulated: CallCounts;
  },
  country: Country,
): SheetSpec {
  const rows = DISPOSITIONS.filter((row) => (calls.cumulated.get(row.code) ?? 0) > 0).map((row) => [
    row.code,
    dispositionLabel(row.code, country),
    row.family,
    calls.period.get(row.code) ?? 0,
    calls.cumulated.get(row.code) ?? 0,
  ]);
  const total = ['TOTAL', 'Appels', '', sumOf(calls.period), sumOf(calls.cumulated)];
  return { name: 'TENTATIVES', columns: COUNTED, rows: [...rows, total] };
}

function sumOf(counts: CallCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** Where the campaign ends at this pace, and which target lags most: numbers as numbers, each row with its unit. */
export function forecastSheet(forecast: Forecast | undefined, input: IndicatorInput): SheetSpec {
  return {
    name: 'PREVISION',
    columns: [
      { header: 'Au rythme actuel', width: 60, kind: 'text' },
      { header: 'Unité', width: 12, kind: 'text' },
      { header: 'Valeur', width: 14, kind: 'decimal' },
      { header: 'Remarque', width: 44, kind: 'text' },
    ],
    rows: forecast ? forecastRows(forecast, input) : [['Prévision', '', NOT_AVAILABLE, NO_FORECAST]],
  };
}

function forecastRows(forecast: Forecast, { currency, kind }: IndicatorInput): CellValue[][] {
  const { mainGap, perDayToTarget } = forecast;
  return [
    ['Jours de campagne faits', 'jours', integerCell(forecast.elapsedDays), ''],
    ['Jours de campagne en tout', 'jours', integerCell(forecast.totalDays), ''],
    ['Fiches traitées en fin de campagne', 'fiches', integerCell(forecast.processedAtEnd), ''],
    ['Taux traitées / livrées en fin de campagne', '%', figureCell(forecast.processedRateAtEnd), ''],
    ...(asksSomething(kind)
      ? [
          ['Accords en fin de campagne', 'accords', integerCell(forecast.agreementsAtEnd), ''],
          ['Accords visés par les objectifs', 'accords', integerCell(forecast.agreementsWanted), ''],
        ]
      : []),
    [
      'Fiches à traiter par jour restant pour l’objectif',
      'fiches',
      perDayToTarget === null ? NOT_AVAILABLE : integerCell(perDayToTarget),
      perDayToTarget === null ? 'plus de jour restant' : '',
    ],
    mainGap?.distance
      ? [
          'Principal écart à l’objectif',
          mainGap.distance.unit === 'percent' ? 'points' : unitText(mainGap.distance.unit, currency),
          distanceCell(mainGap.distance),
          mainGap.label,
        ]
      : ['Principal écart à l’objectif', '', null, 'aucun'],
  ];
}
