import { html } from 'hono/html';
import { type DoorAnswer, page } from '../door/door-page.ts';
import type { Html } from '../page.ts';

/** The pages of one campaign, in the order of its menu. */
const PAGES = [
  { path: 'chiffres', label: 'Chiffres' },
  { path: 'remises', label: 'Remises' },
  { path: 'textes', label: 'Textes' },
  { path: 'preuves', label: 'Preuves' },
] as const;

type CampaignPage = (typeof PAGES)[number]['path'];

/** Of a pledge line, what is said on it: it has neither records nor files that an observer reads here. */
const OF_LINE: ReadonlySet<CampaignPage> = new Set(['textes']);

interface Linked {
  readonly campaign: string;
  readonly isLine?: boolean;
  readonly here?: CampaignPage;
}

export function linksOf({ campaign, isLine = false, here }: Linked): Html {
  const pages = PAGES.filter(({ path }) => !isLine || OF_LINE.has(path));
  return html`<nav aria-label="Pages de ${campaign}"><ul>${pages.map(({ path, label }) => html`<li><a href="/o/${path}/${campaign}" ${path === here ? html`aria-current="page"` : ''}>${label}</a></li>`)}</ul></nav>`;
}

interface CampaignBody extends Linked {
  readonly title: string;
  readonly here: CampaignPage;
  readonly body: Html;
  readonly hasPictures?: true;
}

/** A page of one campaign, under the links to its others. */
export function campaignPage({ title, body, hasPictures, ...linked }: CampaignBody): DoorAnswer {
  const inner = html`<p class="soft">${linked.campaign}</p>${linksOf(linked)}${body}`;
  return hasPictures ? { kind: 'page', title, body: inner, hasPictures } : page(title, inner);
}
