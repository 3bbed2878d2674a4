import { WorkbookRefusal } from './workbook-refusals.ts';

/** What a scanner tells, in document order. Names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: string, selfClosed: boolean): void;
  close(name: string): void;
  /** Text between two tags, entities resolved; only asked for while `wantsText`. */
  text(text: string): void;
  readonly wantsText: boolean;
}

/** Longest tag or text between two tags, in characters: Excel's longest text is 32,767, some entities long each. */
const MAX_PIECE = 2 ** 20;

const damaged = () => new WorkbookRefusal('workbook-damaged', 'XML illisible');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = name.startsWith('#x')
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10);
  if (!(code > 0 && code <= 0x10ffff)) throw damaged();
  return String.fromCodePoint(code);
}

function resolved(text: string): string {
  return text.includes('&') ? text.replace(/&(#?\w+);/g, entity) : text;
}

/** The end of an opening tag: a `>` inside quotes does not end it. -1 when it is not there yet. */
function tagEnd(xml: string, from: number): number {
  let end = xml.indexOf('>', from);
  let quote = 0;
  let at = from;
  while (end !== -1) {
    for (; at < end; at += 1) {
      const sign = xml.charCodeAt(at);
      if (quote !== 0) {
        if (sign === quote) quote = 0;
      } else if (sign === 34 || sign === 39) quote = sign;
    }
    if (quote === 0) return end;
    end = xml.indexOf('>', end + 1);
  }
  return -1;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** An attribute of a tag, by its bare name, entities resolved. */
export function attribute(attributes: string, name: string): string | undefined {
  // The usual writing first: this runs three times a cell.
  const mark = ` ${name}="`;
  const start = attributes.includes("'") ? -1 : attributes.indexOf(mark);
  if (start !== -1) {
    const from = start + mark.length;
    return resolved(attributes.slice(from, attributes.indexOf('"', from)));
  }
  for (const [, key = '', double, single] of attributes.matchAll(
    /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    if (key === name) return resolved(double ?? single ?? '');
  }
  return undefined;
}

/**
 * Reads XML as it comes, in pieces of any length, and keeps nothing but the piece it is in. No document type: nothing can be
 * defined that grows. WorkbookRefusal `workbook-damaged`, or `workbook-too-large` for a tag or a text without end.
 */
export class XmlScanner {
  readonly #handler: XmlHandler;
  #rest = '';

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  push(piece: string): void {
    const xml = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    while (at < xml.length) {
      const next = this.#token(xml, at);
      if (next === -1) break;
      at = next;
    }
    this.#rest = at === 0 ? xml : xml.slice(at);
    if (this.#rest.length > MAX_PIECE) throw new WorkbookRefusal('workbook-too-large', 'texte sans fin');
  }

  /** The document is over: nothing may be left open. */
  end(): void {
    if (this.#rest.trim() !== '') throw damaged();
  }

  /** Reads one token from `at`; gives where the next one begins, or -1 when it is not whole yet. */
  #token(xml: string, at: number): number {
    const start = xml.indexOf('<', at);
    if (start === -1) return -1;
    if (start > at) {
      if (this.#handler.wantsText) this.#handler.text(resolved(xml.slice(at, start)));
      return start;
    }
    const sign = xml.charCodeAt(at + 1);
    if (sign === 47) return this.#closing(xml, at);
    if (sign === 33 || sign === 63) return this.#special(xml, at);
    return Number.isNaN(sign) ? -1 : this.#opening(xml, at);
  }

  #closing(xml: string, at: number): number {
    const end = xml.indexOf('>', at + 2);
    if (end === -1) return -1;
    this.#handler.close(localName(xml.slice(at + 2, end).trimEnd()));
    return end + 1;
  }

  #opening(xml: string, at: number): number {
    const end = tagEnd(xml, at + 1);
    if (end === -1) return -1;
    const selfClosed = xml.charCodeAt(end - 1) === 47;
    const tag = xml.slice(at + 1, selfClosed ? end - 1 : end);
    const space = tag.search(/\s/);
    if (space === -1) this.#handler.open(localName(tag), '', selfClosed);
    else this.#handler.open(localName(tag.slice(0, space)), tag.slice(space), selfClosed);
    return end + 1;
  }

  /** Comments and instructions are passed over, character data are text. */
  #special(xml: string, at: number): number {
    const until = (mark: string) => {
      const end = xml.indexOf(mark, at + 2);
      return end === -1 ? -1 : end + mark.length;
    };
    if (xml.startsWith('<?', at)) return until('?>');
    if (xml.startsWith('<!--', at)) return until('-->');
    if (xml.startsWith('<![CDATA[', at)) {
      const end = until(']]>');
      if (end !== -1 && this.#handler.wantsText) this.#handler.text(xml.slice(at + 9, end - 3));
      return end;
    }
    if (xml.length - at < 9) return -1;
    throw damaged();
  }
}
