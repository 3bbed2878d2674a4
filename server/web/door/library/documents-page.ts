import { html } from 'hono/html';
import { inNumber } from '../../../../shared/french-plural.ts';
import { EVENT_PRIVACIES } from '../../../../shared/people/agenda-words.ts';
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
import { placeFields, readersField, sizeText, titleField } from './document-words.ts';
import { sendPieces } from './sent-pieces.ts';

type DocumentLine = Told<OwnLibrary['documents']['query']>[number];
type FoundDocument = Told<OwnLibrary['find']['mutate']>['found'][number];
type DepositGroup = Told<OwnLibrary['depositGroups']['query']>[number];

/** A page stays under 300 elements; beyond, one searches. */
const MOST_SHOWN = 40;
const FOUND = 20;

function documentHtml(one: DocumentLine & Partial<Pick<FoundDocument, 'isTextRead'>>): Html {
  const told = [
    one.name,
    sizeText(one.bytes),
    frenchDay(civilDate(one.atMs, HOUSE_ZONE)),
    one.groups.join(', '),
  ];
  return html`<li><a href="/b/document/${one.id}">${one.title}</a><br><span class="soft">${told.filter((text) => text !== '').join(' · ')} · <a href="/b/document/${one.id}/versions" aria-label="Détails de ${one.title}">Détails</a>${one.isTextRead === false ? ' · texte non lu' : ''}</span>${one.description === '' ? '' : html`<br>${one.description}`}</li>`;
}

function foldersHtml(documents: readonly DocumentLine[]): Html {
  const shown = documents.slice(0, MOST_SHOWN);
  const folders = [...Map.groupBy(shown, ({ folder }) => folder)];
  const left = documents.length - shown.length;
  return html`${folders.map(([folder, own]) => html`${folder === '' ? '' : html`<h2>${folder.replaceAll('/', ' / ')}</h2>`}<ul class="list">${own.map(documentHtml)}</ul>`)}
${left > 0 ? html`<p>Et ${inNumber(left, 'autre(s)')} : cherchez un mot.</p>` : ''}`;
}

const SEARCH = (words: string) =>
  html`<form method="get" action="/b/documents"><div class="field"><label for="mots">Chercher un mot du titre ou du texte</label><input id="mots" name="mots" type="search" maxlength="200" value="${words}"></div><button>Chercher</button></form>`;

async function listPage({ desk, query }: ParticipantVisit): Promise<DoorAnswer> {
  const words = (query.get('mots') ?? '').slice(0, 200).trim();
  const mayPut = (await desk.ownLibrary.depositGroups.query()).length > 0;
  const put = mayPut ? html`<p><a href="/b/deposer">Déposer un document</a></p>` : '';
  if (words !== '') {
    const { total, found } = await desk.ownLibrary.find.mutate({ words, from: 0, limit: FOUND });
    const rest =
      total > found.length
        ? html`<p>Ajoutez un mot : seuls les ${found.length} premiers sont montrés.</p>`
        : '';
    return page(
      'Documents',
      html`${SEARCH(words)}
<p role="status">${total === 0 ? 'Aucun document pour vous avec ces mots.' : `${inNumber(total, 'document(s)')}.`}</p>
<ul class="list">${found.map(documentHtml)}</ul>${rest}<p><a href="/b/documents">Tous les documents</a></p>`,
    );
  }
  const documents = await desk.ownLibrary.documents.query();
  return page(
    'Documents',
    documents.length === 0
      ? html`<p>Aucun document n’est encore publié pour vous.</p>${put}`
      : html`${put}${SEARCH('')}${foldersHtml(documents)}`,
  );
}

async function download({ desk, params, query }: ParticipantVisit): Promise<DoorAnswer> {
  const parts: Buffer[] = [];
  const wanted = /^[1-9]\d{0,4}$/.exec(query.get('version') ?? '')?.[0];
  let number = wanted === undefined ? undefined : Number(wanted);
  for (let at = 0; ; at += 1) {
    const told = await desk.ownLibrary.read.mutate({ document: params.id ?? '', at, number });
    parts.push(Buffer.from(told.base64, 'base64'));
    number = told.number;
    if (at + 1 >= told.pieces)
      return { kind: 'file', name: told.name, type: 'application/octet-stream', bytes: Buffer.concat(parts) };
  }
}

function depositPage(groups: readonly DepositGroup[]): DoorAnswer {
  if (groups.length === 0)
    return page(
      'Déposer un document',
      html`<p>Seuls les référents et la coordination d’un groupe déposent un document.</p>
<p><a href="/b/documents">Documents</a></p>`,
    );
  return page(
    'Déposer un document',
    html`<p>Vingt mégaoctets au plus. Rien de personnel sur quelqu’un : ni santé, ni coordonnées.</p>
<form method="post" action="/b/deposer" enctype="multipart/form-data">
<div class="field"><label for="fichier">Fichier</label><input id="fichier" name="fichier" type="file" required></div>
${titleField({}, 'Sans titre, le nom du fichier.')}${placeFields({})}
<div class="field"><label for="groupe">Groupe</label><select id="groupe" name="groupe">${groups.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></div>
${readersField({})}
<button>Déposer</button>
</form>`,
  );
}

async function deposit({ desk, file }: ParticipantVisit, form: URLSearchParams): Promise<DoorAnswer> {
  const sent = await sendPieces(desk.ownLibrary, file);
  const typed = fieldOf(form, 'qui', 20);
  const privacy = EVENT_PRIVACIES.find((one) => one === typed) ?? 'groups';
  await desk.ownLibrary.put.mutate({
    ...{ ...sent, privacy, groups: [fieldOf(form, 'groupe', 36)] },
    ...{ title: fieldOf(form, 'titre', 120), description: fieldOf(form, 'texte', 500) },
    folder: fieldOf(form, 'dossier', 250),
  });
  return { kind: 'go', to: '/b/documents?dit=depose' };
}

export const DOCUMENTS_PAGES: readonly DoorPage[] = [
  { path: '/b/documents', label: 'Documents', for: 'participant', show: listPage },
  { path: '/b/document/:id', for: 'participant', show: download },
  {
    path: '/b/deposer',
    for: 'participant',
    show: async ({ desk }) => depositPage(await desk.ownLibrary.depositGroups.query()),
    act: deposit,
    takesFile: true,
  },
];
