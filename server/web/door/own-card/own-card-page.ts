import { html } from 'hono/html';
import { inNumber } from '../../../../shared/french-plural.ts';
import type { OwnCard } from '../../../steps/web-door/own-card.ts';
import type { Html } from '../../page.ts';
import { type DoorAnswer, type DoorPage, fieldOf, page } from '../door-page.ts';
import { FRESH_FORM, fieldsHtml, type RefusedForm, refusedHtml, typedIn } from './own-card-controls.ts';

function fixedHtml(card: OwnCard): Html | string {
  const fixed = card.fields.filter(({ canChange, text }) => !canChange && text !== '');
  if (fixed.length === 0) return '';
  return html`<h2>Ce que l’association tient pour vous</h2>
<dl class="card">${fixed.map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>
<p><a href="/b/fiche/demande">Demander un changement</a></p>`;
}

function cardPage(card: OwnCard, refused: RefusedForm): DoorAnswer {
  const own = card.fields.filter(({ canChange }) => canChange);
  const form = html`<form method="post" action="/b/fiche">
<input type="hidden" name="version" value="${card.version}">
${fieldsHtml(own, refused)}<button>Enregistrer</button>
</form>`;
  const body = html`${refusedHtml(refused, 'Rien n’est enregistré')}<p>${card.name}</p>
${own.length === 0 ? html`<p>Aucun champ de votre fiche n’est à remplir ici.</p>` : form}
${fixedHtml(card)}
${card.hidden === 0 ? '' : html`<p class="soft">L’association garde aussi ${inNumber(card.hidden, 'champ(s)')} que vous pouvez demander à lire.</p>`}`;
  return page('Ma fiche', body, refused.notes.length === 0 ? 200 : 400);
}

export const OWN_CARD_PAGES: readonly DoorPage[] = [
  {
    path: '/b/fiche',
    label: 'Ma fiche',
    for: 'participant',
    show: async (visit) => cardPage(await visit.desk.webDoor.ownCard.mutate(), FRESH_FORM),
    act: async (visit, form) => {
      const card = await visit.desk.webDoor.ownCard.mutate();
      const version = Number(fieldOf(form, 'version', 12));
      const { notes } = await visit.desk.webDoor.changeOwnCard.mutate({
        version: Number.isInteger(version) && version >= 0 ? version : 0,
        set: typedIn(
          form,
          card.fields.filter(({ canChange }) => canChange),
        ),
      });
      return notes.length > 0
        ? cardPage(card, { notes, typed: form })
        : { kind: 'go', to: '/b/fiche?dit=enregistre' };
    },
  },
];
