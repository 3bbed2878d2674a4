import { WorkbookRefusal } from './workbook-refusals.ts';
import { type XmlHandler, XmlScanner } from './xml-scanner.ts';

const BLOCK_BYTES = 2 ** 20;
const PAGE = 2 ** 16;
/** Together, as UTF-8: a million donors of ten distinct texts each stay below a quarter of it. */
const MAX_BYTES = 2 ** 30;

/** `_x001B_` stands for a sign that XML cannot hold (ECMA-376, ST_Xstring). */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/**
 * The shared strings of a workbook as bytes, outside the heap: 4 bytes a string and its own UTF-8, a fifth of what strings
 * of the engine take. WorkbookRefusal `workbook-too-large` beyond `maxBytes`, a gibibyte at most.
 */
export class SharedStrings {
  readonly #maxBytes: number;
  readonly #blocks: Buffer[] = [];
  readonly #ends: Uint32Array[] = [];
  #count = 0;
  #bytes = 0;
  /** Free bytes at the end of the last block. */
  #room = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = Math.min(maxBytes, MAX_BYTES);
  }

  get size(): number {
    return this.#count;
  }

  /** Blocks are filled end to end: a string may straddle two. */
  add(text: string): void {
    let left = Buffer.from(text, 'utf8');
    this.#bytes += left.length;
    if (this.#bytes > this.#maxBytes) throw new WorkbookRefusal('workbook-too-large', 'textes partagés');
    while (left.length > 0) {
      if (this.#room === 0) {
        this.#blocks.push(Buffer.allocUnsafeSlow(BLOCK_BYTES));
        this.#room = BLOCK_BYTES;
      }
      const taken = left.copy(this.#blocks.at(-1) as Buffer, BLOCK_BYTES - this.#room);
      this.#room -= taken;
      left = left.subarray(taken);
    }
    if (this.#count % PAGE === 0) this.#ends.push(new Uint32Array(PAGE));
    (this.#ends.at(-1) as Uint32Array)[this.#count % PAGE] = this.#bytes;
    this.#count += 1;
  }

  /** WorkbookRefusal `workbook-damaged` for a string that is not there. */
  at(index: number): string {
    if (!(index >= 0 && index < this.#count))
      throw new WorkbookRefusal('workbook-damaged', 'texte partagé absent');
    const from = index === 0 ? 0 : this.#end(index - 1);
    const to = this.#end(index);
    const first = Math.floor(from / BLOCK_BYTES);
    const start = from - first * BLOCK_BYTES;
    const length = to - from;
    if (start + length <= BLOCK_BYTES)
      return (this.#blocks[first] as Buffer | undefined)?.toString('utf8', start, start + length) ?? '';
    const last = Math.floor((to - 1) / BLOCK_BYTES);
    return Buffer.concat(this.#blocks.slice(first, last + 1)).toString('utf8', start, start + length);
  }

  #end(index: number): number {
    return (this.#ends[Math.floor(index / PAGE)] as Uint32Array)[index % PAGE] as number;
  }
}

/** Gathers `<si>`: the runs of a rich text are joined, phonetic hints left out. */
class StringsHandler implements XmlHandler {
  readonly strings: SharedStrings;
  wantsText = false;
  #text = '';
  #hint = 0;

  constructor(maxBytes: number) {
    this.strings = new SharedStrings(maxBytes);
  }

  open(name: string, _attributes: string, selfClosed: boolean): void {
    if (name === 'si') {
      this.#text = '';
      if (selfClosed) this.strings.add('');
    } else if (name === 'rPh' && !selfClosed) this.#hint += 1;
    else if (name === 't') this.wantsText = !selfClosed && this.#hint === 0;
  }

  close(name: string): void {
    if (name === 't') this.wantsText = false;
    else if (name === 'rPh') this.#hint -= 1;
    else if (name === 'si') this.strings.add(unescaped(this.#text));
  }

  text(text: string): void {
    this.#text += text;
  }
}

/** The table of a part, as it is inflated. AppErrors as for `SharedStrings`. */
export async function readSharedStrings(
  xml: AsyncIterable<string>,
  maxBytes: number,
): Promise<SharedStrings> {
  const handler = new StringsHandler(maxBytes);
  const scanner = new XmlScanner(handler);
  for await (const piece of xml) scanner.push(piece);
  scanner.end();
  return handler.strings;
}
