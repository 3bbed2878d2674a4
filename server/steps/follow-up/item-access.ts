import { AppError } from '../../../shared/errors.ts';
import type { FollowUpItemRow } from '../../ports/rows/follow-up-items.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type AskedPeople, type PeopleRoom, peopleForbidden, peopleRoom } from '../people/people-access.ts';

/** Who asks for what is to see to, and how far it is theirs. */
export interface FollowUpRoom {
  readonly room: PeopleRoom;
  /** Whose items they see to: groups that they coordinate, and those under them. Undefined: an office, which sees to all. */
  readonly groups: readonly string[] | undefined;
}

/** AppErrors of `peopleRoom`; `people-forbidden` for whoever is nobody there, or no longer. */
export async function followUpRoom(rows: StoreReader, asked: AskedPeople): Promise<FollowUpRoom> {
  const room = await peopleRoom(rows, asked);
  if (room.asker.office !== undefined) return { room, groups: undefined };
  const { participant } = room.asker;
  if (participant?.status !== 'confirmed') throw peopleForbidden('d’en voir le suivi');
  const isLed = (id: string) =>
    id !== '' && participant.belongings.some(({ group, level }) => group === id && level === 'coordinator');
  return {
    room,
    groups: room.groups.filter(({ id, parent }) => isLed(id) || isLed(parent)).map(({ id }) => id),
  };
}

/** Whether that item is theirs to see to. */
export function isTheirs({ groups }: FollowUpRoom, { groupId }: Pick<FollowUpItemRow, 'groupId'>): boolean {
  return groups === undefined || (groupId !== null && groups.includes(groupId));
}

/** The item of that number, or of the first signs of it. AppErrors `item-unknown` (also one of others), `item-choose`. */
export async function soughtItem(
  rows: StoreReader,
  own: FollowUpRoom,
  sought: string,
): Promise<FollowUpItemRow> {
  const whole = await rows.followUpItems.byId(sought);
  const all = whole
    ? [whole]
    : (await rows.followUpItems.of(own.room.base.charity)).filter(({ id }) => id.startsWith(sought));
  const theirs = all.filter((one) => one.charity === own.room.base.charity && isTheirs(own, one));
  const [item] = theirs;
  if (!item)
    throw new AppError({
      code: 'item-unknown',
      kind: 'not-found',
      message: 'Ce point de suivi n’existe pas, ou n’est pas de ceux dont vous vous occupez.',
      hint: 'La liste : page « Suivi », ou « plateau item list ».',
    });
  if (theirs.length > 1)
    throw new AppError({
      code: 'item-choose',
      kind: 'invalid',
      message: 'Plusieurs points de suivi commencent par ces signes.',
      hint: 'Donnez-en davantage : « plateau item list --json » les montre entiers.',
    });
  return item;
}
