import { html } from 'hono/html';
import type { OwnCard } from '../../../steps/web-door/own-card.ts';
import { type DoorAnswer, type DoorPage, fieldOf, page } from '../door-page.ts';
import { FRESH_FORM, fieldsHtml, type RefusedForm, refusedHtml, typedIn } from './own-card-controls.ts';

function requestPage(card: OwnCard, refused: RefusedForm): DoorAnswer {
  const asked = card.fields.filter(({ canAsk }) => canAsk);
  const body = html`${refusedHtml(refused, 'Rien n’est envoyé')}<p>L’association tient ces informations dans son propre fichier : dites ici ce qui doit y changer.</p>
<form method="post" action="/b/fiche/demande">
${fieldsHtml(asked, refused)}<div class="field"><label for="texte">Autre chose à corriger<span class="help">Quel champ, et ce qu’il doit dire</span></label><textarea id="texte" name="texte" maxlength="1000">${refused.typed?.get('texte') ?? ''}</textarea></div>
<button>Envoyer la demande</button></form>
<p><a href="/b/fiche">Ma fiche</a></p>`;
  return page('Demander un changement', body, refused.notes.length === 0 ? 200 : 400);
}

/** What the charity keeps of a person, and they want otherwise. */
export const OWN_REQUEST_PAGES: readonly DoorPage[] = [
  {
    path: '/b/fiche/demande',
    for: 'participant',
    show: async ({ desk }) => requestPage(await desk.webDoor.ownCard.mutate(), FRESH_FORM),
    act: async ({ desk }, form) => {
      const card = await desk.webDoor.ownCard.mutate();
      const { notes, isReported } = await desk.webDoor.askOwnChange.mutate({
        set: typedIn(
          form,
          card.fields.filter(({ canAsk }) => canAsk),
        ),
        words: fieldOf(form, 'texte', 1000),
      });
      if (notes.length > 0) return requestPage(card, { notes, typed: form });
      return { kind: 'go', to: `/b/fiche?dit=${isReported ? 'demande-signalee' : 'demande-envoyee'}` };
    },
  },
];
