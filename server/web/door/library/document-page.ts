import { html } from 'hono/html';
import type { AppError } from '../../../../shared/errors.ts';
import { EVENT_PRIVACIES, EVENT_PRIVACY_WORDS } from '../../../../shared/people/agenda-words.ts';
import { civilDate, HOUSE_ZONE } from '../../../../shared/time.ts';
import { frenchDay } from '../../../domain/wording/custody-words.ts';
import type { Html } from '../../page.ts';
import {
  type DoorAnswer,
  type DoorPage,
  fieldOf,
  type OwnLibrary,
  type ParticipantVisit,
  page,
  type Told,
} from '../door-page.ts';
import { STATUS } from '../door-status.ts';
import { refusalOf } from '../refused-act.ts';
import { refusalHtml } from '../stranger-pages.ts';
import { type DocumentFields, placeFields, readersField, sizeText, titleField } from './document-words.ts';
import { sendPieces } from './sent-pieces.ts';

type DocumentTold = Told<OwnLibrary['history']['query']>;
type Gesture = 'modifier' | 'retirer';

/** A page stays under 300 elements. */
const MOST_VERSIONS = 30;

interface Refused {
  readonly refusal: AppError;
  readonly gesture: Gesture;
  readonly fields: DocumentFields & { readonly motif?: string };
}

function versionsHtml({ document: { id }, versions }: DocumentTold): Html {
  const shown = versions.slice(0, MOST_VERSIONS);
  return html`<ul class="list">${shown.map(
    ({ number, name, bytes, atMs }) =>
      html`<li><a href="/b/document/${id}?version=${number}">Version ${number}</a> <span class="soft">${name} · ${sizeText(bytes)} · ${frenchDay(civilDate(atMs, HOUSE_ZONE))}</span></li>`,
  )}</ul>${versions.length > shown.length ? html`<p class="soft">Les plus anciennes ne sont pas montrées.</p>` : ''}`;
}

const fold = (isOpen: boolean, says: string, inner: Html): Html =>
  html`<details ${isOpen ? 'open' : ''}><summary>${says}</summary>${inner}</details>`;

function editForm({ document, may }: DocumentTold, fields: DocumentFields): Html {
  return html`<form method="post" action="/b/document/${document.id}/versions"><input type="hidden" name="geste" value="modifier">
${titleField(fields, '')}${placeFields(fields)}
<div class="field"><label for="tags">Tags<span class="help">Séparés par des virgules.</span></label><input id="tags" name="tags" maxlength="420" value="${fields.tags ?? ''}"></div>
${may.withdraw ? readersField(fields) : ''}<button>Enregistrer</button></form>`;
}

const withdrawForm = (id: string, motif: string): Html =>
  html`<p>Il ne sera plus dans aucune liste, recherche ni lien.</p>
<form method="post" action="/b/document/${id}/versions"><input type="hidden" name="geste" value="retirer">
<div class="field"><label for="motif">Pourquoi ?<span class="help">Gardé au journal : ni santé ni nom.</span></label><input id="motif" name="motif" maxlength="200" value="${motif}" required></div>
<button>Retirer pour de bon</button></form>`;

function documentPage(told: DocumentTold, refused?: Refused): DoorAnswer {
  const { document, may } = told;
  const { id, title, description, tags, folder, privacy, groups } = document;
  const about = [folder.replaceAll('/', ' / '), EVENT_PRIVACY_WORDS[privacy], groups.join(', '), tags];
  const present: DocumentFields = { titre: title, texte: description, dossier: folder, tags, qui: privacy };
  const opened = refused?.gesture;
  return page(
    title,
    html`${refused ? refusalHtml(refused.refusal) : ''}<p class="soft">${about.filter((one) => one !== '').join(' · ')}</p>
${description === '' ? '' : html`<p>${description}</p>`}
<h2>Versions</h2>${versionsHtml(told)}
${may.edit ? html`<p><a href="/b/document/${id}/deposer">Déposer une nouvelle version</a></p>` : ''}
${may.edit ? fold(opened === 'modifier', 'Modifier', editForm(told, opened === 'modifier' ? (refused?.fields ?? present) : present)) : ''}
${may.withdraw ? fold(opened === 'retirer', 'Retirer ce document', withdrawForm(id, refused?.fields.motif ?? '')) : ''}
<p><a href="/b/documents">Tous les documents</a></p>`,
    refused ? STATUS[refused.refusal.kind] : 200,
  );
}

