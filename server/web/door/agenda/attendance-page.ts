import { html } from 'hono/html';
import { ATTENDANCE_WORDS, ATTENDANCES, type Attendance } from '../../../../shared/people/agenda-words.ts';
import type { Html } from '../../page.ts';
import { type DoorPage, fieldOf, type OwnAgenda, page, type Told } from '../door-page.ts';

type ComingLine = Told<OwnAgenda['coming']['mutate']>[number];

const SAID: Readonly<Record<Attendance, string>> = { came: 'Venu', absent: 'Absent', excused: 'Excusé' };

function lineHtml(one: ComingLine, slot: string): Html {
  if (one.state !== 'held') return html`<li>${one.person} <span class="soft">en attente</span></li>`;
  const mark = one.attendance === null ? 'pas encore pointé' : ATTENDANCE_WORDS[one.attendance];
  return html`<li><p><strong>${one.person}</strong> <span class="soft">${mark}${one.trainedAtMs === null ? '' : ', formé'}</span></p>
<form method="post" action="/b/pointer/${slot}"><input type="hidden" name="inscription" value="${one.signup}">
${ATTENDANCES.filter((as) => as !== one.attendance).map((as) => html`<button class="quiet" name="presence" value="${as}" aria-label="${SAID[as]} : ${one.person}">${SAID[as]}</button> `)}</form></li>`;
}

const NUMBER = /^[1-9]\d{0,14}$/;
const numberOf = (text: string): number => (NUMBER.test(text) ? Number(text) : Number.MAX_SAFE_INTEGER);

/** For whoever keeps the attendance of an event: who comes to one slot, and a press for each. */
export const ATTENDANCE_PAGES: readonly DoorPage[] = [
  {
    path: '/b/pointer/:slot',
    for: 'participant',
    show: async ({ desk, params }) => {
      const slot = params.slot ?? '';
      const people = await desk.ownAgenda.coming.mutate({ slot: numberOf(slot) });
      return page(
        'Pointer',
        html`${people.length === 0 ? html`<p>Personne n’est inscrit.</p>` : html`<ul class="list">${people.map((one) => lineHtml(one, slot))}</ul>`}
<p><a href="/b/creneaux">Retour aux créneaux</a></p>`,
      );
    },
    act: async ({ desk, params }, form) => {
      const as = ATTENDANCES.find((one) => one === fieldOf(form, 'presence', 10)) ?? null;
      await desk.ownAgenda.attend.mutate({ signup: numberOf(fieldOf(form, 'inscription', 15)), as });
      return { kind: 'go', to: `/b/pointer/${numberOf(params.slot ?? '')}?dit=pointe` };
    },
  },
];
