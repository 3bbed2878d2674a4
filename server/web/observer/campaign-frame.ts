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

export type CampaignPage = (typeof PAGES)[number]['path'];

export function linksOf(campaign: string, here?: CampaignPage): Html {
  return html`<nav aria-label="Pages de ${campaign}"><ul>${PAGES.map(({ path, label }) => html`<li><a href="/o/${path}/${campaign}" ${path === here ? html`aria-current="page"` : ''}>${label}</a></li>`)}</ul></nav>`;
}

interface CampaignBody {
  readonly campaign: string;
  readonly title: string;
  readonly here: CampaignPage;
  readonly body: Html;
  readonly hasPictures?: true;
}

/** A page of one campaign, under the links to its others. */
export function campaignPage({ campaign, title, here, body, hasPictures }: CampaignBody): DoorAnswer {
  const inner = html`<p class="soft">${campaign}</p>${linksOf(campaign, here)}${body}`;
  return hasPictures ? { kind: 'page', title, body: inner, hasPictures } : page(title, inner);
}
