import type { AgendaReader, AgendaWriter } from './agenda.ts';
import type { ConversationReader, ConversationWriter } from './conversations.ts';
import type { FollowUpItemReader, FollowUpItemWriter } from './follow-up-items.ts';
import type { GroupReader, GroupWriter } from './groups.ts';
import type { LibraryReader, LibraryWriter } from './library.ts';
import type { NewsletterReader, NewsletterWriter } from './newsletters.ts';
import type { PeopleReader, PeopleWriter } from './people.ts';
import type { PollReader, PollWriter } from './polls.ts';
import type { SavedSearchReader, SavedSearchWriter } from './saved-searches.ts';
import type { NoticeReader, NoticeWriter } from './slot-notices.ts';
import type { WaitingMailReader, WaitingMailWriter } from './waiting-mails.ts';
import type { WebDoorReader, WebDoorWriter } from './web-door.ts';

/** What a store holds of the directories of charities: people, groups, agenda, messages, follow-up, library and letters. */
export interface DirectoryReaders {
  readonly agenda: AgendaReader;
  readonly conversations: ConversationReader;
  readonly followUpItems: FollowUpItemReader;
  readonly groups: GroupReader;
  readonly library: LibraryReader;
  readonly newsletters: NewsletterReader;
  readonly people: PeopleReader;
  readonly savedSearches: SavedSearchReader;
  readonly polls: PollReader;
  readonly slotNotices: NoticeReader;
  readonly waitingMails: WaitingMailReader;
  readonly webDoor: WebDoorReader;
}

/** The same, to be changed. */
export interface DirectoryWriters {
  readonly agenda: AgendaWriter;
  readonly conversations: ConversationWriter;
  readonly followUpItems: FollowUpItemWriter;
  readonly groups: GroupWriter;
  readonly library: LibraryWriter;
  readonly newsletters: NewsletterWriter;
  readonly people: PeopleWriter;
  readonly savedSearches: SavedSearchWriter;
  readonly polls: PollWriter;
  readonly slotNotices: NoticeWriter;
  readonly waitingMails: WaitingMailWriter;
  readonly webDoor: WebDoorWriter;
}
