import { type Country, countryFacts } from '../../../shared/country.ts';
import { type Html, type HtmlPart, html, htmlLines } from '../files/html.ts';
import { PAGE_STYLE } from '../script/script-page-style.ts';
import { PART_WORDS } from './part-words.ts';
import { type PagePart, partsTableHtml } from './script-page-parts.ts';

/** Of whom a page to approve speaks. */
interface PageSubject {
  readonly charity: string;
  readonly name: string;
  readonly code: string;
  readonly country: Country;
  /** What its calls are about. */
  readonly about: string;
}

function headHtml({ charity, name, code, about, country }: PageSubject, parts: readonly PagePart[]): Html {
  const facts: readonly (readonly [string, HtmlPart])[] = [
    ['Campagne', html`${name} <code>${code}</code>`],
    ['Type et pays', `${about}, ${countryFacts(country).name}`],
  ];
  const asked = parts.filter((one) => one.isAsked).map(({ body }) => PART_WORDS[body.kind].all);
  return htmlLines(
    html`<p class="small">${charity}</p>`,
    html`<h1>Ce qui est dit et envoyé, à lire et à approuver</h1>`,
    html`<p>À approuver ici : <strong>${asked.join(', ')}</strong>.</p>`,
    html`<table>`,
    ...facts.map(([label, said]) => html`<tr><th scope="row">${label}</th><td>${said}</td></tr>`),
    html`</table>`,
    partsTableHtml(parts),
  );
}

interface PageFrame {
  readonly title: string;
  readonly subject: PageSubject;
  readonly parts: readonly PagePart[];
  /** Its sections, in turn. */
  readonly contents: readonly (readonly [anchor: string, label: string])[];
  /** The anchor to which who reads by keyboard skips. */
  readonly skip: readonly [anchor: string, label: string];
  readonly body: Html;
}

/** One self-contained French page that a charity can read, print and approve. No script, nothing fetched. */
export function framedPage({ title, subject, parts, contents, skip, body }: PageFrame): string {
  const links = contents.map(
    ([anchor, label], at) => html`${at === 0 ? '' : ' · '}<a href="#${anchor}">${label}</a>`,
  );
  return htmlLines(
    html`<!doctype html>`,
    html`<html lang="fr-${subject.country}"><head><meta charset="utf-8">`,
    html`<meta name="viewport" content="width=device-width, initial-scale=1">`,
    html`<title>${title}</title>`,
    html`<style>${PAGE_STYLE}</style></head><body>`,
    html`<a class="skip" href="#${skip[0]}">${skip[1]}</a>`,
    html`<header>${headHtml(subject, parts)}</header><main>`,
    html`<nav class="small" aria-label="Sommaire">${links}</nav>`,
    body,
    html`</main></body></html>`,
    '',
  ).toString();
}
