import { html } from 'hono/html';
import { slotWords, unparted } from '../../../domain/seats/slot-words.ts';
import { type DoorAnswer, type DoorPage, fieldOf, type OwnAgenda, page, type Told } from '../door-page.ts';
import { hourField, hourOf, hoursHtml, inputHtml } from './event-form.ts';

type EventPage = Told<OwnAgenda['event']['query']>;

function changePage({ id, title, shifts, mayPlan }: EventPage, slot: string): DoorAnswer {
  const found = shifts.find((one) => String(one.id) === slot);
  const back = html`<p><a href="/b/evenement/${id}">Retour à l’événement</a></p>`;
  if (!found || !mayPlan || found.cancelledAtMs !== null)
    return page('Changer un créneau', html`<p>Ce créneau est annulé, ou n’est pas à vous.</p>${back}`, 404);
  const act = `/b/evenement/${id}/${slot}`;
  const hours = { debut: hourField(found.fromMs), fin: hourField(found.toMs) };
  const why = inputHtml(
    { name: 'motif', label: 'Pourquoi ?', help: 'Gardé au journal : ni santé ni nom.' },
    {},
    { type: 'text', more: html`maxlength="200" required` },
  );
  return page(
    'Changer un créneau',
    html`<p>${title} · ${found.role === '' ? '' : `${found.role}, `}${unparted(slotWords(found))}</p>
<p class="soft">${found.taken} sur ${found.capacity}, ${found.waiting} en attente : chaque personne est prévenue par e-mail, une fois.</p>
<form method="post" action="${act}"><input type="hidden" name="geste" value="deplacer">${hoursHtml(hours)}<button>Déplacer</button></form>
<h2>Ou l’annuler</h2>
<form method="post" action="${act}"><input type="hidden" name="geste" value="annuler">${why}<button>Annuler ce créneau</button></form>
${back}`,
  );
}

/** For whoever plans an event: other hours for one of its slots, or none (R-55). */
export const SHIFT_CHANGE_PAGES: readonly DoorPage[] = [
  {
    path: '/b/evenement/:id/:slot',
    for: 'participant',
    show: async ({ desk, params }) =>
      changePage(await desk.ownAgenda.event.query({ event: params.id ?? '' }), params.slot ?? ''),
    act: async ({ desk, params }, form) => {
      const slot = Number(/^[1-9]\d{0,14}$/.exec(params.slot ?? '')?.[0] ?? Number.MAX_SAFE_INTEGER);
      const isCancelled = fieldOf(form, 'geste', 10) === 'annuler';
      if (isCancelled) await desk.ownAgenda.cancelShift.mutate({ slot, reason: fieldOf(form, 'motif', 300) });
      else
        await desk.ownAgenda.moveShift.mutate({
          ...{ slot, fromMs: hourOf(form, 'debut'), toMs: hourOf(form, 'fin') },
        });
      const says = isCancelled ? 'creneau-annule' : 'creneau-change';
      return { kind: 'go', to: `/b/evenement/${encodeURIComponent(params.id ?? '')}?dit=${says}` };
    },
  },
];
