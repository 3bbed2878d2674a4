export interface OutgoingMail {
  /** Stable: derived from the idempotency key, so that a relay can drop a duplicate. */
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of what goes to many: where one POST, without a login, stops it (RFC 8058). */
  readonly stopUrl?: string;
}

/**
 * What the relay said of one message. `refused`: 5xx, will not be retried. `deferred`: 4xx or unreachable before DATA ended,
 * safe to retry. `uncertain`: the connection broke after DATA, it may have left: never blindly resent.
 * `reply` is the status code and enhanced code only (never text that may repeat the address).
 */
export interface MailVerdict {
  readonly verdict: 'sent' | 'refused' | 'deferred' | 'uncertain';
  readonly reply: string;
}

export interface Mailer {
  /** Never throws for what a relay may answer; an assert for a header with a line break. */
  send(mail: OutgoingMail): Promise<MailVerdict>;
  /** For `plateau doctor`: connects and authenticates. AppError `smtp-unreachable`. */
  check(): Promise<void>;
  close(): Promise<void>;
}
