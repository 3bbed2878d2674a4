import { html } from 'hono/html';
import { slotHours, slotWords, unparted } from '../../../domain/seats/slot-words.ts';
import type { Html } from '../../page.ts';
import { type DoorPage, fieldOf, type OwnAgenda, page, type Told } from '../door-page.ts';

type OwnEvent = Told<OwnAgenda['list']['query']>[number];
type OfferedShift = OwnEvent['shifts'][number];

/** A button that does one thing to one slot; `named` is what is read aloud of it. */
function act(gesture: string, slot: OfferedShift, { says, named }: { says: string; named: string }): Html {
  const id = gesture === 'retirer' ? slot.signup : slot.id;
  return html`<form method="post" action="/b/creneaux"><input type="hidden" name="geste" value="${gesture}"><input type="hidden" name="numero" value="${id}"><button ${gesture === 'venir' ? '' : html`class="quiet"`} aria-label="${says}, ${named}">${says}</button></form>`;
}

/** What stands on the line of a slot: one gesture, or the one reason against it. */
function offerHtml(slot: OfferedShift): Html {
  const { verdict } = slot;
  const named = slotWords(slot);
  if (!verdict) return html``;
  if (verdict.state === 'free') return act('venir', slot, { says: 'Je viens', named });
  if (verdict.state === 'full')
    return html`<p>Complet.</p>${act('attendre', slot, { says: 'Me mettre en attente', named })}`;
  if (verdict.state !== 'already-in') return html`<p class="soft">${unparted(verdict.says)}</p>`;
  return html`<p><strong>${verdict.says}</strong></p>${act('retirer', slot, { says: 'Me retirer', named })}`;
}

function shiftHtml(slot: OfferedShift, mayAttend: boolean): Html {
  const left = Math.max(0, slot.capacity - slot.taken);
  return html`<li><p>${slot.role === '' ? '' : html`${slot.role}, `}${unparted(slotHours(slot))} <span class="soft">${left === 0 ? 'complet' : `${left} place${left > 1 ? 's' : ''}`}</span></p>
${offerHtml(slot)}${mayAttend ? html`<p><a href="/b/pointer/${slot.id}">Pointer</a></p>` : ''}</li>`;
}

function eventHtml({ title, place, shifts, mayAttend }: OwnEvent): Html {
  const byDay = Map.groupBy(shifts, (slot) => slotWords(slot).replace(/,.*$/, ''));
  const missing = shifts.reduce((sum, { capacity, taken }) => sum + Math.max(0, capacity - taken), 0);
  return html`<section><h2>${title}</h2>
${missing === 0 ? '' : html`<p>Il manque ${missing} personne${missing > 1 ? 's' : ''}.</p>`}
${place === '' ? '' : html`<p class="soft">${place}</p>`}
${[...byDay].map(([day, own]) => html`<h3>${day}</h3><ul class="list">${own.map((slot) => shiftHtml(slot, mayAttend))}</ul>`)}</section>`;
}

/** What each gesture does, and the notice of the page that follows. */
const GESTURES = {
  venir: 'inscrit',
  attendre: 'attente',
  retirer: 'retire',
} as const;

const NUMBER = /^[1-9]\d{0,14}$/;

export const SHIFTS_PAGES: readonly DoorPage[] = [
  {
    path: '/b/creneaux',
    label: 'Créneaux',
    for: 'participant',
    show: async ({ desk }) => {
      const events = (await desk.ownAgenda.list.query()).filter(({ shifts }) => shifts.length > 0);
      return page(
        'Créneaux',
        events.length === 0
          ? html`<p>Aucun créneau n’est ouvert pour le moment.</p>`
          : html`${events.map(eventHtml)}<p><a href="/b/agenda">Mettre mes créneaux dans mon agenda</a></p>`,
      );
    },
    act: async ({ desk }, form) => {
      const gesture = fieldOf(form, 'geste', 10);
      const typed = fieldOf(form, 'numero', 15);
      // What is no number names no slot: the step refuses it in words.
      const number = NUMBER.test(typed) ? Number(typed) : Number.MAX_SAFE_INTEGER;
      if (gesture === 'retirer') await desk.ownAgenda.leave.mutate({ signup: number });
      else {
        const come = await desk.ownAgenda.come.mutate({ slot: number, mayWait: gesture === 'attendre' });
        return {
          kind: 'go',
          to: `/b/creneaux?dit=${come.state === 'held' ? GESTURES.venir : GESTURES.attendre}`,
        };
      }
      return { kind: 'go', to: `/b/creneaux?dit=${GESTURES.retirer}` };
    },
  },
];
