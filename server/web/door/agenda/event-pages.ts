import { html } from 'hono/html';
import type { AppError } from '../../../../shared/errors.ts';
import {
  EVENT_KIND_WORDS,
  EVENT_KINDS,
  EVENT_PRIVACIES,
  EVENT_STATE_WORDS,
} from '../../../../shared/people/agenda-words.ts';
import { slotWords, unparted } from '../../../domain/seats/slot-words.ts';
import type { Html } from '../../page.ts';
import {
  type DoorAnswer,
  type DoorPage,
  fieldOf,
  type OwnAgenda,
  type ParticipantVisit,
  page,
  type Told,
} from '../door-page.ts';
import { refusalOf } from '../refused-act.ts';
import {
  framingHtml,
  hourField,
  hourOf,
  hoursHtml,
  inputHtml,
  refusalHtml,
  type Typed,
  wordsHtml,
} from './event-form.ts';

type EventPage = Told<OwnAgenda['event']['query']>;
type Gesture = 'publier' | 'modifier' | 'creneau' | 'annuler';

const FIELDS = [
  ...['titre', 'texte', 'lieu', 'debut', 'fin', 'groupe', 'sorte', 'pour'],
  ...['quoi', 'places', 'motif'],
];
const typedIn = (form: URLSearchParams): Typed =>
  Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name, 1000)]));

function wordsOf(form: URLSearchParams) {
  return {
    title: fieldOf(form, 'titre', 200),
    text: fieldOf(form, 'texte', 1100),
    place: fieldOf(form, 'lieu', 300),
    fromMs: hourOf(form, 'debut'),
    toMs: hourOf(form, 'fin'),
  };
}

interface Shown {
  readonly typed: Typed;
  readonly refusal?: AppError | undefined;
}

function announcePage(groups: readonly string[], { typed, refusal }: Shown): DoorAnswer {
  const form = html`${refusalHtml(refusal)}<form method="post" action="/b/annoncer">${framingHtml(typed, groups)}${wordsHtml(typed)}<button>Garder comme brouillon</button></form>
<p>Vous relisez et publiez ensuite : personne ne le voit avant, hors la coordination.</p>`;
  const none = html`<p>Vous n’êtes référent ni coordinateur d’aucun groupe : demandez à la coordination du vôtre.</p>`;
  return page('Annoncer un événement', groups.length === 0 ? none : form, refusal ? 400 : 200);
}

/** One press, with its name for who hears the page. */
const press = (
  id: string,
  gesture: Gesture,
  { says, inner = '' }: { says: string; inner?: Html | '' },
): Html =>
  html`<form method="post" action="/b/evenement/${id}"><input type="hidden" name="geste" value="${gesture}">${inner}<button>${says}</button></form>`;

function shiftsHtml({ id, shifts, mayAttend, mayPlan }: EventPage): Html | '' {
  if (shifts.length === 0) return '';
  return html`<h2>Créneaux</h2><ul class="list">${shifts.map(
    (slot) =>
      html`<li><p>${slot.role === '' ? '' : `${slot.role}, `}${unparted(slotWords(slot))} <span class="soft">${slot.taken} sur ${slot.capacity}, ${slot.waiting} en attente${slot.cancelledAtMs === null ? '' : ', annulé'}</span></p>${mayAttend ? html`<p><a href="/b/pointer/${slot.id}">Pointer</a>${mayPlan && slot.cancelledAtMs === null ? html` · <a href="/b/evenement/${id}/${slot.id}">Changer</a>` : ''}</p>` : ''}</li>`,
  )}</ul>`;
}

const present = ({ title, body, place, fromMs, toMs }: EventPage): Typed => ({
  ...{ titre: title, texte: body, lieu: place, debut: hourField(fromMs), fin: hourField(toMs) },
  ...{ places: '5', quoi: '', motif: '' },
});

/** What is done to an event that is not cancelled. */
function gesturesHtml(event: EventPage, typed: Typed, opened: Gesture | undefined): Html {
  const { id, state, mayChange, mayPlan } = event;
  const of = (gesture: Gesture) => (opened === gesture ? typed : present(event));
  const fold = (gesture: Gesture, says: string, inner: Html) =>
    html`<details ${opened === gesture ? 'open' : ''}><summary>${says}</summary>${inner}</details>`;
  const slot = of('creneau');
  const newSlot = html`${inputHtml({ name: 'quoi', label: 'Ce que l’on y fait' }, slot, { type: 'text', more: html`maxlength="60"` })}${hoursHtml(slot)}${inputHtml({ name: 'places', label: 'Places' }, slot, { type: 'number', more: html`min="1" max="1000" required` })}`;
  const why = inputHtml(
    { name: 'motif', label: 'Pourquoi ?', help: 'Gardé au journal : ni santé ni nom.' },
    of('annuler'),
    { type: 'text', more: html`maxlength="200" required` },
  );
  return html`${mayChange && state === 'draft' ? press(id, 'publier', { says: 'Publier' }) : ''}
${mayPlan ? fold('creneau', 'Ouvrir un créneau', press(id, 'creneau', { says: 'Ouvrir le créneau', inner: newSlot })) : ''}
${mayChange ? fold('modifier', 'Modifier', press(id, 'modifier', { says: 'Enregistrer', inner: wordsHtml(of('modifier')) })) : ''}
${mayChange ? fold('annuler', 'Annuler l’événement', html`<p>Toutes les personnes inscrites sont prévenues par e-mail, une fois.</p>${press(id, 'annuler', { says: 'Annuler pour de bon', inner: why })}`) : ''}`;
}

