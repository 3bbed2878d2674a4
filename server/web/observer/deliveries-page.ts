import { html } from 'hono/html';
import { inNumber } from '../../../shared/french-plural.ts';
import { frenchInstant } from '../../domain/wording/custody-words.ts';
import type { DoorPage, ObserverDesk, Told } from '../door/door-page.ts';
import type { Html } from '../page.ts';
import { campaignPage } from './campaign-frame.ts';

type Delivery = Told<ObserverDesk['observe']['deliveries']['query']>[number];
type Proof = Told<ObserverDesk['observe']['verifyDelivery']['query']>;

/** Of one page: digests do not compress, and a page is light. */
const MOST = 15;

function deliveryHtml({ id, campaign, fileName, rows, deliveredAtMs, sha256Sealed }: Delivery): Html {
  const name = `${fileName}.pgp`;
  return html`<li><h2>${name}</h2>
<p>${inNumber(rows, 'ligne(s)')}, ${deliveredAtMs === null ? 'attend le dépôt' : `remis le ${frenchInstant(deliveredAtMs)}`}</p>
<p class="soft">SHA-256 <code>${sha256Sealed}</code></p>
${deliveredAtMs === null ? '' : html`<p><a href="/o/remises/${campaign}/${id}" aria-label="Vérifier au dépôt : ${name}">Vérifier au dépôt</a></p>`}</li>`;
}

const PART = {
  same: 'identique',
  absent: 'absent du dépôt',
  different: 'différent de ce qui a été remis',
} as const;

function proofHtml({ parts, isWhole, delivery: { deliveredAtMs, rows } }: Proof): Html {
  return html`<p>${isWhole ? html`<strong>Le dépôt tient exactement ce qui a été remis.</strong>` : html`<strong>Le dépôt diffère de ce qui a été remis : appelez-nous.</strong>`}</p>
<p>${inNumber(rows, 'ligne(s)')}, accusé du ${deliveredAtMs === null ? '' : frenchInstant(deliveredAtMs)}.</p>
<ul class="list">${parts.map(({ name, sha256, state }) => html`<li><p>${name} : <strong>${PART[state]}</strong></p><p class="soft">SHA-256 <code>${sha256}</code></p></li>`)}</ul>
<p>Pour comparer vous-même : <code>sha256sum FICHIER</code> sur votre dépôt. Le manifeste signé se vérifie avec notre clé : <code>gpg --verify</code>.</p>`;
}

const NUMBER = /^\d{1,4}$/;

/** Every file that left, with its digest; each is read again at the drop when it is asked. */
export const OBSERVER_DELIVERIES_PAGES: readonly DoorPage[] = [
  {
    path: '/o/remises/:campaign',
    for: 'observer',
    show: async ({ desk, params, query }) => {
      const campaign = params.campaign ?? '';
      const all = (await desk.observe.deliveries.query({ campaign })).toReversed();
      const asked = query.get('de') ?? '';
      const from = NUMBER.test(asked) ? Number(asked) : 0;
      const next = from + MOST;
      return campaignPage({
        campaign,
        here: 'remises',
        title: 'Remises',
        body: html`${all.length === 0 ? html`<p>Rien n’a encore été remis.</p>` : html`<p>${inNumber(all.length, 'fichier(s)')}${all.length > 1 ? ', le dernier d’abord' : ''}.</p>`}
<ul class="list">${all.slice(from, next).map(deliveryHtml)}</ul>
${next < all.length ? html`<p><a href="/o/remises/${campaign}?de=${next}">Les précédents</a></p>` : ''}`,
      });
    },
  },
  {
    path: '/o/remises/:campaign/:delivery',
    for: 'observer',
    show: async ({ desk, params }) => {
      const campaign = params.campaign ?? '';
      const proof = await desk.observe.verifyDelivery.query({ campaign, id: params.delivery ?? '' });
      return campaignPage({
        campaign,
        here: 'remises',
        title: `${proof.delivery.fileName}.pgp`,
        body: html`${proofHtml(proof)}<p><a href="/o/remises/${campaign}">Toutes les remises</a></p>`,
      });
    },
  },
];
