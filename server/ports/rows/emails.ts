import type { Period } from '../../../shared/time.ts';
import type { EmailKind } from '../../domain/campaign/campaign-settings.ts';
import type { EMAIL_STATE_SAID } from '../../domain/email/state-words.ts';
import type { ConfirmationCounts } from '../../domain/report/confirmation-figures.ts';

/**
 * States of an e-mail (docs/rules/confirmation-email.md): `bounced` came back later; `uncertain` is shown to ops and never
 * blindly resent.
 */
export type EmailState = keyof typeof EMAIL_STATE_SAID;

/**
 * One e-mail owed for one call: its confirmation, or the rectification of a correction. No address here: it is read
 * from the sealed record when sending.
 */
export interface EmailRow {
  /** The call's id for a confirmation, the correction's for a rectification. */
  readonly id: string;
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly kind: EmailKind;
  readonly state: EmailState;
  readonly messageId: string;
  /** Id of the correction whose amounts the e-mail says, set when it leaves; '' for the call's own. */
  readonly carries: string;
  /** When the 48 hours begin: end of the call, or the hour of the correction. */
  readonly callEndedAtMs: number;
  /** Not before: end of call + hold (docs/rules/confirmation-email.md), or the next retry. */
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly sentAtMs: number | null;
  /** Digest of all that is said and sent, set when it leaves; null before, and on e-mails of before. */
  readonly edition: string | null;
  /** SMTP status and enhanced code only, or an AppError code. */
  readonly reply: string;
}

export interface EmailReader {
  due(nowMs: number, limit: number): Promise<readonly EmailRow[]>;
  byId(id: string): Promise<EmailRow | undefined>;
  /** The confirmation of the call. */
  ofCall(callId: string): Promise<EmailRow | undefined>;
  /** The confirmation, then the rectifications in order of time. */
  allOfCall(callId: string): Promise<readonly EmailRow[]>;
  byMessageId(messageId: string): Promise<EmailRow | undefined>;
  countByState(campaign: string): Promise<Readonly<Partial<Record<EmailState, number>>>>;
  /** Not sent although the call ended before `endedBeforeMs` (48 h clock, F-06). */
  late(endedBeforeMs: number): Promise<readonly EmailRow[]>;
  inState(state: EmailState): Promise<readonly EmailRow[]>;
  /** Under way with a server that is none of those living. */
  leftSending(living: readonly string[]): Promise<readonly EmailRow[]>;
  /** Confirmations of the calls of a span; rectifications and information are not counted. */
  confirmationCounts(campaign: string, span: Period): Promise<ConfirmationCounts>;
}

export interface EmailWriter extends EmailReader {
  add(row: EmailRow): Promise<void>;
  update(
    id: string,
    change: Partial<
      Pick<EmailRow, 'state' | 'carries' | 'dueAtMs' | 'attempts' | 'sentAtMs' | 'edition' | 'reply'>
    >,
  ): Promise<void>;
}
