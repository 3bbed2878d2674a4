import { html } from 'hono/html';
import {
  MAILING_KINDS,
  MAILING_WAYS,
  MAILINGS,
  type MailingKind,
  type MailingWay,
} from '../../domain/conversations/mailing-ways.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page } from './door-page.ts';

const WAYS: Readonly<Record<MailingWay, string>> = {
  'at-once': 'Un e-mail tout de suite',
  daily: 'Un e-mail par jour, à 18 heures',
  web: 'Dans cet espace seulement',
  nothing: 'Rien',
};

function choiceHtml({ kind, way }: { readonly kind: MailingKind; readonly way: MailingWay }): Html {
  return html`<div class="field"><label for="${kind}">${MAILINGS[kind].label}</label>
<select id="${kind}" name="${kind}">${MAILING_WAYS.map((one) => html`<option value="${one}" ${one === way ? 'selected' : ''}>${WAYS[one]}</option>`)}</select></div>`;
}

export const PREFERENCE_PAGES: readonly DoorPage[] = [
  {
    path: '/b/preferences',
    for: 'participant',
    show: async ({ desk }) =>
      page(
        'Ce qui m’est écrit',
        html`<p>Un e-mail dit seulement que quelque chose vous attend ici : jamais un mot de ce que c’est, ni de qui. Les e-mails sur vos créneaux partent toujours.</p>
<form method="post" action="/b/preferences">${(await desk.ownMessages.mailing.query()).map(choiceHtml)}<button>Enregistrer</button></form>
<p><a href="/b/messages">Messages</a></p>`,
      ),
    act: async ({ desk }, form) => {
      const choices = MAILING_KINDS.flatMap((kind) => {
        const way = MAILING_WAYS.find((one) => one === fieldOf(form, kind, 10));
        return way ? [{ kind, way }] : [];
      });
      if (choices.length > 0) await desk.ownMessages.chooseMailing.mutate({ choices });
      return { kind: 'go', to: '/b/preferences?dit=choisi' };
    },
  },
];
