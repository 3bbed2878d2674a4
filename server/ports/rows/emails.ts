import type { EmailKind } from '../../domain/campaign-settings.ts';

/** domain/10: A_ENVOYER → ENVOYE / REBOND_TEMP / REBOND_DEF / SANS_EMAIL; `uncertain` is shown to ops and never blindly resent. */
export type EmailState =
  | 'to-send'
  | 'sending'
  | 'sent'
  | 'refused'
  | 'uncertain'
  | 'no-email'
  | 'failed'
  | 'cancelled';

/** One confirmation owed for one call. No address here: it is read from the sealed record when sending. */
export interface EmailRow {
  readonly callId: string;
  readonly campaign: string;
  readonly recordId: number;
  readonly kind: EmailKind;
  readonly state: EmailState;
  readonly messageId: string;
  readonly callEndedAtMs: number;
  /** Not before: end of call + hold (domain/10), or the next retry. */
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly sentAtMs: number | null;
  /** SMTP status and enhanced code only, or an AppError code. */
  readonly reply: string;
}

export interface EmailReader {
  due(nowMs: number, limit: number): readonly EmailRow[];
  ofCall(callId: string): EmailRow | undefined;
  countByState(campaign: string): Readonly<Partial<Record<EmailState, number>>>;
  /** Not sent although the call ended before `endedBeforeMs` (48 h clock, brief F6). */
  late(endedBeforeMs: number): readonly EmailRow[];
  inState(state: EmailState): readonly EmailRow[];
}

export interface EmailWriter extends EmailReader {
  add(row: EmailRow): void;
  update(
    callId: string,
    change: Partial<Pick<EmailRow, 'state' | 'dueAtMs' | 'attempts' | 'sentAtMs' | 'reply'>>,
  ): void;
}
