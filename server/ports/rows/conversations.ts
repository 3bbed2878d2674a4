import type { SealedBytes } from '../vault.ts';

export interface ConversationRow {
  readonly id: string;
  readonly charity: string;
  readonly kind: 'people' | 'group' | 'office';
  readonly groupId: string | null;
  /** Of two people: both ids in order; of the association and one person: `office` and theirs. */
  readonly pair: string | null;
  readonly lastAtMs: number;
}

export type MemberState = 'in' | 'asked' | 'refused';

export interface ConversationMemberRow {
  readonly conversation: string;
  readonly participant: string;
  readonly state: MemberState;
  readonly readAtMs: number;
  /** Their name for the others; null in a group’s thread, and of somebody who has not accepted to be known. */
  readonly sealed: SealedBytes | null;
}

export interface ConversationMessageRow {
  readonly id: string;
  readonly conversation: string;
  /** Null: the association, or somebody who was erased. */
  readonly author: string | null;
  readonly atMs: number;
  /** Null: its author was erased. */
  readonly sealed: SealedBytes | null;
}

/** A conversation as one person has it. */
export interface OwnConversationRow extends ConversationRow {
  readonly state: MemberState;
  readonly readAtMs: number;
}

export interface ConversationReader {
  byId(id: string): Promise<ConversationRow | undefined>;
  byPair(pair: string): Promise<ConversationRow | undefined>;
  byGroup(group: string): Promise<ConversationRow | undefined>;
  /** Of that person, their groups of now among them; the last written first, 200 at most. */
  of(participant: string): Promise<readonly OwnConversationRow[]>;
  members(conversation: string): Promise<readonly ConversationMemberRow[]>;
  /** The newest `limit` before that instant, the oldest of them first. */
  messages(
    conversation: string,
    page: { readonly beforeMs: number; readonly limit: number },
  ): Promise<readonly ConversationMessageRow[]>;
  /** By that person since that instant. */
  written(author: string, sinceMs: number): Promise<number>;
  /** All that somebody wrote, the oldest first. */
  writtenBy(author: string): Promise<readonly ConversationMessageRow[]>;
}

export interface ConversationWriter extends ConversationReader {
  add(row: ConversationRow): Promise<void>;
  /** In the place of the one that the person had there. */
  putMember(row: ConversationMemberRow): Promise<void>;
  addMessage(row: ConversationMessageRow): Promise<void>;
  /** Messages before that instant go, and conversations that nothing is left of; answers how many messages. */
  dropBefore(atMs: number): Promise<number>;
}
