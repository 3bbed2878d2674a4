import { escapeHtml } from '../script/script-page-text.ts';
import { keptTogether } from '../wording/french-figures.ts';

/** A text as the page shows it. Every text is escaped here: nothing that somebody wrote becomes markup. */
function shown(text: string): string {
  return escapeHtml(keptTogether(text));
}

/** A cell of a table of the page; `n` is a figure, aligned to the right. */
export type PageCell = string | { readonly n: string; readonly strong?: boolean };

export interface PageTable {
  readonly caption?: string;
  readonly head: readonly PageCell[];
  readonly rows: readonly (readonly PageCell[])[];
  /** The last row is a total. */
  readonly hasTotal?: boolean;
}

export function tableHtml({ caption, head, rows, hasTotal }: PageTable): string {
  const body = rows.map((row, at) => {
    const total = hasTotal && at === rows.length - 1 ? ' class="total"' : '';
    return `<tr${total}>${row.map((cell) => cellHtml(cell, 'td')).join('')}</tr>`;
  });
  return [
    '<table>',
    caption ? `<caption>${shown(caption)}</caption>` : '',
    `<thead><tr>${head.map((cell) => cellHtml(cell, 'th')).join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody></table>`,
  ].join('');
}

function cellHtml(cell: PageCell, tag: 'td' | 'th'): string {
  const scope = tag === 'th' ? ' scope="col"' : '';
  if (typeof cell === 'string') return `<${tag}${scope}>${shown(cell)}</${tag}>`;
  return `<${tag}${scope} class="${cell.strong ? 'n under' : 'n'}">${shown(cell.n)}</${tag}>`;
}

export function listHtml(items: readonly string[], tag: 'ul' | 'ol' = 'ul'): string {
  return `<${tag}>${items.map((item) => `<li>${shown(item)}</li>`).join('\n')}</${tag}>`;
}

export function paragraph(text: string, className?: string): string {
  return `<p${className ? ` class="${className}"` : ''}>${shown(text)}</p>`;
}

export function heading(level: 2 | 3, text: string): string {
  return `<h${level}>${shown(text)}</h${level}>`;
}

/** A picture within the page: one file holds all, and two drawings never share their inner names. */
export function pictureHtml(picture: { readonly svg: string; readonly alt: string }): string {
  const data = Buffer.from(picture.svg, 'utf8').toString('base64');
  return `<figure><img alt="${shown(picture.alt)}" src="data:image/svg+xml;base64,${data}"></figure>`;
}
