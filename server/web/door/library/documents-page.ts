import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import { AppError } from '../../../../shared/errors.ts';
import { inNumber } from '../../../../shared/french-plural.ts';
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

type DocumentLine = Told<OwnLibrary['documents']['query']>[number];
type FoundDocument = Told<OwnLibrary['find']['mutate']>['found'][number];
type DepositGroup = Told<OwnLibrary['depositGroups']['query']>[number];

/** A page stays under 300 elements; beyond, one searches. */
const MOST_SHOWN = 40;
/** Of clear bytes in one call of this process. */
const PIECE_BYTES = 2 ** 19;
const FOUND = 20;

function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${Math.max(1, Math.round(bytes / 1024))} Kio`;
  return `${(bytes / 2 ** 20).toFixed(1).replace('.', ',')} Mio`;
}

function documentHtml(one: DocumentLine & Partial<Pick<FoundDocument, 'isTextRead'>>): Html {
  const told = [
    one.name,
    sizeText(one.bytes),
    frenchDay(civilDate(one.atMs, HOUSE_ZONE)),
    one.groups.join(', '),
  ];
  return html`<li><a href="/b/document/${one.id}">${one.title}</a><br><span class="soft">${told.filter((text) => text !== '').join(' · ')}${one.isTextRead === false ? ' · texte non lu' : ''}</span>${one.description === '' ? '' : html`<br>${one.description}`}</li>`;
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

async function download({ desk, params }: ParticipantVisit): Promise<DoorAnswer> {
  const parts: Buffer[] = [];
  let number: number | undefined;
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
<div class="field"><label for="titre">Titre<span class="help">Sans titre, le nom du fichier.</span></label><input id="titre" name="titre" maxlength="120"></div>
<div class="field"><label for="texte">Ce que l’on y trouve</label><textarea id="texte" name="texte" maxlength="500"></textarea></div>
<div class="field"><label for="dossier">Dossier<span class="help">Comme « Kits/2026 ». La coordination seule en ouvre un nouveau.</span></label><input id="dossier" name="dossier" maxlength="250"></div>
<div class="field"><label for="groupe">Groupe</label><select id="groupe" name="groupe">${groups.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></div>
<div class="field"><label for="qui">Qui le voit</label><select id="qui" name="qui">${EVENT_PRIVACIES.toReversed().map((one) => html`<option value="${one}"${one === 'groups' ? html` selected` : ''}>${EVENT_PRIVACY_WORDS[one]}</option>`)}</select></div>
<button>Déposer</button>
</form>`,
  );
}

function fileMissing(): AppError {
  return new AppError({
    code: 'document-missing',
    kind: 'invalid',
    message: 'Aucun fichier n’est arrivé : rien n’a été déposé.',
    hint: 'Choisissez un fichier, puis « Déposer ».',
  });
}

async function deposit({ desk, file: sent }: ParticipantVisit, form: URLSearchParams): Promise<DoorAnswer> {
  if (!sent) throw fileMissing();
  const file = randomUUID();
  for (let from = 0, at = 0; from < Math.max(1, sent.bytes.length); from += PIECE_BYTES, at += 1) {
    const base64 = Buffer.from(sent.bytes.subarray(from, from + PIECE_BYTES)).toString('base64');
    await desk.ownLibrary.send.mutate({ file, at, base64 });
  }
  const typed = fieldOf(form, 'qui', 20);
  const privacy = EVENT_PRIVACIES.find((one) => one === typed) ?? 'groups';
  await desk.ownLibrary.put.mutate({
    ...{ file, fileName: sent.fileName.slice(-200), privacy, groups: [fieldOf(form, 'groupe', 36)] },
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
