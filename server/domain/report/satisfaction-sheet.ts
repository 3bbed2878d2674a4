import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import type { SatisfactionFigure } from '../indicators/satisfaction-figures.ts';
import { frenchCount, frenchDecimal, frenchShare } from '../wording/french-figures.ts';
import { integerCell, ratioCell } from './figure-cells.ts';

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });
const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: 'decimal' });

type Unit = SatisfactionFigure['unit'];
type Part = SatisfactionFigure['cumulated'];

const UNITS: Readonly<Record<Unit, { readonly name: string; readonly text: (part: Part) => string }>> = {
  percent: { name: '%', text: ({ part, whole }) => frenchShare(part, whole) },
  'per-thousand': {
    name: 'pour 1 000',
    text: ({ part, whole }) => (whole <= 0 ? 'n. d.' : frenchDecimal((1000 * part) / whole, 1)),
  },
  score: {
    name: 'sur 100',
    text: ({ part, whole }) => (whole <= 0 ? 'n. d.' : `${frenchDecimal(part / whole, 0)} sur 100`),
  },
};

/** `1,2 % (3 sur 250)`; the mean of scores with its number of sheets alone. */
export function partText({ unit }: SatisfactionFigure, part: Part): string {
  const said = UNITS[unit].text(part);
  if (part.whole <= 0) return said;
  const count =
    unit === 'score'
      ? `${frenchCount(part.whole)} écoutes`
      : `${frenchCount(part.part)} sur ${frenchCount(part.whole)}`;
  return `${said} (${count})`;
}

/** Cumulated bounds of a share; '' of anything else. */
export function boundsText({ interval }: SatisfactionFigure): string {
  if (!interval) return '';
  return `${frenchDecimal(100 * interval.low, 1)} à ${frenchDecimal(100 * interval.high, 1)} %`;
}

export interface SatisfactionOf {
  readonly code: string;
  readonly satisfaction: readonly SatisfactionFigure[];
}

/** The leads' words of the week, once approved; no sheet where there are none. */
export function commentSheets(
  campaigns: readonly { readonly code: string; readonly comment: string | undefined }[],
): readonly SheetSpec[] {
  const rows = campaigns.flatMap(({ code, comment }) =>
    (comment?.split('\n') ?? []).map((words) => [code, words]),
  );
  if (rows.length === 0) return [];
  return [{ name: 'COMMENTAIRES', columns: [text('Campagne', 16), text('Le mot de la semaine', 120)], rows }];
}

/** How donors lived the calls, all campaigns one below the other. */
export function satisfactionSheet(campaigns: readonly SatisfactionOf[]): SheetSpec {
  return {
    name: 'SATISFACTION',
    columns: [
      text('Campagne', 16),
      text('Mesure', 44),
      text('Unité', 12),
      text('Parmi', 20),
      ...[
        'Semaine',
        'Nombre',
        'Sur',
        'Cumul',
        'Nombre cumulé',
        'Sur, cumul',
        'Borne basse',
        'Borne haute',
      ].map(numeric),
    ],
    rows: campaigns.flatMap(({ code, satisfaction }) =>
      satisfaction.map((figure) => [
        code,
        figure.label,
        UNITS[figure.unit].name,
        figure.among,
        ...partCells(figure.unit, figure.period),
        ...partCells(figure.unit, figure.cumulated),
        ...[figure.interval?.low, figure.interval?.high].map(
          (value): CellValue => (value === undefined ? null : { figure: 'percent', value }),
        ),
      ]),
    ),
  };
}

function partCells(unit: Unit, { part, whole }: Part): CellValue[] {
  const counts = unit === 'score' ? [null, integerCell(whole)] : [integerCell(part), integerCell(whole)];
  if (unit === 'percent') return [ratioCell(part, whole), ...counts];
  const scale = unit === 'score' ? 1 : 1000;
  return [whole <= 0 ? 'n. d.' : { figure: 'decimal', value: (scale * part) / whole }, ...counts];
}
