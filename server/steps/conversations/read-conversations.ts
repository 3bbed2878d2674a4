import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { UNREADABLE_CARD } from '../../domain/people/people-fields.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConversationMemberRow, ConversationRow } from '../../ports/rows/conversations.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { LOST_WORDS, openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';
import { type CharityVoice, charityVoice } from '../web-door/charity-voice.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { groupsRead, memberPlace, ownConversation, writtenPlace } from './conversation-access.ts';

export interface ReadConversationsDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openWritten'>;
  readonly clock: Clock;
}

/** Of one who is no more in the directory, and of one who has not accepted to be known. */
const ERASED = 'participant effacé';
const UNNAMED = 'une personne hors de vos groupes';

export interface InboxLine {
  readonly id: string;
  /** With whom, or which group. */
  readonly title: string;
  readonly lastAtMs: number;
  readonly isUnread: boolean;
  /** `asked`: somebody would like to write to the person. `refused`: set aside, and may be taken back. */
  readonly state: ConversationMemberRow['state'];
}

interface ThreadMessage {
  readonly id: string;
  readonly by: string;
  readonly isOwn: boolean;
  readonly atMs: number;
  /** Undefined: its author was erased. */
  readonly text: string | undefined;
}

export interface Thread extends InboxLine {
  readonly kind: ConversationRow['kind'];
  /** Of a group’s thread. */
  readonly group: string;
  readonly isPair: boolean;
  /** Where one answers what the association wrote. */
  readonly voice: CharityVoice;
  readonly messages: readonly ThreadMessage[];
  /** Before which older ones stand; undefined when none do. */
  readonly olderBeforeMs: number | undefined;
}

interface Titled {
  readonly row: ConversationRow;
  readonly members: readonly ConversationMemberRow[];
}

/** Who looked at what is one entry of the audit log, before a byte is opened. */
async function noteOpened({ store, clock }: ReadConversationsDeps, bearer: WebBearer, subject: string) {
  const detail = { charity: bearer.person.charity };
  await store.write((rows) =>
    trail(rows, { actor: bearer.person.id, atMs: clock.nowMs() })('conversation.open', subject, { detail }),
  );
}

async function titleOf(
  { vault }: ReadConversationsDeps,
  { row, members }: Titled,
  { own, groups, charity }: { own: string; groups: ReadonlyMap<string, string>; charity: CharityVoice },
): Promise<string> {
  if (row.groupId !== null) return groups.get(row.groupId) ?? '';
  if (row.kind === 'office') return charity.name;
  const others = members.filter(({ participant }) => participant !== own);
  const names = await inTurn.map(others, async (one) =>
    one.sealed === null
      ? UNNAMED
      : ((await openedOrLost(vault.openWritten(memberPlace(peoplePlace(row.charity), one), one.sealed)))
          ?.name ?? UNREADABLE_CARD),
  );
  return names.length === 0 ? ERASED : names.toSorted((a, b) => a.localeCompare(b, 'fr')).join(', ');
}

/** Conversations of the person, the last written first; those that they refused at the end. */
export async function readInbox(
  deps: ReadConversationsDeps,
  bearer: WebBearer,
): Promise<readonly InboxLine[]> {
  const { person } = bearer;
  const { all, groups, charity } = await deps.store.read(async (rows) => {
    const read = groupsRead(bearer);
    const own = (await rows.conversations.of(person.id))
      .filter(({ groupId }) => groupId === null || read.has(groupId))
      .slice(0, CONVERSATION_LIMITS.inbox);
    const members = (id: string) => rows.conversations.members(id);
    return {
      all: await inTurn.map(own, async (row) => ({
        row,
        members: row.groupId === null ? await members(row.id) : [],
      })),
      groups: new Map((await rows.groups.of(person.charity)).map(({ id, name }) => [id, name])),
      charity: await charityVoice(rows, person.charity),
    };
  });
  await noteOpened(deps, bearer, person.id);
  const lines = await inTurn.map(all, async ({ row, members }): Promise<InboxLine> => {
    const { id, lastAtMs, readAtMs, state } = row;
    const title = await titleOf(deps, { row, members }, { own: person.id, groups, charity });
    return { id, title, lastAtMs, isUnread: state !== 'refused' && lastAtMs > readAtMs, state };
  });
  return lines.toSorted((a, b) => Number(a.state === 'refused') - Number(b.state === 'refused'));
}

