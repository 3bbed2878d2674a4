import { attribute, type XmlHandler, XmlScanner } from './xml-scanner.ts';

/** Number formats that Excel has built in and that show a date or an hour; those of East Asian editions included. */
const BUILT_IN_DATES = [
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22],
  ...[27, 28, 29, 30, 31, 32, 33, 34, 35, 36],
  ...[45, 46, 47],
  ...[50, 51, 52, 53, 54, 55, 56, 57, 58],
];

/** Texts, colours and places, escaped letters (`\d`), letters that only take room (`_m`), and those that fill (`*-`). */
const LITERALS = /"[^"]*"?|\[[^\]]*]?|[\\_*]./gs;

/** A format shows a date when one of these letters stands in it as itself. */
function showsDate(format: string): boolean {
  return /[ymdhMsb]/.test(format.replace(LITERALS, ''));
}

class StylesHandler implements XmlHandler {
  readonly wantsText = false;
  readonly #own = new Map<number, boolean>();
  readonly #formats: number[] = [];
  #inCells = false;

  open(name: string, attributes: string): void {
    if (name === 'numFmt')
      this.#own.set(
        Number(attribute(attributes, 'numFmtId')),
        showsDate(attribute(attributes, 'formatCode') ?? ''),
      );
    else if (name === 'cellXfs') this.#inCells = true;
    else if (name === 'xf' && this.#inCells)
      this.#formats.push(Number(attribute(attributes, 'numFmtId') ?? 0));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.#inCells = false;
  }

  text(): void {}

  dates(): readonly boolean[] {
    return this.#formats.map((format) => this.#own.get(format) ?? BUILT_IN_DATES.includes(format));
  }
}

/** For each cell style of `styles.xml`, in order: does it show numbers as dates? */
export function dateStyles(xml: string): readonly boolean[] {
  const handler = new StylesHandler();
  const scanner = new XmlScanner(handler);
  scanner.push(xml);
  return handler.dates();
}
