import { html } from 'hono/html';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { instantWords, unparted } from '../../domain/seats/slot-words.ts';
import type { Html } from '../page.ts';
import { type DoorPage, fieldOf, type OwnMessages, page, type Told } from './door-page.ts';

type Line = Told<OwnMessages['inbox']['mutate']>[number];
type Thread = Told<OwnMessages['thread']['mutate']>;

/** Its line of the menu says what is unread. */
export const INBOX = '/b/messages';

/** What somebody types; the same wherever they write. */
export function wordsField(label: string): Html {
  return html`<div class="field"><label for="texte">${label}<span class="help">${CONVERSATION_LIMITS.textMost} signes au plus. Ni santé, ni opinion, ni numéro de carte : un tel message ne part pas.</span></label>
<textarea id="texte" name="texte" maxlength="${CONVERSATION_LIMITS.textMost}" required></textarea></div>`;
}

function lineHtml({ id, title, lastAtMs, isUnread }: Line): Html {
  return html`<li><a href="/b/messages/${id}">${title}</a>${isUnread ? html` <strong>non lu</strong>` : ''}<br><span class="soft">${unparted(instantWords(lastAtMs))}</span></li>`;
}

function partHtml(title: string, lines: readonly Line[]): Html | string {
  return lines.length === 0 ? '' : html`<h2>${title}</h2><ul class="list">${lines.map(lineHtml)}</ul>`;
}

function inboxHtml(lines: readonly Line[]): Html {
  const of = (state: Line['state']) => lines.filter((one) => one.state === state);
  const own = of('in');
  return html`<p><a href="/b/ecrire">Écrire un message</a></p>
${partHtml('On voudrait vous écrire', of('asked'))}
${own.length === 0 ? html`<p>Aucun message pour le moment.</p>` : partHtml('Conversations', own)}
${partHtml('Mises de côté', of('refused'))}
<p><a href="/b/preferences">Choisir ce qui m’est écrit par e-mail</a></p>`;
}

const GESTURES = {
  accepter: { isAccepted: true, notice: 'accepte' },
  refuser: { isAccepted: false, notice: 'ecarte' },
} as const;

function press(id: string, gesture: keyof typeof GESTURES, says: string): Html {
  return html`<form method="post" action="/b/messages/${id}"><button class="quiet" name="geste" value="${gesture}">${says}</button></form>`;
}

/** What may be done in a conversation, as it stands. */
function foot({ id, kind, state, voice, isPair }: Thread): Html {
  if (kind === 'office')
    return voice.contact === ''
      ? html`<p>Pour répondre, répondez à l’un des e-mails de l’association.</p>`
      : html`<p>Pour répondre, écrivez à <a href="mailto:${voice.contact}">${voice.contact}</a>.</p>`;
  if (state === 'asked')
    return html`<p>Cette personne n’est d’aucun de vos groupes. Si vous refusez, elle n’en saura rien.</p>
${press(id, 'accepter', 'Accepter de lui écrire')}${press(id, 'refuser', 'Refuser')}`;
  if (state === 'refused')
    return html`<p>Vous avez mis cette conversation de côté : rien ne vous en parvient.</p>${press(id, 'accepter', 'La reprendre')}`;
  const answer = html`<form method="post" action="/b/messages/${id}">${wordsField('Répondre')}<button>Envoyer</button></form>`;
  if (kind === 'group') return answer;
  return html`${answer}${press(id, 'refuser', isPair ? 'Ne plus rien recevoir de cette personne ici' : 'Quitter cette conversation')}`;
}

function messageHtml({ by, atMs, text, isOwn }: Thread['messages'][number]): Html {
  return html`<li><p><strong>${isOwn ? 'Vous' : by}</strong> <span class="soft">${unparted(instantWords(atMs))}</span></p>
${text === undefined ? html`<p class="soft">Ce message a été effacé avec son auteur.</p>` : html`<p class="words">${text}</p>`}</li>`;
}

function threadHtml(thread: Thread): Html {
  const { id, messages, olderBeforeMs } = thread;
  return html`${olderBeforeMs === undefined ? '' : html`<p><a href="/b/messages/${id}?avant=${olderBeforeMs}">Messages plus anciens</a></p>`}
<ul class="list">${messages.map(messageHtml)}</ul>
${foot(thread)}
<p><a href="/b/messages">Messages</a></p>`;
}

const INSTANT = /^[1-9]\d{11,13}$/;

export const MESSAGE_PAGES: readonly DoorPage[] = [
  {
    path: INBOX,
    label: 'Messages',
    for: 'participant',
    show: async ({ desk }) => page('Messages', inboxHtml(await desk.ownMessages.inbox.mutate())),
  },
  {
    path: '/b/messages/:id',
    for: 'participant',
    show: async ({ desk, params, query }) => {
      const before = query.get('avant') ?? '';
      const thread = await desk.ownMessages.thread.mutate({
        id: params.id ?? '',
        ...(INSTANT.test(before) && { beforeMs: Number(before) }),
      });
      return page(thread.title, threadHtml(thread));
    },
    act: async ({ desk, params }, form) => {
      const id = params.id ?? '';
      const gesture = fieldOf(form, 'geste', 10);
      const answer = Object.entries(GESTURES).find(([name]) => name === gesture)?.[1];
      if (answer) {
        await desk.ownMessages.answer.mutate({ id, isAccepted: answer.isAccepted });
        return { kind: 'go', to: `/b/messages${answer.isAccepted ? `/${id}` : ''}?dit=${answer.notice}` };
      }
      const text = fieldOf(form, 'texte');
      await desk.ownMessages.write.mutate({ to: { kind: 'conversation', id }, text });
      return { kind: 'go', to: `/b/messages/${id}?dit=envoye` };
    },
  },
];