function tooMany(): AppError {
  return new AppError({
    code: 'message-page',
    kind: 'invalid',
    message: 'Cette page de la conversation n’existe pas.',
    hint: 'Revenez à « Messages ».',
  });
}

/**
 * A page of a conversation, the newest unless `beforeMs` says otherwise. What is shown is read: it counts no more, and its e-mail
 * owes nothing until another comes. AppErrors `conversation-unknown`, `message-page`.
 */
export async function readThread(
  deps: ReadConversationsDeps,
  bearer: WebBearer,
  asked: { readonly id: string; readonly beforeMs?: number | undefined },
): Promise<Thread> {
  const { person } = bearer;
  const beforeMs = asked.beforeMs ?? Number.MAX_SAFE_INTEGER;
  if (beforeMs < 0) throw tooMany();
  const page = { beforeMs, limit: CONVERSATION_LIMITS.page + 1 };
  const read = await deps.store.read(async (rows) => ({
    ...(await ownConversation(rows, bearer, asked.id)),
    found: await rows.conversations.messages(asked.id, page),
    groups: new Map((await rows.groups.of(person.charity)).map(({ id, name }) => [id, name])),
    voice: await charityVoice(rows, person.charity),
  }));
  const { row, members, own, found, groups, voice } = read;
  await noteOpened(deps, bearer, row.id);
  await markRead(deps, bearer, read);
  const title = await titleOf(deps, { row, members }, { own: person.id, groups, charity: voice });
  const shown = found.slice(-CONVERSATION_LIMITS.page);
  const messages = await inTurn.map(shown, async ({ id, author, atMs, sealed }): Promise<ThreadMessage> => {
    if (sealed === null) return { id, atMs, by: ERASED, isOwn: false, text: undefined };
    const place = writtenPlace(peoplePlace(row.charity), 'message', id);
    const content = await openedOrLost(deps.vault.openWritten(place, sealed));
    const { text, by } = content ?? { text: LOST_WORDS, by: UNREADABLE_CARD };
    return { id, atMs, text, by: author === null ? voice.name : by, isOwn: author === person.id };
  });
  return {
    ...{ id: row.id, kind: row.kind, group: row.groupId ?? '', isPair: row.pair !== null, title, voice },
    ...{ lastAtMs: row.lastAtMs, isUnread: false, state: own?.state ?? 'in', messages },
    olderBeforeMs: found.length > shown.length ? shown[0]?.atMs : undefined,
  };
}

/** Up to the last message that was there when it was asked for. */
async function markRead(
  { store }: ReadConversationsDeps,
  { person }: WebBearer,
  { row, own }: Pick<Titled, 'row'> & { readonly own: ConversationMemberRow | undefined },
): Promise<void> {
  const { id: conversation, lastAtMs: readAtMs } = row;
  const participant = person.id;
  await store.write(async (rows) => {
    const now = (await rows.conversations.members(conversation)).find(
      (one) => one.participant === participant,
    );
    // Between people, whoever was erased meanwhile has no row to come back to.
    if (row.groupId === null && !now) return;
    const state = now?.state ?? own?.state ?? 'in';
    await rows.conversations.putMember({
      conversation,
      participant,
      state,
      readAtMs,
      sealed: now?.sealed ?? null,
    });
    await rows.waitingMails.seen({ participant, kind: 'message', about: conversation });
  });
}

/** How many conversations hold something that the person has not read; none for whoever wants to hear nothing. */
export async function unreadCount(
  { store }: Pick<ReadConversationsDeps, 'store'>,
  bearer: WebBearer,
): Promise<number> {
  return await store.read(async (rows) => {
    if ((await rows.waitingMails.choices(bearer.person.id)).message === 'nothing') return 0;
    const read = groupsRead(bearer);
    return (await rows.conversations.of(bearer.person.id)).filter(
      ({ groupId, state, lastAtMs, readAtMs }) =>
        lastAtMs > readAtMs && state !== 'refused' && (groupId === null || read.has(groupId)),
    ).length;
  });
}
