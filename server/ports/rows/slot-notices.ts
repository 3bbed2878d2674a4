import type { Period } from '../../../shared/time.ts';
import type { NoticeKind } from '../../domain/agenda/slot-notice.ts';

export type NoticeState =
  | 'to-send'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'failed'
  | 'uncertain'
  | 'no-email'
  | 'dropped';

/** Something to write to somebody about a slot, with what decides whether it still holds. */
export interface NoticeRow {
  readonly signup: number;
  readonly kind: NoticeKind;
  readonly state: NoticeState;
  readonly dueAtMs: number;
  readonly attempts: number;
}

/** A notice whose hour has come. */
export interface DueNotice extends NoticeRow, Period {
  readonly participant: string;
  readonly charity: string;
}

export interface NoticeReader {
  /** Oldest first; of people who are still in the directory. */
  due(nowMs: number, limit: number): Promise<readonly DueNotice[]>;
  notice(signup: number, kind: NoticeKind): Promise<NoticeRow | undefined>;
  /** Half-way, of no server that lives. */
  leftSending(living: readonly string[]): Promise<readonly NoticeRow[]>;
  /** Whose calendar that digest opens. */
  feedOwner(tokenHash: string): Promise<string | undefined>;
}

export interface NoticeWriter extends NoticeReader {
  /** For that sign-up when it is of the directory; twice is once. */
  owe(signup: number, kind: NoticeKind, dueAtMs: number): Promise<void>;
  /** As `owe`, and once more when they were told before: what is still to send stays as it is. */
  oweAgain(signup: number, kind: NoticeKind, dueAtMs: number): Promise<void>;
  /** For whoever holds a place that begins between the two, and signed up before `signedUpBeforeMs`; answers how many. */
  oweReminders(asked: {
    readonly kind: NoticeKind;
    readonly beginsAfterMs: number;
    readonly beginsUntilMs: number;
    readonly nowMs: number;
  }): Promise<number>;
  update(
    { signup, kind }: Pick<NoticeRow, 'signup' | 'kind'>,
    change: Partial<Pick<NoticeRow, 'state' | 'dueAtMs' | 'attempts'>>,
  ): Promise<void>;
  /** In the place of the one before, which opens nothing any more. */
  setFeed(participant: string, tokenHash: string, madeAtMs: number): Promise<void>;
  dropFeed(participant: string): Promise<void>;
}
