import type { TopLevelSpec } from 'vega-lite';
import { keptTogether } from '../wording/french-figures.ts';

/** A picture as a value: what the domain draws and `ports/charts.ts` renders. */
export interface ChartSpec {
  /** Names the picture in files and pages. */
  readonly key: string;
  /** The finding, in one sentence. */
  readonly title: string;
  /** The same figures for those who do not see the picture. */
  readonly alt: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly vegaLite: TopLevelSpec;
}

const CHART_WIDTH_PX = 680;

/** Dark, middle, light: told apart in black-and-white; blues are safe for colour-blind readers. */
export const INK = '#1b1b1b';
const SOFT_INK = '#555555';
export const DARK = '#1f4e79';
export const MIDDLE = '#7ba7cf';
export const LIGHT = '#d6e4f0';
/** Targets and forecasts: dashed, so that they are not told by colour alone. */
export const MARKED = '#b04a00';

const TITLE_CHARACTERS = 74;
const TITLE_LINE_PX = 20;
const TITLE_GAP_PX = 16;
const EDGE_PX = 14;

/**
 * Lines of a title, about equally long: Vega does not break them.
 *
 * @internal for tests
 */
export function titleLines(title: string, characters: number = TITLE_CHARACTERS): string[] {
  const words = keptTogether(title).split(' ');
  const lines = broken(words, characters);
  for (let width = Math.ceil(title.length / lines.length); width < characters; width += 1) {
    const even = broken(words, width);
    if (even.length === lines.length) return even;
  }
  return lines;
}

function broken(words: readonly string[], characters: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= characters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What all pictures share: one font, French numbers, room around, no frame. */
const CHART_CONFIG: NonNullable<TopLevelSpec['config']> = {
  // Verdana has the same widths: a page shown where DejaVu is absent keeps its lay-out.
  font: 'DejaVu Sans, Verdana, sans-serif',
  background: 'white',
  locale: {
    number: { decimal: ',', thousands: ' ', grouping: [3], currency: ['', ' €'], percent: ' %', minus: '−' },
  },
  title: { anchor: 'start', fontSize: 14, fontWeight: 'bold', color: INK, lineHeight: TITLE_LINE_PX },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelColor: INK,
    titleColor: SOFT_INK,
    domainColor: '#888888',
    gridColor: '#e3e3e3',
    labelLimit: 260,
    labelPadding: 7,
    titlePadding: 10,
    labelOverlap: false,
  },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', symbolSize: 140, labelLimit: 0 },
  view: { stroke: null },
};

interface Drawing {
  readonly key: string;
  readonly title: string;
  readonly alt: string;
  /** Of the plot itself. */
  readonly plotHeightPx: number;
  /** Room for what stands outside the plot: row names, axis and legend. */
  readonly leftPx: number;
  readonly bottomPx: number;
  /** Marks, data and encodings; size, title and style are added here. */
  readonly body: object;
}

/**
 * A picture of the common width under its finding. Every margin is stated: Vega can only guess the width of texts
 * without a canvas, and a guess would cut titles.
 */
export function chart(drawing: Drawing): ChartSpec {
  const { key, title, alt, plotHeightPx, leftPx, bottomPx, body } = drawing;
  const lines = titleLines(title);
  const top = EDGE_PX + lines.length * TITLE_LINE_PX + TITLE_GAP_PX;
  const right = EDGE_PX + 6;
  return {
    key,
    title,
    alt,
    widthPx: CHART_WIDTH_PX,
    heightPx: top + plotHeightPx + bottomPx,
    vegaLite: {
      ...body,
      width: CHART_WIDTH_PX - leftPx - right,
      height: plotHeightPx,
      autosize: 'none',
      padding: { left: leftPx, top, right, bottom: bottomPx },
      title: { text: lines, frame: 'group', dx: EDGE_PX - leftPx, offset: TITLE_GAP_PX },
      config: CHART_CONFIG,
    } as TopLevelSpec,
  };
}
