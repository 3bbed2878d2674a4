import { html } from 'hono/html';
import { inNumber } from '../../../shared/french-plural.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { ProcedureClient } from '../../http/procedure-client.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, page, type Told } from './door-page.ts';

type Shown = Told<ProcedureClient['ownPolls']['ofGroup']['mutate']>['polls'][number];

/** Of one page: it stays under 300 elements. */
const MOST_SHOWN = 6;
const CHOICES = [1, 2, 3, 4, 5, 6, 7, 8];

function choiceHtml({ own, counts }: Shown, choice: string, at: number): Html {
  const count = counts === undefined ? '' : ` : ${counts[at] ?? 0}`;
  return html`<label><input type="radio" name="choix" value="${at}" ${own === at ? 'checked' : ''} required>${choice}${count}</label><br>`;
}

function pollHtml(group: string, one: Shown): Html {
  const { id, question, by, choices, counts, votes, own, endsOn, isRunning } = one;
  const until = isRunning ? `jusqu’au ${frenchDay(endsOn)}` : `terminé le ${frenchDay(endsOn)}`;
  const act = `/b/sondages/${group}`;
  const form = html`<form method="post" action="${act}"><input type="hidden" name="sondage" value="${id}">
<fieldset class="field"><legend>${question}</legend>${choices.map((choice, at) => choiceHtml(one, choice, at))}</fieldset>
<button name="geste" value="repondre">${own === undefined ? 'Répondre' : 'Changer ma réponse'}</button></form>`;
  const told = html`<p><strong>${question}</strong></p><ul>${choices.map((choice, at) => html`<li>${choice} : ${counts?.[at] ?? 0}${own === at ? ' (votre réponse)' : ''}</li>`)}</ul>`;
  return html`<li><p class="soft">${by} · ${until} · ${inNumber(votes, 'réponse(s)')}</p>
${isRunning ? form : told}${isRunning && counts === undefined ? html`<p class="soft">Les réponses se voient une fois la vôtre donnée. Personne ne voit qui a répondu quoi.</p>` : ''}
${one.mayWithdraw ? html`<form method="post" action="${act}"><input type="hidden" name="sondage" value="${id}"><button class="quiet" name="geste" value="retirer" aria-label="Retirer ce sondage : ${question}">Retirer ce sondage</button></form>` : ''}</li>`;
}

const newForm = (group: string): Html => html`<h2>Demander quelque chose au groupe</h2>
<form method="post" action="/b/sondages/${group}">
<div class="field"><label for="question">Question</label><input id="question" name="question" maxlength="300" required></div>
<fieldset class="field"><legend>Réponses possibles<span class="help">De deux à huit.</span></legend>
${CHOICES.map((at) => html`<input name="reponse" maxlength="100" aria-label="Réponse ${at}" ${at < 3 ? html`required` : ''}>`)}</fieldset>
<div class="field"><label for="fin">Dernier jour pour répondre</label><input type="date" id="fin" name="fin" required></div>
<button name="geste" value="demander">Demander</button></form>`;

/** Polls of a group (R-54): one answer each, changed until the last day; counts once one has answered. */
export const POLL_PAGES: readonly DoorPage[] = [
  {
    path: '/b/sondages/:group',
    for: 'participant',
    show: async ({ desk, params }) => {
      const id = params.group ?? '';
      const { group, mayAsk, polls } = await desk.ownPolls.ofGroup.mutate({ group: id });
      return page(
        `Sondages : ${group}`,
        html`${polls.length === 0 ? html`<p>Aucun sondage pour le moment.</p>` : html`<ul class="list">${polls.slice(0, MOST_SHOWN).map((one) => pollHtml(id, one))}</ul>`}
${mayAsk ? newForm(id) : ''}<p><a href="/b/groupe/${id}">Retour au groupe</a></p>`,
      );
    },
    act: async ({ desk, params }, form) => {
      const group = params.group ?? '';
      const [gesture, poll] = [fieldOf(form, 'geste', 10), fieldOf(form, 'sondage', 36)];
      const to = `/b/sondages/${group}`;
      if (gesture === 'retirer') {
        await desk.ownPolls.withdraw.mutate({ poll });
        return { kind: 'go', to: `${to}?dit=sondage-retire` };
      }
      if (gesture === 'repondre') {
        const choice = Number(/^\d$/.exec(fieldOf(form, 'choix', 2))?.[0] ?? 8);
        await desk.ownPolls.vote.mutate({ poll, choice });
        return { kind: 'go', to: `${to}?dit=sondage-vote` };
      }
      const choices = form.getAll('reponse').slice(0, CHOICES.length);
      const [question, endsOn] = [fieldOf(form, 'question', 300), fieldOf(form, 'fin', 10)];
      await desk.ownPolls.ask.mutate({ group, question, choices, endsOn });
      return { kind: 'go', to: `${to}?dit=sondage` };
    },
  },
];
