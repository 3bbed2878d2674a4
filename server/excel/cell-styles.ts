import type exceljs from 'exceljs';

type Style = Partial<exceljs.Style>;

/** How a cell looks beside its format: what stands in it decides. */
export type Look = 'plain' | 'wrapped' | 'under' | 'strong' | 'header';

/** Formats of what is read from the left. */
const TEXTUAL: ReadonlySet<string> = new Set(['General', '@', 'dd/mm/yyyy']);
const FONT = { size: 11, name: 'Calibri', family: 2 } as const;
const BOLD: Partial<exceljs.Font> = { ...FONT, bold: true };
const HEADER_FILL: exceljs.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDCE8EE' } };
const HEADER_LINE: Partial<exceljs.Border> = { style: 'thin', color: { argb: 'FF5B7C8D' } };
const TOP: Partial<exceljs.Alignment> = { vertical: 'top' };

/** The house's look, for every workbook alike: pale header ruled below, long texts on several lines, sub-lines further in. */
const LOOKS: Readonly<Record<Look, Style>> = {
  plain: { alignment: TOP },
  wrapped: { alignment: { ...TOP, wrapText: true } },
  under: { alignment: { ...TOP, indent: 3, wrapText: true } },
  strong: { alignment: TOP, font: BOLD },
  header: {
    alignment: { vertical: 'middle', wrapText: true },
    font: BOLD,
    fill: HEADER_FILL,
    border: { bottom: HEADER_LINE },
  },
};

/** A format of figures: `RIGHT_TEXT`, a word among them, included. */
const isOfFigures = (numFmt: string) => !TEXTUAL.has(numFmt);

/** Texts stand a space in from the left, or they would touch the number before them. */
function alignmentOf(numFmt: string, look: Look): Partial<exceljs.Alignment> {
  const { alignment } = LOOKS[look];
  if (!isOfFigures(numFmt)) return { horizontal: 'left', indent: 1, ...alignment };
  // The header of figures stands above them; at the right end the filter's button would hide it.
  return { ...alignment, horizontal: look === 'header' ? 'center' : 'right' };
}

function styleOf(numFmt: string, look: Look): Style {
  return { numFmt, ...LOOKS[look], alignment: alignmentOf(numFmt, look) };
}

/** One object for each pair of format and look: the library finds a style it knows by its object, and compares otherwise. */
export class CellStyles {
  readonly #known = new Map<string, Style>();

  of(format: string, look: Look): Style {
    const key = `${look} ${format}`;
    const known = this.#known.get(key);
    if (known) return known;
    const style = styleOf(format, look);
    this.#known.set(key, style);
    return style;
  }
}
