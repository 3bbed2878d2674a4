import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { mayEnter } from '../../domain/access/web-session-life.ts';
import { groupNamed, type PeopleGroup } from '../../domain/groups/group.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { Chance } from '../../ports/clock.ts';
import type { ConversationRow } from '../../ports/rows/conversations.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { chosenPeople, refuseOtherCount } from '../people/edit-people.ts';
import type { DirectoryDeps } from '../people/fill-directory.ts';
import { type AskedPeople, type PeopleRoom, peopleForbidden, peopleRoom } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { writtenPlace } from './conversation-access.ts';
import { refuseMessageText, tellOf } from './write-message.ts';

export interface OfficeDeps extends DirectoryDeps {
  readonly vault: DirectoryDeps['vault'] & Pick<Vault, 'sealWritten'>;
  readonly chance: Pick<Chance, 'uuid'>;
}

/** A group by its name, else everybody whom a search finds. */
export interface OfficeAsked extends AskedPeople {
  readonly to: string;
}

/** Most people whom one act writes to, each apart; a whole group is one message. */
const MOST = 500;

/** By whom that message is read. */
export interface OfficeAudience {
  /** Undefined: each of them apart. */
  readonly group: string | undefined;
  readonly count: number;
}

interface Reached {
  readonly room: PeopleRoom;
  readonly group: PeopleGroup | undefined;
  /** Of those who may enter, and so read it. */
  readonly ids: readonly string[];
}

async function reached(deps: OfficeDeps, { to, ...asked }: OfficeAsked): Promise<Reached> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  if (room.asker.office !== 'mobilisation') throw peopleForbidden('d’y écrire au nom de l’association');
  const group = groupNamed(room.groups, to);
  if (group && group.state !== 'active')
    throw new AppError({
      code: 'group-closed',
      kind: 'conflict',
      message: 'Ce groupe est clos : on n’y écrit plus.',
      hint: 'Les groupes : « plateau group list ».',
    });
  const chosen = group ? [] : (await chosenPeople(deps, { ...asked, where: to })).ids;
  const ids = await deps.store.read(async (rows) => {
    const all = group ? await rows.groups.members(group.id) : chosen;
    return await inTurn.filter(all, async (id) => {
      const row = await rows.people.byId(id);
      return row !== undefined && mayEnter(row);
    });
  });
  if (group || ids.length <= MOST) return { room, group, ids };
  throw new AppError({
    code: 'message-to-many',
    kind: 'invalid',
    message: `Cette recherche trouve ${ids.length} personnes : ${MOST} au plus à la fois.`,
    hint: 'Écrivez à un groupe entier, ou resserrez la recherche.',
  });
}

/** How many would read it. AppErrors of `chosenPeople`, `people-forbidden`, `group-closed`, `message-to-many`. */
export async function countAudience(deps: OfficeDeps, asked: OfficeAsked): Promise<OfficeAudience> {
  const { group, ids } = await reached(deps, asked);
  return { group: group?.name, count: ids.length };
}

/** The conversation that the association has with that person, or that group; made when there is none. */
async function threadWith(
  rows: StoreWriter,
  { charity, group, person }: { charity: string; group: PeopleGroup | undefined; person: string },
  made: string,
): Promise<ConversationRow> {
  const pair = group ? null : `office ${person}`;
  const known =
    pair === null ? await rows.conversations.byGroup(group?.id ?? '') : await rows.conversations.byPair(pair);
  if (known) return known;
  const [kind, groupId] = group ? (['group', group.id] as const) : (['office', null] as const);
  const row: ConversationRow = { id: made, charity, kind, groupId, pair, lastAtMs: 0 };
  await rows.conversations.add(row);
  return row;
}

interface Letter {
  /** '' of a letter to a group. */
  readonly person: string;
  readonly conversation: string;
  readonly message: string;
  readonly sealed: SealedBytes;
}

async function put(
  rows: StoreWriter,
  { person, conversation: made, message: id, sealed }: Letter,
  { charity, group, nowMs }: { charity: string; group: PeopleGroup | undefined; nowMs: number },
): Promise<void> {
  if (!group && (await rows.people.byId(person)) === undefined) return;
  const row = await threadWith(rows, { charity, group, person }, made);
  const { id: conversation } = row;
  if (!group) {
    const readAtMs = (await rows.conversations.members(conversation))[0]?.readAtMs ?? 0;
    await rows.conversations.putMember({
      conversation,
      participant: person,
      state: 'in',
      readAtMs,
      sealed: null,
    });
  }
  const atMs = Math.max(nowMs, row.lastAtMs + 1);
  await rows.conversations.addMessage({ id, conversation, author: null, atMs, sealed });
  await tellOf(rows, row, { author: '', nowMs });
}

async function sealLetters(
  { vault, chance }: OfficeDeps,
  { charity, people }: { readonly charity: string; readonly people: readonly string[] },
  text: string,
): Promise<readonly Letter[]> {
  const letters = people.map((person) => {
    return { person, conversation: chance.uuid(), message: chance.uuid() };
  });
  const seals = await vault.sealWritten(
    letters.map(({ message }) => ({
      place: writtenPlace(peoplePlace(charity), 'message', message),
      content: { text, by: '' },
    })),
  );
  return letters.map((one, at) => ({ ...one, sealed: seals[at] ?? new Uint8Array() }));
}

/**
 * Writes in the name of the association: in the thread of a group, or to each whom a search finds apart; who reads answers
 * by the association’s address. `expected` is what the person confirmed, and why goes to the audit log. AppErrors of
 * `countAudience`, `message-text`, `card-number`, `people-count-changed`. Twice writes twice.
 */
export async function writeAsOffice(
  deps: OfficeDeps,
  asked: OfficeAsked & { readonly text: string; readonly expected: number; readonly reason: string },
): Promise<OfficeAudience> {
  refuseMessageText(asked.text);
  const { room, group, ids } = await reached(deps, asked);
  refuseOtherCount(ids, asked.expected);
  const { charity } = room.base;
  const letters = await sealLetters(deps, { charity, people: group ? [''] : ids }, asked.text.trim());
  await deps.store.write(async (rows) => {
    const nowMs = deps.clock.nowMs();
    for (const one of letters) await put(rows, one, { charity, group, nowMs });
    const detail = { charity, kind: group ? 'group' : 'office', count: ids.length };
    const note = trail(rows, { actor: asked.account.id, atMs: nowMs });
    await note('conversation.write', group?.id ?? charity, { reason: asked.reason, detail });
  });
  return { group: group?.name, count: ids.length };
}
