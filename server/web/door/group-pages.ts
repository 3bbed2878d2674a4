import { html } from 'hono/html';
import type { GroupMember, GroupShown, OwnGroup } from '../../steps/web-door/own-groups.ts';
import type { Html } from '../page.ts';
import { type DoorPage, page } from './door-page.ts';

function groupHtml({ id, name, kind, level, size, isOpen }: OwnGroup): Html {
  const people = `${size} ${size > 1 ? 'personnes' : 'personne'}`;
  const own = level === '' ? '' : ` · vous y êtes ${level}`;
  return html`<li>${isOpen ? html`<a href="/b/groupe/${id}">${name}</a>` : html`<strong>${name}</strong>`}<br><span class="soft">${kind} · ${people}${own}</span></li>`;
}

function memberHtml({ id, name, level, mission }: GroupMember): Html {
  const does = [level === 'membre' ? '' : level, mission].filter((one) => one !== '').join(', ');
  return html`<li><a href="/b/personne/${id}">${name}</a>${does === '' ? '' : html`<br><span class="soft">${does}</span>`}</li>`;
}

function turnHtml(id: string, { total, members }: GroupShown, from: number): Html | string {
  const next = from + members.length;
  const before = from > 0 ? html`<a href="/b/groupe/${id}">Les premières</a> ` : '';
  const after = next < total ? html`<a href="/b/groupe/${id}?de=${next}">Les suivantes</a>` : '';
  return before === '' && after === '' ? '' : html`<p>${before}${after}</p>`;
}

export const GROUP_PAGES: readonly DoorPage[] = [
  {
    path: '/b/groupe',
    label: 'Mes groupes',
    for: 'participant',
    show: async ({ desk }) => {
      const groups = await desk.webDoor.groups.query();
      return page(
        'Mes groupes',
        groups.length === 0
          ? html`<p>Vous n’êtes encore d’aucun groupe. L’association peut vous en proposer un.</p>`
          : html`<ul class="list">${groups.map(groupHtml)}</ul>`,
      );
    },
  },
  {
    path: '/b/groupe/:id',
    for: 'participant',
    show: async ({ desk, params, query }) => {
      const id = params.id ?? '';
      const from = Math.min(1000, Number(/^\d{1,4}$/.exec(query.get('de') ?? '')?.[0] ?? 0));
      const group = await desk.webDoor.group.mutate({ group: id, from });
      const { total } = group;
      return page(
        group.name,
        html`<p>${total} ${total > 1 ? 'personnes' : 'personne'}. Les coordonnées ne se voient que de qui accepte de les partager.</p>
<ul class="list">${group.members.map(memberHtml)}</ul>
${turnHtml(id, group, from)}
<p><a href="/b/ecrire/${id}">Écrire</a></p>
<p><a href="/b/sondages/${id}">Sondages</a></p>
<p><a href="/b/groupe">Mes groupes</a></p>`,
      );
    },
  },
  {
    path: '/b/personne/:id',
    for: 'participant',
    show: async ({ desk, params }) => {
      const card = await desk.webDoor.person.mutate({ card: params.id ?? '' });
      const told = card.fields.filter(({ key }) => key !== 'nom' && key !== 'prenom');
      return page(
        card.name,
        html`${told.length === 0 ? html`<p>Cette personne ne partage rien de plus que son nom.</p>` : html`<dl class="card">${told.map(({ label, text }) => html`<dt>${label}</dt><dd>${text}</dd>`)}</dl>`}
<h2>Groupes</h2>
<ul class="list">${card.groups.map((one) => html`<li>${one}</li>`)}</ul>
<p><a href="/b/ecrire/personne/${params.id ?? ''}">Lui écrire</a></p>
<p><a href="/b/suivi/erreur/${params.id ?? ''}">Signaler une erreur sur cette page</a></p>
<p><a href="/b/groupe">Mes groupes</a></p>`,
      );
    },
  },
];
