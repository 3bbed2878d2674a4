import { AppError } from '../../../shared/errors.ts';
import { civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import type { WrittenContents } from '../../domain/conversations/written-contents.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { PollRow } from '../../ports/rows/polls.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { groupsRead, writtenPlace } from '../conversations/conversation-access.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';

export type PollContent = WrittenContents['poll'];

/** Bounds of a poll of a group. */
export const POLL_LIMITS = {
  questionMost: 300,
  choiceMost: 100,
  choicesLeast: 2,
  choicesMost: 8,
  /** From the day on which it is asked. */
  daysMost: 60,
  /** Under way in one group. */
  runningMost: 5,
} as const;

/** Where that version of a poll is sealed. */
export const pollPlace = ({ id, charity, sealVersion }: Pick<PollRow, 'id' | 'charity' | 'sealVersion'>) => ({
  ...writtenPlace(peoplePlace(charity), 'poll', id),
  version: sealVersion,
});

export const openPoll = (vault: Pick<Vault, 'openWritten'>, row: PollRow): Promise<PollContent> =>
  vault.openWritten(pollPlace(row), row.sealed);

/** Whether one may still vote that day. */
export const isRunning = ({ endsOn }: Pick<PollRow, 'endsOn'>, nowMs: number): boolean =>
  civilDate(nowMs, HOUSE_ZONE) <= endsOn;

/** AppError `group-not-yours`: also a closed group, for whoever would ask it something. */
export async function pollGroup(rows: StoreReader, bearer: WebBearer, id: string) {
  const groups = await rows.groups.of(bearer.person.charity);
  const group = groups.find((one) => one.id === id);
  if (group && groupsRead(bearer).has(id)) return group;
  throw new AppError({
    code: 'group-not-yours',
    kind: 'not-found',
    message: 'Ce groupe n’est pas un des vôtres.',
    hint: 'Revenez à « Mes groupes ».',
  });
}

/** A poll of a group of theirs. AppError `poll-unknown`: also one of others. */
export async function ownPoll(rows: StoreReader, bearer: WebBearer, id: string): Promise<PollRow> {
  const row = await rows.polls.byId(id);
  if (row && row.charity === bearer.person.charity && groupsRead(bearer).has(row.groupId)) return row;
  throw new AppError({
    code: 'poll-unknown',
    kind: 'not-found',
    message: 'Ce sondage n’est pas d’un de vos groupes, ou il a été retiré.',
    hint: 'Revenez à « Mes groupes ».',
  });
}
