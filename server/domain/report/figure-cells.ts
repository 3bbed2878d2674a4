import type { Currency } from '../../../shared/currency.ts';
import type { CellValue, FigureCell } from '../files/sheets.ts';
import { type Figure, NOT_AVAILABLE } from '../indicators/indicator-figures.ts';
import type { IndicatorLine } from '../indicators/indicators.ts';

/** A figure as a true number with its format: what the reader sees is what is summed; « n. d. » where there is none. */
export function figureCell({ unit, scaled }: Pick<Figure, 'unit' | 'scaled'>): CellValue {
  if (scaled === null) return NOT_AVAILABLE;
  switch (unit) {
    case 'count':
      return integerCell(scaled);
    case 'percent':
      return { figure: 'percent', value: scaled / 1000 };
    case 'per-hour':
    case 'hours':
      return { figure: 'decimal', value: scaled / 10 };
    case 'amount':
      return amountCell(scaled);
  }
}

/** A distance to target: rates in points, amounts too, always signed. */
export function distanceCell(figure: Pick<Figure, 'unit' | 'scaled'>): CellValue {
  if (figure.scaled === null) return NOT_AVAILABLE;
  if (figure.unit === 'amount') return { figure: 'gap', value: figure.scaled };
  if (figure.unit !== 'percent') return figureCell(figure);
  return { figure: 'points', value: figure.scaled / 10 };
}

const UNITS: Readonly<Record<Exclude<Figure['unit'], 'amount'>, string>> = {
  count: 'nombre',
  percent: '%',
  'per-hour': 'par heure',
  hours: 'heures',
};

/** Unit of a row of figures; distances between rates are in points. */
export function unitText(unit: Figure['unit'], currency: Currency): string {
  return unit === 'amount' ? currency : UNITS[unit];
}

/** Week, cumulated, target, distance: the four numbers of a line; null where the contract sets no target. */
export function lineCells(line: IndicatorLine): CellValue[] {
  return [
    figureCell(line.period),
    figureCell(line.cumulated),
    line.target ? figureCell(line.target) : null,
    line.distance ? distanceCell(line.distance) : null,
  ];
}

export function integerCell(value: number): FigureCell {
  return { figure: 'integer', value };
}

export function amountCell(minor: number): FigureCell {
  return { figure: 'amount', value: minor };
}

/** A bare ratio, as Excel keeps percentages; « n. d. » of nothing. */
export function ratioCell(part: number, whole: number): CellValue {
  return whole <= 0 ? NOT_AVAILABLE : { figure: 'percent', value: part / whole };
}
