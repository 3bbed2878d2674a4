import { inTurn } from '../../../shared/in-turn.ts';
import type { FollowUpKind, FollowUpState } from '../../../shared/people/follow-up-words.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { displayName, UNREADABLE_CARD } from '../../domain/people/people-fields.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { FollowUpItemRow } from '../../ports/rows/follow-up-items.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { writtenPlace } from '../conversations/conversation-access.ts';
import { type OpenPeopleDeps, openNotedParticipants } from '../people/open-participants.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { LOST_WORDS, openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';
import { type FollowUpRoom, followUpRoom, isTheirs } from './item-access.ts';

interface ListItemsDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'openWritten'>;
}

export interface FollowUpLine {
  readonly id: string;
  readonly kind: FollowUpKind;
  readonly state: FollowUpState;
  /** '' where only the mobilisation team sees to it. */
  readonly group: string;
  readonly text: string;
  readonly by: string;
  /** Whose page is wrong; '' of an item that is about nobody. */
  readonly about: string;
  /** Who took it: `vous`, a name, or '' while nobody has. */
  readonly owner: string;
  /** `2026-12-15`, or ''. */
  readonly dueOn: string;
  readonly atMs: number;
  /** They may take it, and say that it is done; otherwise they only wrote it. */
  readonly isTheirs: boolean;
}

async function listed(rows: StoreReader, own: FollowUpRoom): Promise<readonly FollowUpItemRow[]> {
  const { groups, room } = own;
  if (groups === undefined) return await rows.followUpItems.of(room.base.charity);
  return await rows.followUpItems.ofGroups(groups, room.asker.participant?.id ?? '');
}

/** Names of who took something, by number: of the house as the account is called, of the directory as the card says. */
async function ownerNames(
  { store, vault }: ListItemsDeps,
  owners: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await store.read((rows) =>
    inTurn.map(owners, async (id) => ({
      id,
      row: await rows.people.byId(id),
      named: (await rows.accounts.byId(id))?.displayName ?? '',
    })),
  );
  const people = found.flatMap(({ row }) => (row ? [row] : []));
  const contents = await openNotedParticipants(vault, people);
  const names = people.map((row, at) => {
    const content = contents[at];
    return [row.id, content ? displayName(content) : UNREADABLE_CARD] as const;
  });
  return new Map([...found.map(({ id, named }) => [id, named] as const), ...names]);
}

/**
 * What is to see to, for whoever coordinates (their groups and those under them) or holds an office (all of it), and what
 * somebody wrote themselves; what is done comes last, 200 at most. One entry of the audit log. AppErrors of
 * `followUpRoom`.
 */
export async function listItems(deps: ListItemsDeps, asked: AskedPeople): Promise<readonly FollowUpLine[]> {
  const { account } = asked;
  const { own, items, owners } = await deps.store.write(async (rows) => {
    const room = await followUpRoom(rows, asked);
    const all = await listed(rows, room);
    const seen = all.filter((one) => isTheirs(room, one)).map(({ owner }) => owner);
    const others = [...new Set(seen)].filter((owner) => owner !== '' && owner !== account.id);
    const detail = { charity: room.room.base.charity, count: all.length, cards: cardList(others) };
    const note = trail(rows, { actor: account.id, atMs: deps.clock.nowMs() });
    await note('item.open', account.id, { reason: 'suivi', detail });
    return { own: room, items: all, owners: others };
  });
  const names = await ownerNames(deps, owners);
  const ownerOf = (row: FollowUpItemRow) => {
    if (row.owner === account.id) return 'vous';
    return isTheirs(own, row) ? (names.get(row.owner) ?? '') : '';
  };
  const campaign = peoplePlace(own.room.base.charity);
  return await inTurn.map(items, async (row): Promise<FollowUpLine> => {
    const { id, kind, state, dueOn, atMs } = row;
    const opening = deps.vault.openWritten(writtenPlace(campaign, 'item', id), row.sealed);
    const content = (await openedOrLost(opening)) ?? { text: LOST_WORDS, by: '', about: '' };
    const group = own.room.groups.find((one) => one.id === row.groupId)?.name ?? '';
    const said = { ...content, owner: ownerOf(row) };
    return { id, kind, state, group, ...said, dueOn, atMs, isTheirs: isTheirs(own, row) };
  });
}
