import type { AskLevel } from '../../../shared/call-outcome.ts';
import { compare, LEAST_CASES } from '../indicators/confidence.ts';
import { cancelledText, frenchCount, frenchPlural, frenchShare } from '../wording/french-figures.ts';
import { type ChartSpec, chart, DARK, INK, LIGHT, MIDDLE } from './charts-style.ts';

/** Agreements of one theme by ask level, among the talks in which the offer was made. */
export interface ThemeCount {
  /** Theme code; « sans thème » when none was recorded. */
  readonly theme: string;
  readonly pitched: number;
  /** Those that count, then those cancelled since. */
  readonly agreements: number;
  readonly cancelled: number;
  readonly byLevel: Readonly<Record<AskLevel, number>>;
}

const LEVELS: readonly { readonly level: AskLevel; readonly label: string; readonly color: string }[] = [
  { level: '1', label: '1er montant', color: DARK },
  { level: '2', label: '2e montant', color: MIDDLE },
  { level: 'LIBRE', label: 'montant libre', color: LIGHT },
];

const shareOf = (one: ThemeCount) => ({ successes: one.agreements, cases: one.pitched });

/** One for some donors only is not compared with the others. */
function finding(themes: readonly ThemeCount[], forSome: ReadonlySet<string>): string {
  const sure = themes.filter((one) => one.pitched >= LEAST_CASES && !forSome.has(one.theme));
  const ranked = [...sure].sort((a, b) => b.agreements / b.pitched - a.agreements / a.pitched);
  const [best, last] = [ranked[0], ranked.at(-1)];
  const said = (one: ThemeCount) => frenchShare(one.agreements, one.pitched);
  if (best && last && best !== last) {
    return compare(shareOf(best), shareOf(last)) === 'above'
      ? `Thème ${best.theme} : ${said(best)} d’accords sur les contacts argumentés, contre ${said(last)} pour ${last.theme}`
      : `Pas d’écart net entre les thèmes : ${said(best)} d’accords pour ${best.theme}, ${said(last)} pour ${last.theme}`;
  }
  const agreements = themes.reduce((sum, one) => sum + one.agreements, 0);
  if (agreements === 0) return 'Aucun accord encore : rien à comparer entre thèmes et montants';
  const first = themes.reduce((sum, one) => sum + one.byLevel['1'], 0);
  return `${frenchShare(first, agreements)} des accords se font au premier montant proposé (n = ${frenchCount(agreements)})`;
}

/** Agreements by theme, each bar parted by the ask that was accepted. */
export function themesChart(
  themes: readonly ThemeCount[],
  forSome: ReadonlySet<string> = new Set(),
): ChartSpec {
  const levels = (one: ThemeCount) => LEVELS.map(({ level, label }) => `${one.byLevel[level]} au ${label}`);
  return chart({
    key: 'themes',
    title: finding(themes, forSome),
    alt: themes.map((one) => `${one.theme} : ${levels(one).join(', ')}`).join(' ; '),
    plotHeightPx: 48 * Math.max(1, themes.length),
    leftPx: 140,
    bottomPx: 50,
    body: { layer: layersOf(themes) },
  });
}

function partsOf(one: ThemeCount) {
  let from = 0;
  return LEVELS.map(({ level, label }) => {
    const count = one.byLevel[level];
    from += count;
    const bar = { from: from - count, to: from, middle: from - count / 2 };
    return { theme: one.theme, level: label, ...bar, count, text: frenchCount(count) };
  });
}

function totalOf({ theme, agreements, cancelled, pitched }: ThemeCount) {
  const count = frenchPlural(agreements, ['accord', 'accords']);
  const since = cancelled === 0 ? '' : ` ; ${cancelledText(cancelled)}`;
  return {
    theme,
    to: agreements,
    text: `${count} (${frenchShare(agreements, pitched)} de ${frenchCount(pitched)} argumentés${since})`,
  };
}

function layersOf(themes: readonly ThemeCount[]): object[] {
  const parts = themes.flatMap(partsOf);
  const most = Math.max(1, ...themes.map((one) => one.agreements));
  const labels = LEVELS.map((one) => one.label);
  const sort = themes.map((one) => one.theme);
  const y = { field: 'theme', type: 'nominal', sort, title: null, axis: { ticks: false, domain: false } };
  // Room to the right of the longest bar for what is written there.
  const x = { type: 'quantitative', axis: null, scale: { domain: [0, most * 1.85] } };
  const symbol = { symbolType: 'square', symbolStrokeColor: '#444444', symbolStrokeWidth: 0.6 };
  const color = {
    field: 'level',
    type: 'nominal',
    sort: labels,
    scale: { domain: labels, range: LEVELS.map((one) => one.color) },
    legend: { orient: 'bottom', columnPadding: 14, offset: 14, title: null, ...symbol },
  };
  const onDark = { condition: { test: `datum.level === '${labels[0]}'`, value: 'white' }, value: INK };
  return [
    {
      data: { values: parts },
      mark: { type: 'bar', height: { band: 0.62 }, stroke: '#444444', strokeWidth: 0.6 },
      encoding: { y, x: { ...x, field: 'from' }, x2: { field: 'to' }, color },
    },
    {
      // A sliver has no room for its number: the total beside the bar and the cells have it.
      data: { values: parts.filter((one) => one.count >= most * 0.04) },
      mark: { type: 'text', fontSize: 12 },
      encoding: { y, x: { ...x, field: 'middle' }, text: { field: 'text' }, color: onDark },
    },
    {
      data: { values: themes.map(totalOf) },
      mark: { type: 'text', align: 'left', dx: 7, fontSize: 12, color: INK },
      encoding: { y, x: { ...x, field: 'to' }, text: { field: 'text' } },
    },
  ];
}
