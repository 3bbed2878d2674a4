import { cells } from './cells.ts';

/** How a step of the script lies on the workstation: the same arithmetic draws it and checks a campaign before it is used. */

/** The smallest screen on which the workstation is whole. */
export const SMALLEST = { columns: 80, rows: 24 } as const;

/** A rectangle of the screen, in cells. */
export interface Region {
  readonly width: number;
  readonly height: number;
}

/** Header, rule above the body, rule below it, status line. */
export const CHROME_ROWS = 4;
/** On a small screen: the card over the script, the proposals under it. */
export const COMPACT_CARD_ROWS = 4;
export const COMPACT_OFFER_ROWS = 2;
/** The key bar under the script: two rows of endings, one of the rest. */
export const COMPACT_KEY_ROWS = 3;

/** The place of the script in a body of that height: what the card and its rule, and the proposals leave. */
export function compactCentreRows(bodyRows: number): number {
  return bodyRows - COMPACT_CARD_ROWS - 1 - COMPACT_OFFER_ROWS;
}

/** The place of the script on the smallest screen. */
export const SMALLEST_CENTRE: Region = {
  width: SMALLEST.columns,
  height: compactCentreRows(SMALLEST.rows - CHROME_ROWS - COMPACT_KEY_ROWS),
};

const MARGIN = 2;
/** Lines longer than this are tiring to read aloud. */
const MAX_MEASURE = 84;

/** Cells of a line of the script's text. */
export function measureOf({ width }: Region): number {
  return Math.min(width - 2 * MARGIN, MAX_MEASURE);
}

/** Before the label: a margin, the key, two spaces. */
export const ANSWER_HEAD = 5;
/** From this height on there are blank lines around what is said. */
const ROOMY = 14;
/** Lines of the text that stay in sight above the answers, however many these are. */
const LEAST_TEXT = 3;

export function isRoomy({ height }: Region): boolean {
  return height >= ROOMY;
}

export interface AnswerTable {
  readonly columns: number;
  readonly rows: number;
  /** Cells of each column but the last, which has the rest: a label is cut there. */
  readonly width: number;
}

/** Cells of the first of two columns of that many rows: half, or what its labels take; undefined when they do not fit. */
function firstOfTwo(labels: readonly string[], rows: number, width: number): number | undefined {
  const widest = (some: readonly string[]) => Math.max(0, ...some.map((label) => cells(label) + ANSWER_HEAD));
  const [first, second] = [widest(labels.slice(0, rows)) + 2, widest(labels.slice(rows))];
  const half = Math.floor(width / 2);
  if (first <= half && second <= width - half) return half;
  return first + second <= width ? first : undefined;
}

/** Two columns with as few rows as their labels allow, at most `most`; undefined when they fit no split of the list. */
function inTwo(labels: readonly string[], { width }: Region, most: number): AnswerTable | undefined {
  for (let rows = Math.ceil(labels.length / 2); rows <= Math.min(most, labels.length - 1); rows += 1) {
    const first = firstOfTwo(labels, rows, width);
    if (first !== undefined) return { columns: 2, rows, width: first };
  }
  return undefined;
}

/**
 * Answers of a step: two columns on a low screen where the labels allow it or the text needs the room, one elsewhere; as
 * many as it takes to show every answer: none is ever hidden.
 *
 * @internal for tests
 */
export function answerTable(labels: readonly string[], region: Region): AnswerTable {
  const count = labels.length;
  const most = Math.max(1, region.height - LEAST_TEXT - 1);
  const two = inTwo(labels, region, most);
  const one = { columns: 1, rows: count, width: region.width };
  if (count <= most && (isRoomy(region) || count < 3 || two === undefined)) return one;
  if (two !== undefined) return two;
  const columns = Math.ceil(count / most);
  return { columns, rows: Math.ceil(count / columns), width: Math.floor(region.width / columns) };
}

/** A step as it is told: lines said aloud and lines of the remark, each within the measure; labels of its answers. */
export interface StepText {
  readonly said: readonly string[];
  readonly hint: readonly string[];
  readonly labels: readonly string[];
  /** Rows that stand between them and stay in sight, whatever the length of the text. */
  readonly kept?: number;
}

export interface StepLayout {
  readonly said: readonly string[];
  readonly answers: AnswerTable;
  /** Blank lines: at the top, between text and remark, above the answers. */
  readonly gaps: {
    readonly top: number;
    readonly hint: number;
    readonly kept: number;
    readonly answers: number;
  };
  /** Rows left for text and remark: what is longer scrolls. */
  readonly textRows: number;
  readonly isWhole: boolean;
}

interface Way {
  readonly lines: readonly string[];
  readonly table: AnswerTable;
  readonly blank: number;
}

/**
 * How a step lies in its place. Where it is too long, it gives up in this order: a column of few answers, the blank lines
 * between its paragraphs, the one above the answers.
 */
export function stepLayout({ said, hint, labels, kept = 0 }: StepText, region: Region): StepLayout {
  const roomy = isRoomy(region) ? 1 : 0;
  const usual = answerTable(labels, region);
  const two = inTwo(labels, region, usual.rows);
  const tight = two !== undefined && two.rows < usual.rows ? two : usual;
  const packed = said.filter((one) => one !== '');
  const laid = ({ lines, table, blank }: Way): StepLayout => {
    const gaps = {
      top: roomy,
      hint: hint.length > 0 ? roomy : 0,
      kept: kept > 0 ? roomy : 0,
      answers: blank,
    };
    const textRows = Math.max(1, region.height - table.rows - kept - gaps.top - gaps.kept - gaps.answers);
    const isWhole = lines.length + gaps.hint + hint.length <= textRows;
    return { said: lines, answers: table, gaps, textRows, isWhole };
  };
  const tightest = laid({ lines: packed, table: tight, blank: 0 });
  const ways = [
    { lines: said, table: usual, blank: 1 },
    { lines: said, table: tight, blank: 1 },
    { lines: packed, table: tight, blank: 1 },
  ].map(laid);
  return ways.find((one) => one.isWhole) ?? tightest;
}