function eventPage(
  event: EventPage,
  opened: (Shown & { readonly gesture: Gesture }) | undefined,
): DoorAnswer {
  const { title, kind, body, place, groups, state } = event;
  const about = [EVENT_KIND_WORDS[kind], place, groups.join(', ')].filter((one) => one !== '').join(' · ');
  const isOver = state === 'cancelled' || !(event.mayChange || event.mayPlan);
  return page(
    title,
    html`${refusalHtml(opened?.refusal)}<p>${unparted(slotWords(event))}${state === 'published' ? '' : html` <strong>${EVENT_STATE_WORDS[state]}</strong>`}</p>
<p class="soft">${about}</p>
${body === '' ? '' : html`<p>${body}</p>`}
${shiftsHtml(event)}
${isOver ? '' : gesturesHtml(event, opened?.typed ?? {}, opened?.gesture)}
<p><a href="/b/agenda">Retour à l’agenda</a></p>`,
    opened ? 400 : 200,
  );
}

/** What each press asks, and the notice of the page that follows. */
const GESTURES: Readonly<
  Record<
    Gesture,
    {
      readonly says: string;
      readonly ask: (agenda: OwnAgenda, event: string, form: URLSearchParams) => Promise<unknown>;
    }
  >
> = {
  publier: { says: 'publie', ask: (agenda, event) => agenda.publishEvent.mutate({ event }) },
  modifier: {
    says: 'modifie',
    ask: async (agenda, event, form) => agenda.editEvent.mutate({ event, change: wordsOf(form) }),
  },
  creneau: {
    says: 'creneau',
    ask: async (agenda, event, form) =>
      agenda.plan.mutate({
        ...{
          event,
          role: fieldOf(form, 'quoi', 100),
          fromMs: hourOf(form, 'debut'),
          toMs: hourOf(form, 'fin'),
        },
        capacity: Number(/^\d{1,4}$/.exec(fieldOf(form, 'places', 5))?.[0] ?? 0),
      }),
  },
  annuler: {
    says: 'annule',
    ask: (agenda, event, form) => agenda.cancelEvent.mutate({ event, reason: fieldOf(form, 'motif', 300) }),
  },
};

const isGesture = (text: string): text is Gesture => Object.hasOwn(GESTURES, text);

async function announced({ desk }: ParticipantVisit, form: URLSearchParams): Promise<DoorAnswer> {
  let made = '';
  const refusal = await refusalOf(async () => {
    const kind = EVENT_KINDS.find((one) => one === fieldOf(form, 'sorte', 20)) ?? 'action';
    const privacy = EVENT_PRIVACIES.find((one) => one === fieldOf(form, 'pour', 20)) ?? 'groups';
    const groups = [fieldOf(form, 'groupe', 100)];
    made = (await desk.ownAgenda.announce.mutate({ kind, privacy, groups, ...wordsOf(form) })).id;
  });
  if (!refusal) return { kind: 'go', to: `/b/evenement/${made}?dit=brouillon` };
  return announcePage(await desk.ownAgenda.groups.query(), { typed: typedIn(form), refusal });
}

/** For whoever announces the events of a group, on a telephone too: draft, words, slots, cancellation. */
export const EVENT_PAGES: readonly DoorPage[] = [
  {
    path: '/b/annoncer',
    for: 'participant',
    show: async ({ desk }) =>
      announcePage(await desk.ownAgenda.groups.query(), { typed: { pour: 'groups' } }),
    act: announced,
  },
  {
    path: '/b/evenement/:id',
    for: 'participant',
    show: async ({ desk, params }) =>
      eventPage(await desk.ownAgenda.event.query({ event: params.id ?? '' }), undefined),
    act: async ({ desk, params }, form) => {
      const id = params.id ?? '';
      const gesture = fieldOf(form, 'geste', 10);
      if (!isGesture(gesture)) return { kind: 'go', to: `/b/evenement/${encodeURIComponent(id)}` };
      const { says, ask } = GESTURES[gesture];
      const refusal = await refusalOf(() => ask(desk.ownAgenda, id, form));
      if (!refusal) return { kind: 'go', to: `/b/evenement/${encodeURIComponent(id)}?dit=${says}` };
      const event = await desk.ownAgenda.event.query({ event: id });
      return eventPage(event, { gesture, typed: typedIn(form), refusal });
    },
  },
];
