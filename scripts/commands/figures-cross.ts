import type { CrossCell, CrossTable } from '../../server/domain/indicators/cross-table.ts';
import { MASKED } from '../../server/domain/report/heard-words.ts';
import { frenchCount, frenchDecimal } from '../../server/domain/wording/french-figures.ts';
import type { Terminal } from '../cli/terminal.ts';

/** A table of a terminal of 80 characters: the names of a row, then as many groups as fit, each over two lines. */
const WIDTH = 80;
const NAME_CHARACTERS = 20;
const CELL_CHARACTERS = 19;
const CELLS_A_LINE = Math.floor((WIDTH - NAME_CHARACTERS) / CELL_CHARACTERS);
/** Below so many cases nothing is concluded: the number says it. */
const FEW = 30;

interface Line {
  readonly name: string;
  readonly cells: readonly CrossCell[];
}

/** Rows down, columns across and the total last; columns that do not fit follow below. */
export function showCross(terminal: Terminal, table: CrossTable): void {
  const columns = [...table.columns, 'Ensemble'];
  const lines: readonly Line[] = [
    ...table.rows.map(({ name, cells, whole }) => ({ name, cells: [...cells, whole] })),
    { name: 'Ensemble', cells: [...table.wholes, table.whole] },
  ];
  if (table.rows.length === 0) terminal.line('Aucun cas encore.');
  for (let from = 0; from < columns.length && table.rows.length > 0; from += CELLS_A_LINE) {
    const isShown = (_: unknown, at: number) => at >= from && at < from + CELLS_A_LINE;
    terminal.line();
    terminal.line(laid(table.titles.rows, columns.filter(isShown)));
    for (const { name, cells } of lines) {
      const shown = cells.filter(isShown);
      terminal.line(laid(name, shown.map(shareText)));
      terminal.line(laid('', shown.map(casesText)));
    }
  }
  terminal.line();
  terminal.line(`${table.titles.columns} en colonnes. Entre crochets, l’intervalle de Wilson à 95 %.`);
  terminal.line(`« peu » : moins de ${FEW} cas, rien à en conclure.`);
  terminal.line(`« ${MASKED} » : trop peu de personnes, ou de quoi les retrouver.`);
}

function laid(name: string, cells: readonly string[]): string {
  return [fitted(name, NAME_CHARACTERS), ...cells.map((cell) => fitted(cell, CELL_CHARACTERS))]
    .join('')
    .trimEnd();
}

/** One space at least stands between two columns. */
function fitted(text: string, width: number): string {
  const cut = text.length < width ? text : `${text.slice(0, width - 2)}…`;
  return cut.padEnd(width);
}

/** `23,1 % [16–33]`. */
function shareText(cell: CrossCell): string {
  if (!cell) return MASKED;
  const { share, interval } = cell;
  if (share.cases === 0) return '—';
  const [low, high] = [interval.low, interval.high].map((bound) => frenchDecimal(100 * bound, 0));
  return `${frenchDecimal((100 * share.successes) / share.cases, 1)} % [${low}–${high}]`;
}

function casesText(cell: CrossCell): string {
  if (!cell || cell.share.cases === 0) return '';
  const few = cell.share.cases < FEW ? ', peu' : '';
  return `${frenchCount(cell.share.successes)} sur ${frenchCount(cell.share.cases)}${few}`;
}
