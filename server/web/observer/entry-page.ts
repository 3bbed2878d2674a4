import { html } from 'hono/html';
import { renderSVG } from 'uqr';
import { type AppError, isAppError } from '../../../shared/errors.ts';
import { answered } from '../../http/answered.ts';
import { type DoorAnswer, type DoorPage, fieldOf, page } from '../door/door-page.ts';
import { STATUS } from '../door/door-status.ts';
import { ACCESSIBILITY, refusalHtml } from '../door/stranger-pages.ts';
import type { Html } from '../page.ts';

const ENTRY_FORM = html`<form method="post" action="/o/connexion">
<div class="field"><label for="identifiant">Identifiant</label>
<input id="identifiant" name="identifiant" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="40" required></div>
<div class="field"><label for="phrase">Phrase de passe</label>
<input id="phrase" name="phrase" type="password" autocomplete="current-password" maxlength="200" required></div>
<div class="field"><label for="code">Code à six chiffres<span class="help">De l’application de votre téléphone. La première fois, laissez vide : vous l’enregistrerez ensuite.</span></label>
<input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" maxlength="10"></div>
<button>Entrer</button>
</form>`;

/** Whoever is refused at the observer's door, or whose session is over, with the way in. */
export function observerEntry(refusal: AppError, status = 401): DoorAnswer {
  return page('Entrer', html`${refusalHtml(refusal)}${ENTRY_FORM}`, status);
}

/** The same form again under the words of a refusal; a session that is over shows the way in instead. */
async function orAgain(
  doing: Promise<DoorAnswer>,
  again: (why: Html, status: number) => DoorAnswer,
): Promise<DoorAnswer> {
  try {
    return await answered(doing);
  } catch (error) {
    if (!isAppError(error) || error.code === 'session-ended') throw error;
    return again(refusalHtml(error), STATUS[error.kind]);
  }
}

const CODE_FORM = html`<form method="post" action="/o/code">
<div class="field"><label for="code">Code à six chiffres que montre l’application</label>
<input id="code" name="code" autocomplete="one-time-code" inputmode="numeric" maxlength="10" required></div>
<button name="geste" value="confirmer">Enregistrer</button>
</form>`;

const DRAW = html`<form method="post" action="/o/code"><button class="quiet" name="geste" value="preparer">Recommencer avec un autre QR code</button></form>`;

/** The picture that a telephone reads: by the browser alone, from no other place. */
function codePage({ address, secret }: { readonly address: string; readonly secret: string }): DoorAnswer {
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(address, { border: 4 }))}`;
  return {
    kind: 'page',
    title: 'Votre code',
    hasPictures: true,
    body: html`<ol><li>Sur votre téléphone, ouvrez une application de codes à usage unique.</li><li>Faites-lui lire cette image.</li><li>Recopiez ici le code qu’elle montre.</li></ol>
<p><img src="${picture}" width="240" height="240" alt="QR code de votre secret ; le même se saisit à la main, ci-dessous"></p>
<p>Ou saisissez ce secret à la main : <code>${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
${CODE_FORM}`,
  };
}

const PHRASE_FORM = html`<form method="post" action="/o/phrase">
<div class="field"><label for="phrase">Votre phrase de passe<span class="help">Cinq mots sans rapport entre eux font une bonne phrase.</span></label>
<input id="phrase" name="phrase" type="password" autocomplete="new-password" maxlength="200" required></div>
<div class="field"><label for="encore">La même, encore une fois</label>
<input id="encore" name="encore" type="password" autocomplete="new-password" maxlength="200" required></div>
<button>Enregistrer</button>
</form>`;

const phrasePage = (why: Html, status = 200): DoorAnswer =>
  page(
    'Votre phrase de passe',
    html`${why}<p>Celle que l’on vous a donnée a été tirée au sort : choisissez la vôtre, que personne d’autre n’a vue.</p>${PHRASE_FORM}`,
    status,
  );

const wayOn = (owes: 'code' | 'passphrase' | undefined) =>
  owes === 'code' ? '/o/code' : owes === 'passphrase' ? '/o/phrase' : '/o?dit=entre';

export const OBSERVER_ENTRY_PAGES: readonly DoorPage[] = [
  {
    path: '/o/connexion',
    for: 'anyone',
    show: async () => page('Entrer', ENTRY_FORM),
    act: async ({ desk }, form) => {
      const { token, owes } = await desk.enterObserver({
        login: fieldOf(form, 'identifiant', 40),
        password: fieldOf(form, 'phrase', 200),
        code: fieldOf(form, 'code', 10),
      });
      return { kind: 'go', to: wayOn(owes), session: token };
    },
  },
  {
    path: '/o/code',
    for: 'owing',
    // Looking draws no secret: a second look would make the first one's worthless.
    show: async () =>
      page(
        'Votre code',
        html`<p>Cette porte demande un second facteur : un code à six chiffres, que votre téléphone calcule. Il faut une application de codes à usage unique (Aegis, FreeOTP, ou celle de votre gestionnaire de mots de passe).</p>
<form method="post" action="/o/code"><button name="geste" value="preparer">Montrer mon QR code</button></form>`,
      ),
    act: async ({ desk }, form) => {
      if (fieldOf(form, 'geste', 10) === 'preparer')
        return codePage(await desk.session.beginEnrolment.mutate());
      const code = fieldOf(form, 'code', 10);
      return await orAgain(
        desk.session.confirmEnrolment
          .mutate({ code })
          .then(({ owes }) => ({ kind: 'go', to: owes === undefined ? '/o?dit=code' : wayOn(owes) })),
        (why, status) => page('Votre code', html`${why}${CODE_FORM}${DRAW}`, status),
      );
    },
  },
  {
    path: '/o/phrase',
    for: 'owing',
    show: async () => phrasePage(html``),
    act: async ({ desk }, form) => {
      const passphrase = fieldOf(form, 'phrase', 200);
      if (passphrase !== fieldOf(form, 'encore', 200))
        return phrasePage(html`<p class="wrong" role="alert">Les deux saisies diffèrent.</p>`, 400);
      return await orAgain(
        desk.session.choosePassphrase
          .mutate({ passphrase })
          .then(({ owes }) => ({ kind: 'go', to: wayOn(owes) })),
        phrasePage,
      );
    },
  },
  {
    path: '/o/sortir',
    for: 'owing',
    show: async () => ({ kind: 'go', to: '/o' }),
    act: async ({ desk }) => {
      await desk.session.logOut.mutate();
      return { kind: 'go', to: '/o/connexion?dit=sorti', session: null };
    },
  },
  { path: '/o/aide', for: 'anyone', show: async () => page('Aide', HELP) },
  { path: '/o/accessibilite', for: 'anyone', show: async () => page('Accessibilité', ACCESSIBILITY) },
];

const HELP = html`<h2>Entrer</h2>
<p>Votre identifiant et une première phrase de passe vous sont donnés par le responsable des données. À la première entrée, vous enregistrez un code sur votre téléphone ; il est demandé à chaque fois.</p>
<p>Téléphone perdu ou changé : le responsable des données oublie l’ancien code, et vous en enregistrez un autre.</p>
<h2>Rester connecté</h2>
<p>La session dure quatre heures au plus, et se ferme après une demi-heure sans demande, ou quand le navigateur se ferme. « Me déconnecter » est en bas de chaque page.</p>
<h2>Ce que vous voyez</h2>
<p>Les campagnes de votre accès : chiffres, remises, textes à approuver, preuves. Jamais une personne : ni nom, ni numéro, ni adresse.</p>`;
