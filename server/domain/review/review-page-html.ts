import { type Html, html, joinHtml } from '../files/html.ts';
import { keptTogether } from '../wording/french-figures.ts';

/** A cell of a table of the page; `n` is a figure, aligned to the right. */
export type PageCell = string | { readonly n: string; readonly strong?: boolean };

export interface PageTable {
  readonly caption?: string;
  readonly head: readonly PageCell[];
  readonly rows: readonly (readonly PageCell[])[];
  /** The last row is a total. */
  readonly hasTotal?: boolean;
}

export function tableHtml({ caption, head, rows, hasTotal }: PageTable): Html {
  const body = rows.map((row, at) => {
    const total = hasTotal && at === rows.length - 1 ? html` class="total"` : '';
    return html`<tr${total}>${row.map((cell) => cellHtml(cell, 'td'))}</tr>`;
  });
  const title = caption ? html`<caption>${keptTogether(caption)}</caption>` : '';
  const heads = html`<thead><tr>${head.map((cell) => cellHtml(cell, 'th'))}</tr></thead>`;
  return html`<table>${title}${heads}<tbody>${joinHtml(body, '\n')}</tbody></table>`;
}

function cellHtml(cell: PageCell, tag: 'td' | 'th'): Html {
  const scope = tag === 'th' ? html` scope="col"` : '';
  if (typeof cell === 'string') return html`<${tag}${scope}>${keptTogether(cell)}</${tag}>`;
  return html`<${tag}${scope} class="${cell.strong ? 'n under' : 'n'}">${keptTogether(cell.n)}</${tag}>`;
}

export function listHtml(items: readonly string[], tag: 'ul' | 'ol' = 'ul'): Html {
  const lines = items.map((item) => html`<li>${keptTogether(item)}</li>`);
  return html`<${tag}>${joinHtml(lines, '\n')}</${tag}>`;
}

export function paragraph(text: string, className?: string): Html {
  return html`<p${className ? html` class="${className}"` : ''}>${keptTogether(text)}</p>`;
}

export function heading(level: 2 | 3, text: string): Html {
  return html`<h${level}>${keptTogether(text)}</h${level}>`;
}

/** A picture within the page: one file holds all, and two drawings never share their inner names. */
export function pictureHtml(picture: { readonly svg: string; readonly alt: string }): Html {
  const data = Buffer.from(picture.svg, 'utf8').toString('base64');
  return html`<figure><img alt="${keptTogether(picture.alt)}" src="data:image/svg+xml;base64,${data}"></figure>`;
}
