import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, htmlLines, joinHtml } from '../../../server/domain/files/html.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

describe('the tag of pages', () => {
  it('shows whatever text it is given as it was written, and lets none of it become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const content = String(html`<td title="${text}">${text}</td>`);
        const [, title, shown] = /^<td title="([^"<>']*)">([^"<>']*)<\/td>$/su.exec(content) ?? [];
        for (const said of [title, shown])
          expect(said?.replace(/&[a-z0-9#]+;/g, (name) => SIGNS[name] ?? '?')).toBe(text);
      }),
    );
  });

  it('leaves markup of its own as it is, however deep', () => {
    const rows = ['a<b', 'c'].map((text) => html`<li>${text}</li>`);
    expect(String(html`<ul>${rows}</ul>`)).toBe('<ul><li>a&lt;b</li><li>c</li></ul>');
    expect(String(html`${html`${html`<br>`}`}${[[html`<hr>`], '&']}`)).toBe('<br><hr>&amp;');
  });

  it('joins texts as texts, and markup as markup', () => {
    expect(String(joinHtml(['<script>', html`<br>`], '<'))).toBe('&lt;script&gt;&lt;<br>');
    expect(String(joinHtml(['a', 'b'], html`<br>`))).toBe('a<br>b');
  });

  it('writes figures, and nothing for an empty text or list', () => {
    expect(String(html`<i>${0}${-1.5}${''}${[]}</i>`)).toBe('<i>0-1.5</i>');
  });

  it('puts one line under another', () => {
    expect(String(htmlLines(html`<p>`, '', html`</p>`, ''))).toBe('<p>\n\n</p>\n');
  });
});
