import type { HeardFigure, HeardTable } from '../indicators/heard-figures.ts';
import { frenchCount, frenchPlural } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK, LIGHT, MIDDLE } from './charts-style.ts';
import { casesText, heardInterval, heardShare } from './heard-words.ts';

/** Bars of one kind at most: the sheet and the page have them all. */
const MOST_BARS = 5;
const BAR_PX = 30;

/** A shade a kind, as long as there are shades. */
const SHADES = [DARK, MIDDLE, LIGHT] as const;

interface Bar {
  readonly name: string;
  readonly kind: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

/** The most heard things of each kind, as shares with their 95 % interval. */
export function heardChart(tables: readonly HeardTable[]): ChartSpec {
  const bars = tables.flatMap((table) =>
    table.figures.flatMap((figure) => barOf(table, figure) ?? []).slice(0, MOST_BARS),
  );
  const kinds = [...new Set(bars.map(({ kind }) => kind))];
  return chart({
    key: 'freins',
    title: finding(tables),
    alt: tables.map(altOf).join('. '),
    plotHeightPx: BAR_PX * Math.max(1, bars.length),
    leftPx: 310,
    bottomPx: 24 + 24 * Math.max(1, kinds.length),
    body: { layer: layersOf(bars, kinds) },
  });
}

function barOf(table: HeardTable, figure: HeardFigure): Bar | undefined {
  const { told, label } = figure;
  if (!told) return undefined;
  const { share, interval } = told;
  return {
    name: label,
    kind: `${table.title} (${frenchPlural(table.cases, ['appel', 'appels'])})`,
    share: share.successes / share.cases,
    ...interval,
    text: heardShare(figure),
  };
}

function finding(tables: readonly HeardTable[]): string {
  const table = tables.find(({ figures }) => figures.some(({ told }) => told));
  const first = table?.figures[0];
  if (!table || !first) return 'Trop peu de réponses notées pour en dire quelque chose';
  return `${table.title} : « ${first.label} » d’abord, ${heardShare(first)} sur ${casesText(table)}`;
}

function altOf(table: HeardTable): string {
  const said = table.figures.map((one) => `${one.label} ${heardShare(one)}${between(one)}`);
  return `${table.title}, ${casesText(table)} : ${said.join(', ')}`;
}

const between = (one: HeardFigure) =>
  one.told ? `, entre ${heardInterval(one).replace(' à ', ' et ')}` : '';

function layersOf(bars: readonly Bar[], kinds: readonly string[]): object[] {
  // Two kinds may hear the same words: a bar is named by both.
  const values = bars.map((bar, at) => ({ ...bar, row: `${frenchCount(at)} ${bar.name}` }));
  const most = Math.max(0.05, ...bars.map(({ high }) => high));
  const y = {
    field: 'row',
    type: 'nominal',
    sort: values.map(({ row }) => row),
    title: null,
    axis: {
      ticks: false,
      domain: false,
      labelLimit: 420,
      labelExpr: "slice(datum.label, indexof(datum.label, ' ') + 1)",
    },
  };
  const x = { type: 'quantitative', axis: null, scale: { domain: [0, most * 1.3] } };
  const color = {
    field: 'kind',
    type: 'nominal',
    sort: kinds,
    scale: { domain: kinds, range: kinds.map((_, at) => SHADES[at % SHADES.length]) },
    legend: { orient: 'bottom', direction: 'vertical', title: null, offset: 12, symbolType: 'square' },
  };
  const data = { values };
  return [
    {
      data,
      mark: { type: 'bar', height: { band: 0.56 }, stroke: '#444444', strokeWidth: 0.6 },
      encoding: { y, x: { ...x, field: 'share' }, color },
    },
    {
      data,
      mark: { type: 'rule', color: INK, strokeWidth: 1.4 },
      encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
    },
    {
      data,
      mark: { type: 'text', align: 'left', dx: 7, fontSize: 12, color: INK },
      encoding: { y, x: { ...x, field: 'high' }, text: { field: 'text' } },
    },
  ];
}
