import { html } from 'hono/html';
import { type Inline, isPlainUrl, type Passage, readMarkup } from '../../domain/newsletter/light-markup.ts';
import type { Html } from '../page.ts';

function inlineHtml({ kind, text, ...more }: Inline): Html {
  if (kind === 'strong') return html`<strong>${text}</strong>`;
  if (kind === 'emphasis') return html`<em>${text}</em>`;
  const url = 'url' in more ? more.url : '';
  return kind === 'link' && isPlainUrl(url)
    ? html`<a href="${url}" rel="noreferrer">${text}</a>`
    : html`${text}`;
}

function passageHtml(passage: Passage): Html {
  if (passage.kind !== 'list') {
    const said = passage.parts.map(inlineHtml);
    return passage.kind === 'heading' ? html`<h2>${said}</h2>` : html`<p>${said}</p>`;
  }
  const items = passage.items.map((item) => html`<li>${item.map(inlineHtml)}</li>`);
  return passage.isNumbered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** A text in light marks, as a page of the door: each run of it is escaped, and a link is https or no link. */
export function markupHtml(text: string): Html {
  return html`${readMarkup(text).map(passageHtml)}`;
}
