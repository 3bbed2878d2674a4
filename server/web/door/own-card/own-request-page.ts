import { html } from 'hono/html';
import type { OwnNote } from '../../../domain/people/own-card.ts';
import type { OwnCard } from '../../../steps/web-door/own-card.ts';
import { type DoorAnswer, type DoorPage, fieldOf, page } from '../door-page.ts';
import { fieldHtml, typedIn } from './own-card-controls.ts';

interface Shown {
  readonly notes: readonly OwnNote[];
  readonly typed: URLSearchParams | undefined;
}

function requestPage(card: OwnCard, { notes, typed }: Shown): DoorAnswer {
  const asked = card.fields.filter(({ canAsk }) => canAsk);
  const noteOf = ({ key }: { readonly key: string }) => notes.find((one) => one.key === key)?.why;
  const warning =
    notes.length === 0
      ? ''
      : html`<p class="wrong" role="alert">Rien n’est envoyé : ${notes.length === 1 ? 'un champ ne convient pas' : `${notes.length} champs ne conviennent pas`}, voyez sous son nom.</p>`;
  const body = html`${warning}<p>L’association tient ces informations dans son propre fichier : dites ici ce qui doit y changer.</p>
<form method="post" action="/b/fiche/demande">
${asked.map((field) => fieldHtml(field, noteOf(field), typed))}<div class="field"><label for="texte">Autre chose à corriger<span class="help">Quel champ, et ce qu’il doit dire</span></label><textarea id="texte" name="texte" maxlength="1000">${typed?.get('texte') ?? ''}</textarea></div>
<button>Envoyer la demande</button></form>
<p><a href="/b/fiche">Ma fiche</a></p>`;
  return page('Demander un changement', body, notes.length === 0 ? 200 : 400);
}

/** What the charity keeps of a person, and they want otherwise (R-53). */
export const OWN_REQUEST_PAGES: readonly DoorPage[] = [
  {
    path: '/b/fiche/demande',
    for: 'participant',
    show: async ({ desk }) =>
      requestPage(await desk.webDoor.ownCard.mutate(), { notes: [], typed: undefined }),
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
