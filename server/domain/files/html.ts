const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that we wrote ourselves. Made by the tag `html` and what joins its results, and by nothing else. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** As it stands in a page. */
  toString(): string {
    return this.#text;
  }

  static tag(this: void, strings: TemplateStringsArray, ...values: readonly HtmlPart[]): Html {
    return new Html(strings.map((text, at) => text + Html.#textOf(values[at] ?? '')).join(''));
  }

  static join(this: void, parts: readonly HtmlPart[], between: HtmlPart): Html {
    return new Html(parts.map(Html.#textOf).join(Html.#textOf(between)));
  }

  static #textOf(this: void, part: HtmlPart): string {
    if (part instanceof Html) return part.#text;
    if (typeof part === 'object') return part.map(Html.#textOf).join('');
    return String(part).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
  }
}

/** What may stand in a page: markup as it is, a list one after the other, a text or a figure escaped. */
export type HtmlPart = string | number | Html | readonly HtmlPart[];

/** A page, or a piece of one. Every text that is filled in is escaped, for content and quoted attributes alike. */
export const html = Html.tag;

/** One after the other, with something between two of them. */
export const joinHtml = Html.join;

/** A line of the page each. */
export function htmlLines(...lines: readonly HtmlPart[]): Html {
  return joinHtml(lines, '\n');
}
