import { inTurn } from '../../../shared/in-turn.ts';
import { UNREADABLE_CARD } from '../../domain/people/people-fields.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { LOST_WORDS, openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { mayWithdraw } from './ask-poll.ts';
import { isRunning, openPoll, type PollContent, pollGroup } from './poll-access.ts';

interface PollShown {
  readonly id: string;
  readonly question: string;
  readonly by: string;
  readonly choices: readonly string[];
  /** As many as choices; undefined until the person has voted, or the poll is over: nobody follows the others. */
  readonly counts: readonly number[] | undefined;
  /** Of all choices together. */
  readonly votes: number;
  /** Rank of what the person chose; undefined before. */
  readonly own: number | undefined;
  /** `2026-12-15`: the last day. */
  readonly endsOn: string;
  readonly isRunning: boolean;
  readonly mayWithdraw: boolean;
}

/** In the place of one whose packet no longer opens: nobody votes in it any more. */
const LOST_POLL: PollContent = { question: LOST_WORDS, by: UNREADABLE_CARD, choices: [], votes: {} };

export interface GroupPolls {
  readonly group: string;
  /** Of a closed group one reads what was answered, and asks nothing. */
  readonly mayAsk: boolean;
  readonly polls: readonly PollShown[];
}

/**
 * Polls of a group of one’s own, the newest first, 20 at most. Counts alone: who chose what is told to nobody. One entry of the
 * audit log. AppError `group-not-yours`.
 */
export async function readPolls(
  {
    store,
    clock,
    vault,
  }: { readonly store: Store; readonly clock: Clock; readonly vault: Pick<Vault, 'openWritten'> },
  bearer: WebBearer,
  id: string,
): Promise<GroupPolls> {
  const own = bearer.person.id;
  const { group, all, members } = await store.write(async (rows) => {
    const found = await pollGroup(rows, bearer, id);
    const polls = await rows.polls.ofGroup(id);
    const detail = { charity: bearer.person.charity, count: polls.length };
    await trail(rows, { actor: own, atMs: clock.nowMs() })('poll.read', id, {
      reason: 'sondages du groupe',
      detail,
    });
    return { group: found, all: polls, members: new Set(await rows.groups.members(id)) };
  });
  const polls = await inTurn.map(all, async (row): Promise<PollShown> => {
    const content = await openedOrLost(openPoll(vault, row));
    const { question, by, choices, votes } = content ?? LOST_POLL;
    const chosen = Object.entries(votes).filter(([voter]) => members.has(voter));
    const running = content !== undefined && isRunning(row, clock.nowMs());
    const vote = votes[own];
    const counts = choices.map((_, at) => chosen.filter(([, choice]) => choice === at).length);
    return {
      ...{ id: row.id, question, by, choices, votes: chosen.length, own: vote, endsOn: row.endsOn },
      ...{ isRunning: running, mayWithdraw: mayWithdraw(bearer, row) },
      counts: running && vote === undefined ? undefined : counts,
    };
  });
  return { group: group.name, mayAsk: group.state === 'active', polls };
}
