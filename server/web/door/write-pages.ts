import { html } from 'hono/html';
import type { GroupMember } from '../../steps/web-door/own-groups.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page } from './door-page.ts';
import { wordsField } from './message-pages.ts';

/** Whom a message to a group goes to: a row of the form, and what it asks. */
const TO = {
  groupe: 'À tout le groupe',
  coordination: 'À la coordination du groupe',
  personnes: 'Aux personnes cochées ici',
} as const;

function groupForm(id: string, members: readonly GroupMember[]): Html {
  return html`<form method="post" action="/b/ecrire/${id}">
<fieldset class="field"><legend>À qui</legend>
${Object.entries(TO).map(([value, says], at) => html`<label><input type="radio" name="a" value="${value}" ${at === 0 ? 'checked' : ''}>${says}</label><br>`)}
</fieldset>
<fieldset class="field"><legend>Personnes<span class="help">Avec « Aux personnes cochées ici » seulement.</span></legend>
${members.map(({ id: one, name }) => html`<label><input type="checkbox" name="personne" value="${one}">${name}</label>`)}
</fieldset>
${wordsField('Message')}<button>Envoyer</button></form>
<p><a href="/b/groupe/${id}">Retour au groupe</a></p>`;
}

const sent = (id: string) => ({ kind: 'go', to: `/b/messages/${id}?dit=envoye` }) as const;

export const WRITE_PAGES: readonly DoorPage[] = [
  {
    path: '/b/ecrire',
    for: 'participant',
    show: async ({ desk }) => {
      const open = (await desk.webDoor.groups.query()).filter(({ isOpen }) => isOpen);
      return page(
        'Écrire un message',
        open.length === 0
          ? html`<p>On écrit aux personnes de ses groupes, et vous n’êtes encore d’aucun.</p><p><a href="/b/messages">Messages</a></p>`
          : html`<p>À qui ? Choisissez un groupe : vous écrirez à tous, à sa coordination ou à certaines personnes.</p>
<ul class="list">${open.map(({ id, name }) => html`<li><a href="/b/ecrire/${id}">${name}</a></li>`)}</ul>`,
      );
    },
  },
  {
    path: '/b/ecrire/:group',
    for: 'participant',
    show: async ({ desk, params }) => {
      const id = params.group ?? '';
      const { name, members } = await desk.webDoor.group.mutate({ group: id, from: 0 });
      return page(`Écrire : ${name}`, groupForm(id, members));
    },
    act: async ({ desk, params }, form) => {
      const group = params.group ?? '';
      const text = fieldOf(form, 'texte');
      const people = form.getAll('personne');
      const to = {
        groupe: { kind: 'group' as const, group },
        coordination: { kind: 'coordination' as const, group },
        personnes: { kind: 'people' as const, people },
      };
      const whom = Object.entries(to).find(([name]) => name === fieldOf(form, 'a', 12))?.[1] ?? to.personnes;
      return sent((await desk.ownMessages.write.mutate({ to: whom, text })).conversation);
    },
  },
  {
    path: '/b/ecrire/personne/:id',
    for: 'participant',
    show: async ({ desk, params }) => {
      const id = params.id ?? '';
      const { name } = await desk.webDoor.person.mutate({ card: id });
      return page(
        `Écrire à ${name}`,
        html`<form method="post" action="/b/ecrire/personne/${id}">${wordsField('Message')}<button>Envoyer</button></form>
<p><a href="/b/personne/${id}">Retour à sa page</a></p>`,
      );
    },
    act: async ({ desk, params }, form) => {
      const to = { kind: 'people' as const, people: [params.id ?? ''] };
      return sent((await desk.ownMessages.write.mutate({ to, text: fieldOf(form, 'texte') })).conversation);
    },
  },
];
