import type { DocumentSection, DocumentSpec } from './document.ts';
import { type Html, html } from './html.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{margin-bottom:0}h2{border-bottom:1px solid #c8c8c8;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #e4e4e4}
pre{background:#f4f4f4;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}footer{margin-top:3rem;color:#5a5a5a}
@media print{body{margin:0;font-size:11px}tr,pre{break-inside:avoid}}`;

function table(headers: readonly string[], rows: readonly (readonly string[])[]): Html {
  const head =
    headers.length === 0
      ? ''
      : html`<thead><tr>${headers.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>`;
  const body = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
  return html`<table>${head}<tbody>\n${body}</tbody></table>`;
}

function content(section: DocumentSection): Html {
  switch (section.kind) {
    case 'text':
      return html`${section.paragraphs.map((one) => html`<p>${one}</p>\n`)}`;
    case 'commands':
      return html`<pre>${section.lines.join('\n')}</pre>`;
    case 'picture':
      return html`<p>${section.alt}</p>`;
    case 'fields':
      return table([], section.fields);
    case 'table':
      return table(section.headers, section.rows);
  }
}

/** The same document as the PDF, for a browser: one file, nothing fetched, printed in A4. Equal specs give equal text. */
export function documentHtml({ title, subtitle, sections, footer }: DocumentSpec): string {
  const parts = sections.map((one) => html`<section><h2>${one.title}</h2>\n${content(one)}</section>\n`);
  return String(html`<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head>
<body><h1>${title}</h1>
<p>${subtitle}</p>
${parts}<footer>${footer}</footer></body></html>
`);
}
