import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { isRunning, openPoll, ownPoll, pollPlace } from './poll-access.ts';

interface VoteDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'openWritten' | 'sealWritten'>;
}

/** Votes of the same instant are written one after the other: each of these tries lost against another that was written. */
const TRIES = 20;

const REFUSALS = {
  'poll-over': [
    'Ce sondage est terminé : on n’y répond plus.',
    'Les réponses se lisent sur la page du groupe.',
  ],
  'poll-choice': [
    'Cette réponse n’est pas de celles du sondage.',
    'Choisissez une de celles que montre la page.',
  ],
  'poll-busy': ['Trop de réponses au même instant : la vôtre n’est pas enregistrée.', 'Répondez de nouveau.'],
} as const;

function refused(code: keyof typeof REFUSALS): AppError {
  const [message, hint] = REFUSALS[code];
  return new AppError({ code, kind: 'conflict', message, hint });
}

/**
 * One vote a person, in the place of the one before; whoever is of the group no longer, or was erased, counts no more. The
 * audit log says that they voted, never for what. AppErrors `poll-unknown`, `poll-over`, `poll-choice`, `poll-busy`.
 */
export async function voteInPoll(
  { store, clock, vault }: VoteDeps,
  bearer: WebBearer,
  { poll, choice }: { readonly poll: string; readonly choice: number },
): Promise<{ readonly group: string }> {
  const own = bearer.person.id;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { row, members } = await store.read(async (rows) => {
      const found = await ownPoll(rows, bearer, poll);
      return { row: found, members: new Set(await rows.groups.members(found.groupId)) };
    });
    if (!isRunning(row, clock.nowMs())) throw refused('poll-over');
    const content = await openPoll(vault, row);
    if (content.choices[choice] === undefined) throw refused('poll-choice');
    const others = Object.entries(content.votes).filter(([id]) => members.has(id) && id !== own);
    const next = { ...row, sealVersion: row.sealVersion + 1 };
    const votes = Object.fromEntries([...others, [own, choice]]);
    const place = pollPlace(next);
    const [sealed = new Uint8Array()] = await vault.sealWritten([{ place, content: { ...content, votes } }]);
    const isWritten = await store.write(async (rows) => {
      if (!(await rows.polls.reseal(row.id, { sealVersion: next.sealVersion, sealed }))) return false;
      const detail = { charity: row.charity };
      await trail(rows, { actor: own, atMs: clock.nowMs() })('poll.vote', row.id, { detail });
      return true;
    });
    if (isWritten) return { group: row.groupId };
  }
  throw refused('poll-busy');
}
