import { html } from 'hono/html';
import { inNumber } from '../../../shared/french-plural.ts';
import { FOLLOW_UP_KIND_WORDS, FOLLOW_UP_STATE_WORDS } from '../../../shared/people/follow-up-words.ts';
import { instantWords, unparted } from '../../domain/seats/slot-words.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { ProcedureClient } from '../../http/procedure-client.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page, type Told } from './door-page.ts';
import { wordsField } from './message-pages.ts';

type Line = Told<ProcedureClient['ownItems']['list']['mutate']>[number];

/** Of one page: it stays under 300 elements. */
const SHOWN = 12;
const TO_GROUPS = ['invitation', 'local-news'] as const;

function actsHtml({ id, state, owner }: Line): Html | string {
  if (state === 'done') return '';
  const isMine = owner === 'vous';
  const due = html`<label for="pour-${id}">Pour le</label> <input type="date" id="pour-${id}" name="pour">`;
  const take = html`${due} <button name="geste" value="prendre">${isMine ? 'Changer le jour' : 'Je m’en occupe'}</button> `;
  return html`<form method="post" action="/b/suivi"><input type="hidden" name="point" value="${id}">${state === 'open' || isMine ? take : ''}<button class="quiet" name="geste" value="fait">C’est fait</button></form>`;
}

function lineHtml(one: Line): Html {
  const { kind, about, by, group, state, owner, dueOn, atMs } = one;
  const told = [
    ...(about === '' ? [] : [`sur la page de ${about}`]),
    ...(one.isTheirs ? [`par ${by}`] : []),
    group === '' ? 'à l’association' : group,
    unparted(instantWords(atMs)),
  ];
  const whose = owner === '' ? '' : ` par ${owner}`;
  const due = dueOn === '' || state === 'done' ? '' : `, pour le ${frenchDay(dueOn)}`;
  return html`<li><p><strong>${FOLLOW_UP_KIND_WORDS[kind]}</strong> · ${FOLLOW_UP_STATE_WORDS[state]}${whose}${due}<br><span class="soft">${told.join(' · ')}</span></p>
<p class="words">${one.text}</p>${one.isTheirs ? actsHtml(one) : ''}</li>`;
}

const partHtml = (title: string, lines: readonly Line[]): Html | string =>
  lines.length === 0 ? '' : html`<h2>${title}</h2><ul class="list">${lines.map(lineHtml)}</ul>`;

function listHtml(all: readonly Line[], from: number): Html {
  const shown = all.slice(from, from + SHOWN);
  const left = all.length - from - shown.length;
  const [theirs, own] = [shown.filter((one) => one.isTheirs), shown.filter((one) => !one.isTheirs)];
  return html`<p><a href="/b/suivi/nouveau">Signaler quelque chose à la coordination</a></p>
${shown.length === 0 ? html`<p>Rien à suivre pour le moment.</p>` : ''}${partHtml('À suivre dans mes groupes', theirs)}${partHtml('Ce que j’ai signalé', own)}
${left > 0 ? html`<p><a href="/b/suivi?de=${from + SHOWN}">Les suivants (${inNumber(left, 'point(s)')})</a></p>` : ''}`;
}

const newForm = (groups: readonly { readonly id: string; readonly name: string }[]): Html =>
  groups.length === 0
    ? html`<p>On signale à la coordination d’un de ses groupes, et vous n’êtes encore d’aucun.</p><p><a href="/b/suivi">Suivi</a></p>`
    : html`<form method="post" action="/b/suivi/nouveau">
<fieldset class="field"><legend>De quoi s’agit-il ?</legend>
${TO_GROUPS.map((kind, at) => html`<label><input type="radio" name="sorte" value="${kind}" ${at === 0 ? 'checked' : ''}>${FOLLOW_UP_KIND_WORDS[kind]}</label><br>`)}
</fieldset>
<div class="field"><label for="groupe">Groupe</label><select id="groupe" name="groupe">${groups.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></div>
${wordsField('Ce qu’il faut savoir')}<button>Signaler</button></form><p><a href="/b/suivi">Suivi</a></p>`;

/** What is to see to (R-54): whoever coordinates takes it, gives a day, says that it is done; anybody of a group writes to it. */
export const FOLLOW_UP_PAGES: readonly DoorPage[] = [
  {
    path: '/b/suivi',
    label: 'Suivi',
    for: 'participant',
    show: async ({ desk, query }) => {
      const from = Number(/^\d{1,3}$/.exec(query.get('de') ?? '')?.[0] ?? 0);
      return page('Suivi', listHtml(await desk.ownItems.list.mutate(), from));
    },
    act: async ({ desk }, form) => {
      const item = fieldOf(form, 'point', 36);
      if (fieldOf(form, 'geste', 10) === 'fait') {
        await desk.ownItems.done.mutate({ item });
        return { kind: 'go', to: '/b/suivi?dit=suivi-fait' };
      }
      const day = fieldOf(form, 'pour', 30);
      await desk.ownItems.take.mutate({ item, dueOn: day === '' ? undefined : day });
      return { kind: 'go', to: '/b/suivi?dit=suivi-pris' };
    },
  },
  {
    path: '/b/suivi/nouveau',
    for: 'participant',
    show: async ({ desk }) => {
      const groups = await desk.webDoor.groups.query();
      return page('Signaler', newForm(groups.filter(({ isOpen, level }) => isOpen && level !== '')));
    },
    act: async ({ desk }, form) => {
      const kind = TO_GROUPS.find((one) => one === fieldOf(form, 'sorte', 12)) ?? 'local-news';
      const [group, text] = [fieldOf(form, 'groupe', 36), fieldOf(form, 'texte')];
      await desk.ownItems.report.mutate({ kind, group, text });
      return { kind: 'go', to: '/b/suivi?dit=signale' };
    },
  },
  {
    path: '/b/suivi/erreur/:id',
    for: 'participant',
    show: async ({ desk, params }) => {
      const id = params.id ?? '';
      const { name } = await desk.webDoor.person.mutate({ card: id });
      return page(
        `Signaler une erreur : ${name}`,
        html`<form method="post" action="/b/suivi/erreur/${id}">${wordsField('Qu’est-ce qui est faux sur sa page ?')}<button>Signaler</button></form>
<p><a href="/b/personne/${id}">Retour à sa page</a></p>`,
      );
    },
    act: async ({ desk, params }, form) => {
      const text = fieldOf(form, 'texte');
      await desk.ownItems.report.mutate({ kind: 'correction', card: params.id ?? '', text });
      return { kind: 'go', to: '/b/suivi?dit=signale' };
    },
  },
];