function changeOf({ titre = '', texte = '', dossier = '', tags = '', qui }: DocumentFields) {
  return {
    title: titre,
    description: texte,
    folder: dossier,
    tags: tags
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    privacy: EVENT_PRIVACIES.find((one) => one === qui),
  };
}

const typedIn = (form: URLSearchParams) => ({
  ...{ titre: fieldOf(form, 'titre', 200), texte: fieldOf(form, 'texte', 600) },
  ...{ dossier: fieldOf(form, 'dossier', 300), tags: fieldOf(form, 'tags', 500) },
  ...{ qui: fieldOf(form, 'qui', 20), motif: fieldOf(form, 'motif', 300) },
});

async function change({ desk, params }: ParticipantVisit, form: URLSearchParams): Promise<DoorAnswer> {
  const document = params.id ?? '';
  const fields = typedIn(form);
  const gesture: Gesture = fieldOf(form, 'geste', 10) === 'retirer' ? 'retirer' : 'modifier';
  const refusal = await refusalOf(async () =>
    gesture === 'retirer'
      ? desk.ownLibrary.withdraw.mutate({ document, reason: fields.motif })
      : desk.ownLibrary.edit.mutate({ document, change: changeOf(fields) }),
  );
  if (refusal) return documentPage(await told({ desk, params }), { refusal, gesture, fields });
  return {
    kind: 'go',
    to:
      gesture === 'retirer'
        ? '/b/documents?dit=retire-document'
        : `/b/document/${document}/versions?dit=modifie`,
  };
}

const told = ({ desk, params }: Pick<ParticipantVisit, 'desk' | 'params'>) =>
  desk.ownLibrary.history.query({ document: params.id ?? '' });

async function versionPage(visit: ParticipantVisit): Promise<DoorAnswer> {
  const { document, may } = await told(visit);
  const { id, title, number } = document;
  const form = html`<p>Elle remplace la version ${number} pour tout le monde ; les précédentes restent. Vingt mégaoctets au plus.</p>
<form method="post" action="/b/document/${id}/deposer" enctype="multipart/form-data">
<div class="field"><label for="fichier">Fichier</label><input id="fichier" name="fichier" type="file" required></div>
<button>Déposer</button></form>`;
  const none = html`<p>Seuls les référents et la coordination en déposent une nouvelle version.</p>`;
  return page(
    `Nouvelle version : ${title}`,
    html`${may.edit ? form : none}<p><a href="/b/document/${id}/versions">Retour au document</a></p>`,
  );
}

async function putVersion({ desk, params, file }: ParticipantVisit): Promise<DoorAnswer> {
  const document = params.id ?? '';
  const sent = await sendPieces(desk.ownLibrary, file);
  const { isSame } = await desk.ownLibrary.putVersion.mutate({ ...sent, document });
  return { kind: 'go', to: `/b/document/${document}/versions?dit=${isSame ? 'version-meme' : 'version'}` };
}

/** One document: its versions, and for whoever keeps it, its words, the next version and its withdrawal (R-56). */
export const DOCUMENT_PAGES: readonly DoorPage[] = [
  {
    path: '/b/document/:id/versions',
    for: 'participant',
    show: async (visit) => documentPage(await told(visit)),
    act: change,
  },
  {
    path: '/b/document/:id/deposer',
    for: 'participant',
    show: versionPage,
    act: putVersion,
    takesFile: true,
  },
];
