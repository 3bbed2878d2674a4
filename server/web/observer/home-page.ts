import { html } from 'hono/html';
import { frenchDate } from '../../domain/wording/french-figures.ts';
import { type DoorPage, type ObservedSpace, page } from '../door/door-page.ts';
import type { Html } from '../page.ts';
import { linksOf } from './campaign-frame.ts';

const STATE = { open: 'ouverte', closed: 'close', purging: 'en destruction', purged: 'détruite' } as const;

function campaignHtml({
  campaign,
  isLine,
  name,
  state,
  starts,
  ends,
}: ObservedSpace['campaigns'][number]): Html {
  return html`<li><h2>${name}</h2>
<p class="soft">${campaign} · ${STATE[state]} · du ${frenchDate(starts)} au ${frenchDate(ends)}</p>${linksOf({ campaign, isLine })}</li>`;
}

export const OBSERVER_HOME_PAGES: readonly DoorPage[] = [
  {
    path: '/o',
    label: 'Campagnes',
    for: 'observer',
    show: async ({ here: { campaigns } }) =>
      page(
        'Vos campagnes',
        campaigns.length === 0
          ? html`<p>Votre accès ne nomme aucune campagne.</p>`
          : html`<ul class="list">${campaigns.map(campaignHtml)}</ul>`,
      ),
  },
];
