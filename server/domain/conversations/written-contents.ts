import type { SavedSearchContent } from '../people/saved-search.ts';

/** What people of a directory, or those who keep it, write there, as it is sealed: everything but ids and instants. */
export interface WrittenContents {
  readonly message: {
    readonly text: string;
    /** As the author was called when they wrote: no card is opened to read a thread. */
    readonly by: string;
  };
  /** Somebody among the people of a conversation, by the name under which the others know them. */
  readonly 'conversation-member': { readonly name: string };
  /** Of whoever keeps it: it may hold a name. */
  readonly 'saved-search': SavedSearchContent;
  /** A question to a group, and who chose which answer. */
  readonly poll: {
    readonly question: string;
    readonly choices: readonly string[];
    readonly by: string;
    /** Rank of the choice, by participant. */
    readonly votes: Readonly<Record<string, number>>;
  };
  /** Something that whoever coordinates has to see to. */
  readonly item: {
    readonly text: string;
    readonly by: string;
    /** Whose page is wrong, as it names them; '' of an item that is about nobody. */
    readonly about: string;
  };
}

export type WrittenKind = keyof WrittenContents;
