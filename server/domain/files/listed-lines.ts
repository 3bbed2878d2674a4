import { foldedText } from '../../../shared/folded-text.ts';

/** A line of a list that says nothing that can be used, and why, in French. */
export interface ListFault {
  readonly line: number;
  readonly problem: string;
}

/** A list as a spreadsheet saves it (CSV): its heading, folded, and the cells of each line that is not empty. */
interface Listed {
  readonly names: readonly string[];
  /** `line` as an editor numbers it: the heading is 1. */
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Cells of one line: separated by `;`, by tabs or by commas, as the heading is; quotes around a cell are taken off. */
function cellsOf(line: string, separator: string): readonly string[] {
  return line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function separatorOf(heading: string): string {
  return [';', '\t', ','].find((one) => heading.includes(one)) ?? ';';
}

/** Reads such a list; what its cells mean is their reader's. */
export function listedLines(text: string): Listed {
  const [heading = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const separator = separatorOf(heading);
  return {
    names: cellsOf(heading, separator).map((cell) => foldedText(cell)),
    lines: lines.flatMap((source, at) =>
      source.replaceAll(separator, '').trim() === ''
        ? []
        : [{ line: at + 2, cells: cellsOf(source, separator) }],
    ),
  };
}

/** Which column has one of those headings; -1: none. */
export function columnOf({ names }: Listed, headings: readonly string[]): number {
  return names.findIndex((name) => headings.includes(name));
}
