import type { CellValue, ColumnSpec, SheetSpec } from '../files/sheets.ts';
import type { HeardFigure, HeardTable } from '../indicators/heard-figures.ts';
import { integerCell, ratioCell } from './figure-cells.ts';
import { HIDDEN, MASKED } from './heard-words.ts';

const text = (header: string, width: number): ColumnSpec => ({ header, width, kind: 'text' });
const numeric = (header: string): ColumnSpec => ({ header, width: 14, kind: 'decimal' });

/** What was heard, of one or several campaigns: R-62 as it stands in report and review. */
export interface HeardOf {
  readonly code: string;
  readonly heard: readonly HeardTable[];
}

/** What was heard and the same crossed, a sheet each; none where nothing was. */
export function heardSheets(campaigns: readonly HeardOf[]): readonly SheetSpec[] {
  return campaigns.some(({ heard }) => heard.length > 0)
    ? [heardSheet(campaigns), heardCrossSheet(campaigns)]
    : [];
}

/** Everything heard with its share, its interval, what is answered and what those calls became. */
function heardSheet(campaigns: readonly HeardOf[]): SheetSpec {
  return {
    name: 'FREINS',
    columns: [
      text('Campagne', 16),
      text('Question', 32),
      text('Entendu', 44),
      numeric('Appels'),
      numeric('Sur'),
      numeric('Part'),
      numeric('Borne basse'),
      numeric('Borne haute'),
      numeric('Dont accords'),
      numeric('Dont dons ponctuels'),
      text('Réponse donnée', 80),
    ],
    rows: campaigns.flatMap(({ code, heard }) =>
      heard.flatMap((table) =>
        table.figures.map((figure) => [code, table.title, figure.label, ...figureCells(table, figure)]),
      ),
    ),
  };
}

function figureCells({ cases }: HeardTable, { told, replies }: HeardFigure): CellValue[] {
  const said = replies.join(' / ');
  if (!told) return [HIDDEN, integerCell(cases), null, null, null, null, null, said];
  return [...shareCells(told), ...[told.ends.agreement, told.ends['one-off']].map(integerCell), said];
}

function shareCells({
  share,
  interval,
}: Pick<NonNullable<HeardFigure['told']>, 'share' | 'interval'>): CellValue[] {
  const { successes, cases } = share;
  return [
    integerCell(successes),
    integerCell(cases),
    ratioCell(successes, cases),
    { figure: 'percent', value: interval.low },
    { figure: 'percent', value: interval.high },
  ];
}

/** The same by profile and by seniority, one line a cell: the reader sorts and filters it. */
function heardCrossSheet(campaigns: readonly HeardOf[]): SheetSpec {
  return {
    name: 'FREINS CROISES',
    columns: [
      text('Campagne', 16),
      text('Question', 32),
      text('Entendu', 44),
      text('Selon', 14),
      text('Groupe', 22),
      ...['Appels', 'Sur', 'Part', 'Borne basse', 'Borne haute'].map(numeric),
    ],
    rows: campaigns.flatMap(({ code, heard }) =>
      heard.flatMap(({ title, crosses }) =>
        crosses.flatMap(({ by, cells }) =>
          cells.map(({ label, group, told }) => [
            code,
            title,
            label,
            by,
            group,
            ...(told ? shareCells(told) : [MASKED, null, null, null, null]),
          ]),
        ),
      ),
    ),
  };
}
