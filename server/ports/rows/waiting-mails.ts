import type { MailingKind, MailingWay } from '../../domain/conversations/mailing-ways.ts';

export type WaitingMailState =
  | 'to-send'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'failed'
  | 'uncertain'
  | 'no-email';

/** Somebody is to be told that something waits for them: one row a subject, until they look at it. */
export interface WaitingMailRow {
  readonly participant: string;
  readonly kind: MailingKind;
  /** Its number: a conversation’s, an event’s. */
  readonly about: string;
  readonly state: WaitingMailState;
  readonly owedAtMs: number;
  readonly dueAtMs: number;
  readonly attempts: number;
}

export type WaitingMailPlace = Pick<WaitingMailRow, 'participant' | 'kind' | 'about'>;

export interface WaitingMailReader {
  /** People to whom something is due now, whoever waits longest first. */
  dueTo(nowMs: number, limit: number): Promise<readonly string[]>;
  /** What is to send to them and due. */
  due(participant: string, nowMs: number): Promise<readonly WaitingMailRow[]>;
  mail(place: WaitingMailPlace): Promise<WaitingMailRow | undefined>;
  /** Half-way, of no server that lives. */
  leftSending(living: readonly string[]): Promise<readonly WaitingMailRow[]>;
  /** What somebody chose, for the kinds of which they chose. */
  choices(participant: string): Promise<Readonly<Partial<Record<MailingKind, MailingWay>>>>;
}

export interface WaitingMailWriter extends WaitingMailReader {
  /**
   * To each of them who wants it, now or with the e-mail of the day; a subject that they were told of and have not looked at owes
   * nothing again.
   */
  owe(asked: {
    readonly kind: WaitingMailRow['kind'];
    readonly about: string;
    readonly participants: readonly string[];
    readonly nowMs: number;
    readonly dailyMs: number;
  }): Promise<void>;
  update(
    place: WaitingMailPlace,
    change: Partial<Pick<WaitingMailRow, 'state' | 'dueAtMs' | 'attempts'>>,
  ): Promise<void>;
  /** They looked at it, or it is no more; twice is once. */
  seen(place: WaitingMailPlace): Promise<void>;
  /** Of slots that are over or are no more, whatever became of the e-mail; one under way stays until it is settled. */
  dropOver(nowMs: number): Promise<void>;
  /** In the place of what they chose before. */
  choose(participant: string, kind: MailingKind, way: MailingWay): Promise<void>;
}
