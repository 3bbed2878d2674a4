import type { SavedAndNext } from '../../shared/card.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import type { LogInCommand } from '../state/login.ts';
import type { Message } from '../state/messages.ts';
import type { CardCommand } from '../state/next-card.ts';
import type { MyDayCommand } from '../state/overlays/my-day.ts';
import type { PauseCommand, TellPauseCommand } from '../state/pause.ts';
import type { Problem } from '../state/problem.ts';
import type { SaveCommand } from '../state/saving.ts';
import type { Asking, RequestRows } from './request.ts';

type CallCommand = LogInCommand | CardCommand | SaveCommand | PauseCommand | TellPauseCommand | MyDayCommand;

const cardFailed = (problem: Problem): Message => ({ type: 'card-failed', problem });

async function logIn({ desk, listenAnew }: Asking, { login, password }: LogInCommand): Promise<Message> {
  const session = cleanDeep(await desk.logIn(login, password));
  listenAnew();
  return { type: 'logged-in', session };
}

async function nextCard({ desk, content }: Asking): Promise<Message> {
  const next = cleanDeep(await desk.nextCard());
  if (next.kind === 'none') {
    const { kind: _, toPractise = [], ...told } = next;
    return { type: 'no-card', ...told, ...(toPractise.length > 0 ? { toPractise: true } : {}) };
  }
  const { card } = next;
  return { type: 'card-came', card, script: await content.scriptOf(card) };
}

async function resume(asking: Asking): Promise<Message> {
  await asking.desk.resume();
  return nextCard(asking);
}

async function pause({ desk }: Asking, { kind, release }: PauseCommand): Promise<Message> {
  if (release !== undefined) await desk.releaseCard(release);
  await desk.pause(kind);
  return { type: 'paused', kind };
}

async function takeOver(asking: Asking): Promise<Message> {
  // A refusal of the place that is still on its way would cover the card.
  asking.stopListening();
  try {
    await asking.desk.takeOver?.();
  } finally {
    asking.listenAnew();
  }
  return nextCard(asking);
}

/** A convenience: without it the next card is searched for when it is asked. */
async function reserveNext({ desk, content }: Asking): Promise<undefined> {
  const next = await desk.reserveNext?.();
  if (next) await content.script(next.campaign, next.scriptVersion);
}

/** Saves outcomes; the first try of each brings the next card with the answer, a later one only the receipt. */
function saver(): (asking: Asking, command: SaveCommand) => Promise<SavedAndNext> {
  let triedCallId = '';
  return async ({ desk }, { outcome, alone }) => {
    const { callId } = outcome;
    const { saveAndNext } = desk;
    if (!saveAndNext || alone || triedCallId === callId)
      return { receipt: cleanDeep(await desk.saveOutcome(outcome)) };
    triedCallId = callId;
    return cleanDeep(await saveAndNext(outcome));
  };
}

async function saved({ content }: Asking, { receipt, next }: SavedAndNext): Promise<Message> {
  if (next?.kind !== 'card') return { type: 'saved', receipt };
  const { card } = next;
  // Recorded all the same: the card is asked for again, and what is wrong said then.
  const script = await content.scriptOf(card).catch(() => undefined);
  return { type: 'saved', receipt, ...(script ? { next: { card, script } } : {}) };
}

/** Coming, cards, outcomes and breaks. */
export function callRequests(): RequestRows<CallCommand> {
  const save = saver();
  return {
    'log-in': (asking, command) => ({
      answer: logIn(asking, command),
      failed: (problem) => ({ type: 'login-failed', problem }),
    }),
    'next-card': (asking) => ({ answer: nextCard(asking), failed: cardFailed }),
    resume: (asking) => ({ answer: resume(asking), failed: cardFailed }),
    'take-over': (asking) => ({ answer: takeOver(asking), failed: cardFailed }),
    'reserve-next': (asking) => ({ answer: reserveNext(asking), failed: () => undefined }),
    'renew-lease': ({ desk }, { callId }) => ({
      answer: desk.renewLease(callId).then(() => undefined),
      failed: (problem) => ({ type: 'lease-failed', callId, problem }),
    }),
    save: (asking, command) => ({
      answer: save(asking, command).then((answer) => saved(asking, answer)),
      failed: (problem) => ({ type: 'save-failed', problem }),
    }),
    pause: (asking, command) => ({
      answer: pause(asking, command),
      failed: (problem) => ({ type: 'pause-failed', problem }),
    }),
    // A courtesy to the lead: the pause itself does not depend on it.
    'tell-pause': ({ desk }, { asked }) => ({
      answer: Promise.resolve(desk.askPause?.(asked)).then(() => undefined),
      failed: () => undefined,
    }),
    'my-day': ({ desk }) => ({
      answer: desk.myDay().then((day) => ({ type: 'day-came', day })),
      failed: (problem) => ({ type: 'day-failed', problem }),
    }),
  };
}
