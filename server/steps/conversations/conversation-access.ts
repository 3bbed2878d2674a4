import { AppError } from '../../../shared/errors.ts';
import type { WrittenKind } from '../../domain/conversations/written-contents.ts';
import type { ConversationMemberRow, ConversationRow } from '../../ports/rows/conversations.ts';
import type { StoreReader } from '../../ports/store.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';

export interface OwnConversation {
  readonly row: ConversationRow;
  /** Of a group’s thread: only those who have read something of it. */
  readonly members: readonly ConversationMemberRow[];
  readonly own: ConversationMemberRow | undefined;
}

/** AppError `conversation-unknown`: also for one of others, so that nobody learns that it is there. */
export function conversationUnknown(): AppError {
  return new AppError({
    code: 'conversation-unknown',
    kind: 'not-found',
    message: 'Cette conversation n’est pas une des vôtres, ou elle est trop ancienne.',
    hint: 'Revenez à « Messages ».',
  });
}

/** Groups whose thread somebody reads: theirs, once they are confirmed and belong to it. */
export function groupsRead({ standing }: Pick<WebBearer, 'standing'>): ReadonlySet<string> {
  const own = standing.belongings.filter(({ level }) => level !== 'asked').map(({ group }) => group);
  return new Set(standing.status === 'confirmed' ? own : []);
}

/** A conversation of the person, one that they refused among them. AppError `conversation-unknown`. */
export async function ownConversation(
  rows: StoreReader,
  bearer: WebBearer,
  id: string,
): Promise<OwnConversation> {
  const row = await rows.conversations.byId(id);
  if (!row || row.charity !== bearer.person.charity) throw conversationUnknown();
  const members = await rows.conversations.members(row.id);
  const own = members.find(({ participant }) => participant === bearer.person.id);
  const isTheirs = row.groupId === null ? own !== undefined : groupsRead(bearer).has(row.groupId);
  if (!isTheirs) throw conversationUnknown();
  return { row, members, own };
}

/** Where a name or a text of a charity’s people is sealed. */
export const writtenPlace = <Kind extends WrittenKind>(campaign: string, kind: Kind, id: string) => ({
  campaign,
  kind,
  id,
  version: 1,
});

/** The seal of a name knows whose it is and where it is read. */
export const memberPlace = (
  campaign: string,
  { conversation, participant }: Pick<ConversationMemberRow, 'conversation' | 'participant'>,
) => writtenPlace(campaign, 'conversation-member', `${conversation} ${participant}`);
