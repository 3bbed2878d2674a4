import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { nextDailyMs } from '../../domain/conversations/mailing-ways.ts';
import { isOfAge, todayOf } from '../../domain/people/field-value.ts';
import { displayName, type ParticipantContent, textValue } from '../../domain/people/people-fields.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import { may } from '../../domain/people/people-rights.ts';
import type { Chance } from '../../ports/clock.ts';
import type { ConversationMemberRow, ConversationRow, MemberState } from '../../ports/rows/conversations.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { type PeopleRoom, peopleRoom } from '../people/people-access.ts';
import { refuseCardNumber } from '../personal-text.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import {
  type Addressed,
  type Addressee,
  addressed,
  type MessageTo,
  notAddressed,
} from './address-message.ts';
import { memberPlace, writtenPlace } from './conversation-access.ts';

export interface WriteMessageDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealWritten'>;
  readonly chance: Pick<Chance, 'uuid'>;
}

interface MessageToWrite {
  readonly to: MessageTo;
  readonly text: string;
}

/** What is never written of anybody, a card, an account. AppErrors `message-text`, `card-number`. */
export function refuseMessageText(text: string): void {
  refuseCardNumber(text);
  const problem = text.trim() === '' ? 'Le message est vide.' : noteProblem(text);
  if (problem === undefined) return;
  throw new AppError({
    code: 'message-text',
    kind: 'invalid',
    message: problem,
    hint: 'Rien n’est parti et rien n’est gardé : revenez en arrière, corrigez, renvoyez.',
  });
}

/** AppError `message-often`: of one person within an hour. */
async function refuseOften(rows: StoreReader, author: string, nowMs: number): Promise<void> {
  const since = nowMs - CONVERSATION_LIMITS.hourMs;
  if ((await rows.conversations.written(author, since)) < CONVERSATION_LIMITS.hourly) return;
  throw new AppError({
    code: 'message-often',
    kind: 'too-many',
    message: `Vous avez écrit ${CONVERSATION_LIMITS.hourly} messages en une heure : celui-ci n’est pas parti.`,
    hint: 'Réessayez plus tard ; pour une urgence, appelez.',
  });
}

/** Somebody of a new conversation with the name that the others read there; undefined until they have accepted. */
interface Joining {
  readonly id: string;
  readonly state: MemberState;
  readonly name: string | undefined;
}

async function joining(
  deps: WriteMessageDeps,
  { actor, asker }: { readonly actor: string; readonly asker: PeopleRoom['asker'] },
  { row, standing, isDirect, isNamed }: Addressee,
): Promise<Joining> {
  const content = await openParticipant(deps, row, { actor, reason: 'destinataire d’un message' });
  const age = isOfAge(textValue(content, 'naissance'), todayOf(deps.clock.nowMs()));
  if (!isDirect && !may(asker, 'ask-to-write', { ...standing, isShared: false, isOfAge: age }))
    throw notAddressed('message-to-nobody');
  return {
    id: row.id,
    state: isDirect ? 'in' : 'asked',
    name: isNamed || isDirect ? displayName(content) : undefined,
  };
}

/** Everything of a message that is sealed, before the base is touched. */
interface SealedMessage {
  readonly conversation: string;
  readonly message: string;
  readonly sealed: SealedBytes;
  readonly members: readonly Omit<ConversationMemberRow, 'readAtMs'>[];
}

async function sealMembers(
  deps: WriteMessageDeps,
  { conversation, charity }: { readonly conversation: string; readonly charity: string },
  all: readonly Joining[],
): Promise<SealedMessage['members']> {
  const named = all.filter(({ name }) => name !== undefined);
  const seals = await deps.vault.sealWritten(
    named.map(({ id, name = '' }) => ({
      place: memberPlace(peoplePlace(charity), { conversation, participant: id }),
      content: { name },
    })),
  );
  return all.map((one) => ({
    conversation,
    participant: one.id,
    state: one.state,
    sealed: seals[named.indexOf(one)] ?? null,
  }));
}

async function sealAll(
  deps: WriteMessageDeps,
  { bearer, goes, text }: Sending,
  { asker }: PeopleRoom,
): Promise<SealedMessage> {
  const { account, person } = bearer;
  const own: ParticipantContent = await openParticipant(deps, person, {
    actor: account.id,
    reason: 'signature d’un message',
  });
  const by = displayName(own);
  const [conversation, message] = [goes.existing?.id ?? deps.chance.uuid(), deps.chance.uuid()];
  const campaign = peoplePlace(person.charity);
  const content = { text: text.trim(), by };
  const [sealed = new Uint8Array()] = await deps.vault.sealWritten([
    { place: writtenPlace(campaign, 'message', message), content },
  ]);
  const others = goes.existing
    ? []
    : await inTurn.map(goes.people, (one) => joining(deps, { actor: account.id, asker }, one));
  const all =
    goes.existing || goes.groupId !== null ? [] : [{ id: person.id, state: 'in' as const, name: by }];
  const members = await sealMembers(deps, { conversation, charity: person.charity }, [...all, ...others]);
  return { conversation, message, sealed, members };
}

