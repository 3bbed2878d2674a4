import { html } from 'hono/html';
import type { AppError } from '../../../shared/errors.ts';
import type { Html } from '../page.ts';
import { type DoorAnswer, type DoorPage, fieldOf, page } from './door-page.ts';

/** Asks for a link. Same words wherever it stands. */
function askForm(): Html {
  return html`<form method="post" action="/b/connexion">
<div class="field"><label for="adresse">Votre adresse e-mail<span class="help">Celle que l’association connaît. Aucun mot de passe : un lien vous est envoyé.</span></label>
<input id="adresse" name="adresse" type="email" autocomplete="email" inputmode="email" maxlength="254" required></div>
<button>Recevoir mon lien</button>
</form>`;
}

/** A refusal of ours in a page; a hint that names a command is for those who have commands. */
export function refusalHtml({ message, hint }: Pick<AppError, 'message' | 'hint'>): Html {
  const isForHere = !/\bplateau\s|--[a-z]/.test(hint);
  return html`<p class="wrong" role="alert">${message}${isForHere && hint !== '' ? ` ${hint}` : ''}</p>`;
}

/** Whoever has no session, or none any more, is told why and shown the way in. */
export function entryPage(refusal: AppError, status = 401): DoorAnswer {
  return page('Entrer', html`${refusalHtml(refusal)}${askForm()}`, status);
}

/** Said whether anybody has that address or not: the bytes are the same. */
const SENT = html`<p>Si l’association connaît cette adresse, un lien vient de partir. Il sert une seule fois, pendant 15 minutes.</p>
<p>Rien dans votre messagerie ? Regardez le courrier indésirable, puis recommencez avec une autre de vos adresses.</p>
<p><a href="/b/connexion">Recommencer</a></p>`;

export const STRANGER_PAGES: readonly DoorPage[] = [
  { path: '/', for: 'anyone', show: async () => ({ kind: 'go', to: '/b' }) },
  {
    path: '/b/connexion',
    for: 'anyone',
    show: async () => page('Entrer', askForm()),
    act: async ({ desk }, form) => {
      desk.ask(fieldOf(form, 'adresse', 300));
      return page('Regardez votre messagerie', SENT);
    },
  },
  {
    // Looking changes nothing: programs that read mail before the person does open what they find.
    path: '/b/entrer/:token',
    for: 'anyone',
    show: async ({ desk, params }) => {
      await desk.look(params.token ?? '');
      return page(
        'Entrer',
        html`<p>Un dernier geste : appuyez sur le bouton. Vous resterez connecté sur cet appareil.</p>
<form method="post" action="/b/entrer/${params.token ?? ''}"><button>Entrer</button></form>
<p class="soft">Cet appareil est partagé ? Pensez à « Me déconnecter », en bas de chaque page.</p>`,
      );
    },
    act: async ({ desk, params }) => {
      const { token } = await desk.enter(params.token ?? '');
      return { kind: 'go', to: '/b?dit=entre', session: token };
    },
  },
  { path: '/b/aide', for: 'anyone', show: async () => page('Aide', HELP) },
  { path: '/b/accessibilite', for: 'anyone', show: async () => page('Accessibilité', ACCESSIBILITY) },
];

const HELP = html`<h2>Entrer</h2>
<p>Donnez l’adresse e-mail que l’association connaît : un lien arrive dans la minute. Ouvrez-le, appuyez sur « Entrer ». Il n’y a pas de mot de passe.</p>
<p>Le lien sert une seule fois, pendant 15 minutes ; trois par heure au plus. S’il n’arrive pas, regardez le courrier indésirable, ou essayez une autre de vos adresses.</p>
<h2>Rester connecté</h2>
<p>Vous restez connecté 30 jours après votre dernière visite ; douze heures si vous coordonnez un groupe. « Mes données » montre vos appareils et permet de les déconnecter.</p>
<h2>Vos données</h2>
<p>Cet espace montre votre fiche, et des autres ce que vos groupes partagent. Rien n’est pris à un tiers : ni traceur, ni image d’ailleurs, ni mesure d’audience.</p>
<p>Pour corriger ce que vous ne pouvez pas changer vous-même, ou pour être effacé, répondez à l’un des e-mails de l’association.</p>`;

export const ACCESSIBILITY = html`<p>Ces pages sont faites pour être lues au clavier, au lecteur d’écran, à 320 pixels de large et agrandies quatre fois, en clair et en sombre, sans JavaScript.</p>
<p>Conformité au RGAA : <strong>à évaluer</strong>. Un programme (axe) les examine à chaque version et n’y trouve pas d’erreur ; il ne remplace pas l’examen par une personne, qui n’a pas encore eu lieu.</p>
<p>Une difficulté ? Répondez à l’un des e-mails de l’association : elle vous donnera l’information autrement, et nous corrigerons.</p>`;
