import { LEAST_CASES } from '../indicators/confidence.ts';
import type { CrossCell, CrossTable } from '../indicators/cross-table.ts';
import { frenchCount, frenchDecimal, frenchShare } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK } from './charts-style.ts';
import { MASKED } from './heard-words.ts';

const ROW_PX = 46;
/** Beyond, a picture of the common width cannot be read: the table has every group. */
const MOST_COLUMNS = 8;
const MOST_ROWS = 10;
/** Names of more columns do not fit side by side. */
const MOST_LEVEL = 4;

interface Told {
  readonly row: string;
  readonly column: string;
  readonly cell: NonNullable<CrossCell>;
}

/** `31,2 %, entre 23,3 et 40,4 % (34 sur 109)`. */
function cellText(cell: CrossCell): string {
  if (!cell) return MASKED;
  const { share, interval } = cell;
  if (share.cases === 0) return 'aucun cas';
  const [low, high] = [interval.low, interval.high].map((bound) => frenchDecimal(100 * bound, 1));
  return `${frenchShare(share.successes, share.cases)}, entre ${low} et ${high} % (${frenchCount(share.successes)} sur ${frenchCount(share.cases)})`;
}

function toldCells({ columns, rows }: CrossTable): readonly Told[] {
  return rows.flatMap(({ name, cells }) =>
    cells.flatMap((cell, at) =>
      cell && cell.share.cases >= LEAST_CASES ? [{ row: name, column: columns[at] ?? '', cell }] : [],
    ),
  );
}

const rate = ({ cell: { share } }: Told) => share.successes / share.cases;

/** Two cells are told apart only where their intervals do not touch. */
function finding(table: CrossTable): string {
  const ranked = toldCells(table).toSorted((a, b) => rate(b) - rate(a));
  const [best, last] = [ranked[0], ranked.at(-1)];
  const what = `${table.measure.title.charAt(0).toUpperCase()}${table.measure.title.slice(1)}`;
  if (!best || !last || best === last) return `${what} : trop peu de cas pour comparer`;
  const said = ({ row, column, cell }: Told) =>
    `${row} et ${column} (${frenchShare(cell.share.successes, cell.share.cases)})`;
  return best.cell.interval.low > last.cell.interval.high
    ? `${what} : au plus pour ${said(best)}, au moins pour ${said(last)}`
    : `${what} : pas d’écart net entre ${said(best)} et ${said(last)}`;
}

/** A table of shades with its numbers: rows and columns of a cross-tabulation. */
export function crossChart(table: CrossTable): ChartSpec {
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const rows = table.rows.slice(0, MOST_ROWS);
  const values = rows.flatMap(({ name, cells }) =>
    columns.map((column, at) => shade({ row: name, column, cell: cells[at] ?? null })),
  );
  const most = Math.max(0.01, ...values.map(({ rate }) => rate ?? 0));
  return chart({
    key: 'croisement',
    title: finding(table),
    alt: table.rows
      .flatMap(({ name, cells }) =>
        cells.map((cell, at) => `${name}, ${table.columns[at]} : ${cellText(cell)}`),
      )
      .join(' ; '),
    plotHeightPx: ROW_PX * Math.max(1, rows.length),
    leftPx: 170,
    bottomPx: columns.length > MOST_LEVEL ? 118 : 62,
    body: { data: { values }, ...axes(table, columns), layer: layers(most) },
  });
}

function shade({ row, column, cell }: Omit<Told, 'cell'> & { readonly cell: CrossCell }) {
  const cases = cell?.share.cases ?? 0;
  const isSure = cell !== null && cases >= LEAST_CASES;
  return {
    row,
    column,
    rate: isSure ? cell.share.successes / cases : null,
    label: isSure ? frenchShare(cell.share.successes, cases) : cell ? 'trop peu' : MASKED,
    cases: cell ? `n = ${frenchCount(cases)}` : '',
  };
}

function axes({ titles, rows }: CrossTable, columns: readonly string[]): object {
  const axis = { ticks: false, domain: false };
  const slope = columns.length > MOST_LEVEL ? { labelAngle: -25, labelAlign: 'right' } : { labelAngle: 0 };
  return {
    encoding: {
      x: {
        field: 'column',
        type: 'nominal',
        sort: columns,
        title: titles.columns,
        axis: { ...axis, ...slope, orient: 'bottom', labelLimit: 220 },
      },
      y: {
        field: 'row',
        type: 'nominal',
        sort: rows.map(({ name }) => name),
        title: null,
        axis: { ...axis, labelLimit: 230 },
      },
    },
  };
}

function layers(most: number): object[] {
  const test = `datum.rate !== null && datum.rate > ${most * 0.7}`;
  const text = (dy: number, fontSize: number, field: string) => ({
    mark: { type: 'text', dy, fontSize, fontWeight: field === 'label' ? 'bold' : 'normal' },
    encoding: { text: { field }, color: { condition: { test, value: 'white' }, value: INK } },
  });
  const scale = { domain: [0, most], range: ['#f7fafd', DARK], interpolate: 'rgb' };
  const empty = { test: 'datum.rate === null', value: '#ffffff' };
  return [
    {
      mark: { type: 'rect', stroke: '#999999', strokeWidth: 1 },
      encoding: { color: { condition: empty, field: 'rate', type: 'quantitative', scale, legend: null } },
    },
    text(-7, 12, 'label'),
    text(10, 10, 'cases'),
  ];
}