interface Sending {
  readonly bearer: WebBearer;
  readonly goes: Addressed;
  readonly text: string;
}

/** People who are told that it waits: who reads the thread, but the writer. */
async function toTell(
  rows: StoreReader,
  { id, groupId }: ConversationRow,
  author: string,
): Promise<readonly string[]> {
  if (groupId !== null) {
    const members = await inTurn.filter(await rows.groups.members(groupId), async (one) => {
      const current = await rows.groups.current(one);
      return current.some((belonging) => belonging.groupId === groupId && belonging.level !== 'asked');
    });
    return members.filter((one) => one !== author);
  }
  const members = await rows.conversations.members(id);
  return members
    .filter(({ participant, state }) => participant !== author && state !== 'refused')
    .map(({ participant }) => participant);
}

/** The conversation to write in: that of before, that which somebody else began meanwhile, or a new one. */
async function conversationFor(
  rows: StoreWriter,
  { bearer, goes }: Sending,
  { conversation, members }: SealedMessage,
): Promise<ConversationRow> {
  if (goes.existing) return goes.existing;
  const meanwhile =
    goes.pair === null
      ? goes.groupId !== null && (await rows.conversations.byGroup(goes.groupId))
      : await rows.conversations.byPair(goes.pair);
  if (meanwhile) return meanwhile;
  const { pair, groupId } = goes;
  const kind = groupId === null ? 'people' : 'group';
  const row: ConversationRow = {
    ...{ id: conversation, charity: bearer.person.charity, kind, groupId, pair },
    lastAtMs: 0,
  };
  await rows.conversations.add(row);
  for (const one of members) await rows.conversations.putMember({ ...one, readAtMs: 0 });
  return row;
}

/** Tells whoever reads that thread that something waits there, each as they chose. */
export async function tellOf(
  rows: StoreWriter,
  row: ConversationRow,
  { author, nowMs }: { readonly author: string; readonly nowMs: number },
): Promise<void> {
  const participants = await toTell(rows, row, author);
  const dailyMs = nextDailyMs(nowMs);
  await rows.waitingMails.owe({ kind: 'message', about: row.id, participants, nowMs, dailyMs });
}

/**
 * Writes to people, to a group of one’s own, to its coordination, or answers. Text and names are sealed; in clear
 * stand ids and instants. To somebody of no common group the first message is a request. AppErrors `message-text`, `card-number`,
 * `message-often`, those of `addressed`. Twice the same writes twice.
 */
export async function writeMessage(
  deps: WriteMessageDeps,
  bearer: WebBearer,
  { to, text }: MessageToWrite,
): Promise<{ readonly conversation: string }> {
  refuseMessageText(text);
  const { account, person } = bearer;
  const { room, goes } = await deps.store.read(async (rows) => {
    await refuseOften(rows, person.id, deps.clock.nowMs());
    const own = await peopleRoom(rows, { account });
    return { room: own, goes: await addressed(rows, { bearer, room: own }, to) };
  });
  const sending = { bearer, goes, text };
  const sealed = await sealAll(deps, sending, room);
  return await deps.store.write(async (rows) => {
    const nowMs = deps.clock.nowMs();
    await refuseOften(rows, person.id, nowMs);
    const row = await conversationFor(rows, sending, sealed);
    const atMs = Math.max(nowMs, row.lastAtMs + 1);
    const { message: id, sealed: packet } = sealed;
    await rows.conversations.addMessage({
      id,
      conversation: row.id,
      author: person.id,
      atMs,
      sealed: packet,
    });
    const members = await rows.conversations.members(row.id);
    const own = members.find(({ participant }) => participant === person.id);
    await rows.conversations.putMember({
      ...{ conversation: row.id, participant: person.id, state: 'in', sealed: own?.sealed ?? null },
      readAtMs: atMs,
    });
    await tellOf(rows, row, { author: person.id, nowMs });
    const detail = { charity: person.charity, kind: row.kind };
    await trail(rows, { actor: person.id, atMs: nowMs })('conversation.write', row.id, { detail });
    return { conversation: row.id };
  });
}
