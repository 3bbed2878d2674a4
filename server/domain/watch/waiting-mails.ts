import type { WatchEvent } from './watch-state.ts';
import { eventLines, eventTitle } from './watch-words.ts';

/** An alert that waits for the relay. `id` makes its Message-ID: told twice, a relay can drop the second. */
export interface WaitingMail {
  readonly id: string;
  readonly to: string;
  readonly target: string;
  readonly kind: 'down' | 'reminder' | 'up';
  readonly subject: string;
  readonly text: string;
}

/** The oldest go first: what a relay that is dead for days keeps waiting has its entry in the feed all the same. */
const MOST_WAITING = 200;

interface Told {
  readonly name: string;
  readonly to: readonly string[];
  readonly whereOf: (target: string) => string;
}

/** What an event adds to the mails that wait; of our own network nothing is mailed, the feed says it. */
function mailsOf(event: WatchEvent, waiting: readonly WaitingMail[], told: Told): readonly WaitingMail[] {
  if (event.kind === 'blind' || event.kind === 'seeing') return [];
  const { target, kind, atMs } = event;
  // Whoever has not yet received the alert needs no reminder of it.
  if (kind === 'reminder' && waiting.some((one) => one.target === target)) return [];
  const lines = [...eventLines(event, told.whereOf(target)), '', `— ${told.name}`];
  return told.to.map((to, at) => ({
    ...{ id: `${kind}-${atMs}-${encodeURIComponent(target)}-${at}`, to, target, kind },
    subject: `[veille] ${eventTitle(event)}`,
    text: `${lines.join('\n')}\n`,
  }));
}

/** The queue after those events, in the order in which they must arrive: down before up. Pure. */
export function queued(
  waiting: readonly WaitingMail[],
  events: readonly WatchEvent[],
  told: Told,
): readonly WaitingMail[] {
  const all = [...waiting];
  for (const event of events) all.push(...mailsOf(event, all, told));
  return all.slice(-MOST_WAITING);
}
