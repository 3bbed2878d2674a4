import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { may, type Subject } from '../../domain/people/people-rights.ts';
import type { ConversationRow } from '../../ports/rows/conversations.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type PeopleRoom, standingOf } from '../people/people-access.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { groupsRead, ownConversation } from './conversation-access.ts';

/** To whom: an answer in a conversation, people by their numbers, a group of one’s own, or those who coordinate it. */
export type MessageTo =
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'people'; readonly people: readonly string[] }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'coordination'; readonly group: string };

/** Somebody who is written to. */
export interface Addressee {
  readonly row: ParticipantRow;
  readonly standing: Omit<Subject, 'isShared'>;
  /** Read at once; otherwise they are asked first, if they are of age. */
  readonly isDirect: boolean;
  /** The writer may know them by name. */
  readonly isNamed: boolean;
}

export interface Addressed {
  /** Absent: the message begins it. */
  readonly existing?: ConversationRow | undefined;
  readonly groupId: string | null;
  readonly pair: string | null;
  /** Whom a new conversation takes in, beside the writer. */
  readonly people: readonly Addressee[];
}

const REFUSALS = {
  'message-to-nobody': [
    'Personne à qui vous puissiez écrire ne porte ce numéro.',
    'Écrivez depuis la page d’un de vos groupes.',
  ],
  'message-to-many': [
    `Une conversation réunit ${CONVERSATION_LIMITS.peopleMost} personnes au plus, vous comprise.`,
    'Écrivez plutôt au groupe entier.',
  ],
  'message-to-outsiders': [
    'Une de ces personnes n’est d’aucun de vos groupes : rien n’est parti.',
    'Écrivez-lui seule : votre premier message sera une demande, qu’elle accepte ou non.',
  ],
  'message-not-accepted': [
    'Votre message n’est pas parti : cette personne n’a pas accepté d’en recevoir de vous, ou pas encore.',
    'Passez par la coordination de votre groupe.',
  ],
  'message-without-answer': [
    'Ce message vient de l’association : il ne se répond pas ici.',
    'Écrivez à son adresse, en bas de l’accueil.',
  ],
  'group-not-yours': ['Ce groupe n’est pas un des vôtres, ou il est clos.', 'Revenez à « Mes groupes ».'],
  'no-coordination': [
    'Personne ne coordonne ce groupe pour le moment.',
    'Écrivez au groupe, ou à l’adresse de l’association.',
  ],
} as const;

/** AppErrors of a message that goes to nobody; each code is a row of the table above. */
export function notAddressed(code: keyof typeof REFUSALS): AppError {
  const [message, hint] = REFUSALS[code];
  const isMissing = code === 'message-to-nobody' || code === 'group-not-yours';
  return new AppError({ code, kind: isMissing ? 'not-found' : 'forbidden', message, hint });
}

const pairOf = (one: string, other: string): string => [one, other].toSorted().join(' ');

async function addressee(
  rows: StoreReader,
  { asker, base, groups }: PeopleRoom,
  id: string,
): Promise<Addressee> {
  const row = await rows.people.byId(id);
  if (!row || row.charity !== base.charity || row.status === 'former')
    throw notAddressed('message-to-nobody');
  const standing = await standingOf(rows, row, groups);
  const asked = { ...standing, isShared: false };
  return {
    ...{ row, standing },
    isDirect: may(asker, 'write', asked),
    isNamed: may(asker, 'see-name', asked),
  };
}

async function toPeople(
  rows: StoreReader,
  { bearer, room }: Asking,
  ids: readonly string[],
): Promise<Addressed> {
  const own = bearer.person.id;
  const others = [...new Set(ids)].filter((id) => id !== own);
  const [first] = others;
  if (first === undefined) throw notAddressed('message-to-nobody');
  if (others.length >= CONVERSATION_LIMITS.peopleMost) throw notAddressed('message-to-many');
  const people = await inTurn.map(others, (id) => addressee(rows, room, id));
  if (others.length > 1) {
    if (people.some(({ isDirect }) => !isDirect)) throw notAddressed('message-to-outsiders');
    return { groupId: null, pair: null, people };
  }
  const pair = pairOf(own, first);
  const existing = await rows.conversations.byPair(pair);
  if (existing) await refuseUnaccepted(rows, existing, own);
  return { existing, groupId: null, pair, people };
}

/** In a conversation of two: whoever has not accepted, or wants no more, is not written to. */
async function refuseUnaccepted(rows: StoreReader, row: ConversationRow, own: string): Promise<void> {
  if (row.pair === null) return;
  const members = await rows.conversations.members(row.id);
  const isAsked = members.some(({ participant, state }) => participant === own && state === 'asked');
  const other = members.find(({ participant }) => participant !== own);
  if (isAsked || other?.state !== 'in') throw notAddressed('message-not-accepted');
}

function ownGroup({ bearer, room }: Asking, id: string) {
  const group = room.groups.find((one) => one.id === id && one.state === 'active');
  if (!group || !groupsRead(bearer).has(id)) throw notAddressed('group-not-yours');
  return group;
}

/** Who coordinates the group, or else the one above it; a person who writes to their own coordination leaves themselves out. */
async function coordinationOf(rows: StoreReader, asking: Asking, id: string): Promise<readonly string[]> {
  const { parent } = ownGroup(asking, id);
  for (const group of parent === '' ? [id] : [id, parent]) {
    const lead = await inTurn.filter(await rows.groups.members(group), async (participant) => {
      const current = await rows.groups.current(participant);
      return current.some(({ groupId, level }) => groupId === group && level === 'coordinator');
    });
    const others = lead.filter((one) => one !== asking.bearer.person.id);
    if (others.length > 0) return others.slice(0, CONVERSATION_LIMITS.peopleMost - 1);
  }
  throw notAddressed('no-coordination');
}

interface Asking {
  readonly bearer: WebBearer;
  readonly room: PeopleRoom;
}

/** Whom that message reaches. AppErrors of `notAddressed`, `conversation-unknown`. Nothing is opened for it. */
export async function addressed(rows: StoreReader, asking: Asking, to: MessageTo): Promise<Addressed> {
  const { bearer } = asking;
  if (to.kind === 'people') return await toPeople(rows, asking, to.people);
  if (to.kind === 'coordination') {
    const found = await toPeople(rows, asking, await coordinationOf(rows, asking, to.group));
    // Whoever is of a group writes to those who coordinate it, also from the group above.
    return { ...found, people: found.people.map((one) => ({ ...one, isDirect: true })) };
  }
  const group = { pair: null, people: [] };
  if (to.kind === 'group')
    return {
      ...group,
      existing: await rows.conversations.byGroup(ownGroup(asking, to.group).id),
      groupId: to.group,
    };
  const { row } = await ownConversation(rows, bearer, to.id);
  if (row.kind === 'office') throw notAddressed('message-without-answer');
  if (row.groupId !== null) ownGroup(asking, row.groupId);
  await refuseUnaccepted(rows, row, bearer.person.id);
  const isLeft = (await rows.conversations.members(row.id)).every(
    ({ participant, state }) => participant === bearer.person.id || state === 'refused',
  );
  if (row.groupId === null && isLeft) throw notAddressed('message-to-nobody');
  return { ...group, existing: row, groupId: row.groupId };
}
