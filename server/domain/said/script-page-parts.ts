import type { Profiled } from '../campaign/profile-settings.ts';
import { type Html, html, htmlLines } from '../files/html.ts';
import { LINK_VARIABLES } from '../line/link-texts.ts';
import { linesHtml } from '../script/script-page-text.ts';
import { editionOf } from './edition.ts';
import { type PartText, partTexts } from './part-texts.ts';
import { PART_WORDS } from './part-words.ts';
import { isOfLine, type ScriptBody } from './script-parts.ts';

/** A part of what is said and sent, as the page to approve shows it. */
export interface PagePart {
  readonly body: ScriptBody;
  readonly version: string;
  /** SHA-256 in hexadecimal: what is approved. */
  readonly sha256: string;
  /** How the version stands, in French; absent: a folder, that nobody has submitted. */
  readonly state?: string;
  /** The page is given to have it approved; the others are there to be read with it. */
  readonly isAsked: boolean;
}

interface Drafted extends Pick<PagePart, 'body' | 'version'> {
  readonly hash: string;
}

/** All the parts of a folder, each to approve. */
export function partsOfFolder(drafts: readonly Drafted[]): readonly PagePart[] {
  return drafts.map(({ body, version, hash: sha256 }) => ({ body, version, sha256, isAsked: true }));
}

/** Every part with its digest, and the digest of them all. */
export function partsTableHtml(parts: readonly PagePart[]): Html {
  const { digest } = editionOf(
    parts.map(({ body: { kind }, version, sha256: hash }) => ({ kind, version, hash })),
  );
  const isLine = parts.some(({ body }) => isOfLine(body));
  const kept = isLine ? 'Chaque promesse garde' : 'Chaque appel et chaque e-mail gardent';
  const under = isLine ? 'elle a été prise' : 'ils ont été faits';
  const rows = parts.map(({ body: { kind }, version, sha256, state, isAsked }) => {
    const name = html`<a href="#partie-${kind}">${PART_WORDS[kind].title}</a>`;
    const asked = isAsked ? html`<strong>à approuver</strong>` : (state ?? '');
    return html`<tr><th scope="row">${name}</th><td>${version}</td><td>${asked}</td><td><code>${sha256}</code></td></tr>`;
  });
  return htmlLines(
    html`<table class="parts"><thead><tr><th scope="col">Partie</th><th scope="col">Version</th><th scope="col">État</th><th scope="col">Empreinte SHA-256</th></tr></thead><tbody>`,
    ...rows,
    html`<tr><th scope="row">L’ensemble (édition)</th><td></td><td></td><td><code>${digest}</code></td></tr>`,
    html`</tbody></table>`,
    html`<p class="small">${kept} l’empreinte de l’ensemble sous lequel ${under}.</p>`,
  );
}

/** What a mail program shows of the HTML version of an e-mail: its words, a block a line. */
function shownWords(source: string): string {
  const body = source.replace(/^[\s\S]*<body[^>]*>/i, '');
  const lines = body
    .replace(/\n(?!\{)/g, ' ')
    .replace(/<\/(p|tr|h\d|table|div|li)>|<br\s*\/?>/gi, '\n')
    .replace(/<\/?(a|b|em|i|span|strong)\b[^>]*>/gi, '')
    .replace(/<[^>]+>/g, ' ');
  return lines.replace(/ +/g, ' ').replace(/ *\n[ \n]*/g, '\n');
}

/** Filled in on a pledge line. */
const OF_LINE = { ...LINK_VARIABLES, ways: 'voies du lien, ouvertes ce soir-là' };

function textHtml([title, text]: PartText, settings: Profiled): Html {
  const words = /^\s*<!doctype/i.test(text) ? shownWords(text) : text;
  return html`<div class="text"><h4>${title}</h4><p class="plain">${linesHtml(words, settings, OF_LINE)}</p></div>`;
}

/** Every other part than the script, word by word. */
export function partsHtml(parts: readonly PagePart[], settings: Profiled): Html {
  const others = parts.flatMap(({ body, version, sha256 }) =>
    body.kind === 'script'
      ? []
      : [
          htmlLines(
            html`<article class="step" id="partie-${body.kind}">`,
            html`<h3>${PART_WORDS[body.kind].title}</h3>`,
            html`<p class="small">Version ${version}, empreinte <code>${sha256}</code></p>`,
            ...partTexts(body).map((one) => textHtml(one, settings)),
            html`</article>`,
          ),
        ],
  );
  return htmlLines(...others);
}

/** What is signed: the parts asked for, each by its digest. */
export function signatureHtml(parts: readonly PagePart[]): Html {
  const rows = parts.flatMap(({ body: { kind }, version, sha256, isAsked }) =>
    isAsked
      ? [
          html`<tr><th scope="row">${PART_WORDS[kind].title}<br><span class="small">${sha256.startsWith(version) ? '' : html`${version}<br>`}<code>${sha256.slice(0, 16)}…</code></span></th><td></td><td></td><td></td></tr>`,
        ]
      : [],
  );
  return htmlLines(
    html`<section class="sign"><h2 id="approbation">Approbation</h2>`,
    html`<p>Tout changement d’un mot ou d’un montant donne une nouvelle empreinte, à approuver de nouveau.</p>`,
    html`<table><thead><tr><th scope="col">Partie</th><th scope="col">Nom et fonction</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>`,
    html`<tbody>`,
    ...rows,
    html`</tbody></table></section>`,
  );
}
