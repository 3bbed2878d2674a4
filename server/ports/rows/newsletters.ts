import type { RecipientState } from '../../../shared/people/newsletter-words.ts';
import type { Newsletter } from '../../domain/newsletter/newsletter.ts';

/** The copy of a letter for one person: whose address is read from their card when it leaves. */
export interface NewsletterCopy {
  readonly id: number;
  readonly newsletter: string;
  /** Null: erased since, or too long ago. */
  readonly participant: string | null;
  readonly state: RecipientState;
  readonly dueAtMs: number;
  readonly attempts: number;
}

export interface NewsletterReader {
  byId(id: string): Promise<Newsletter | undefined>;
  /** Newest first, 500 at most. */
  of(charity: string): Promise<readonly Newsletter[]>;
  counts(id: string): Promise<Readonly<Partial<Record<RecipientState, number>>>>;
  copy(id: number): Promise<NewsletterCopy | undefined>;
  /** Oldest first. */
  due(nowMs: number, limit: number): Promise<readonly NewsletterCopy[]>;
  /** Half-way, of no server that lives. */
  leftSending(living: readonly string[]): Promise<readonly NewsletterCopy[]>;
  /** Ids of letters under way whose every copy has its end. */
  ended(): Promise<readonly string[]>;
  /** Whom that digest of an e-mail stops it for. */
  stoppedBy(stopHash: string): Promise<NewsletterCopy | undefined>;
  /** Ids of the letters that they were written. */
  written(participant: string): Promise<readonly string[]>;
  isRefused(participant: string): Promise<boolean>;
  /** Ids of the people of that charity who want none. */
  refusers(charity: string): Promise<readonly string[]>;
}

export interface NewsletterWriter extends NewsletterReader {
  add(row: Newsletter): Promise<void>;
  update(id: string, change: Partial<Omit<Newsletter, 'id' | 'charity' | 'author'>>): Promise<void>;
  /** A letter that never left. */
  drop(id: string): Promise<void>;
  addCopies(id: string, participants: readonly string[], dueAtMs: number): Promise<void>;
  updateCopy(
    id: number,
    change: Partial<Pick<NewsletterCopy, 'state' | 'dueAtMs' | 'attempts'>> & {
      readonly reply?: string;
      readonly stopHash?: string;
    },
  ): Promise<void>;
  /** Copies that have not left stay where they are; answers how many. */
  stop(id: string): Promise<number>;
  /** Forgets to whom letters of before that instant went, and keeps the counts; answers how many letters. */
  forgetBefore(sentBeforeMs: number): Promise<number>;
  /** Twice is once. */
  refuse(participant: string): Promise<void>;
  accept(participant: string): Promise<void>;
}
