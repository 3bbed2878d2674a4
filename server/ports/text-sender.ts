import type { MailVerdict } from './mailer.ts';

/** One text message that somebody asked for on the telephone. Personal: memory only. */
export interface OutgoingText {
  /** The same at each try: whoever carries it sends one message for it, ever. */
  readonly id: string;
  /** Whom the telephone shows, where the campaign says so. */
  readonly from?: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** In the words of an e-mail (`MailVerdict`): `reply` is a status or a code of ours, never what was answered. */
export type TextVerdict = MailVerdict;

export interface TextSender {
  /** False: the house sends no text message, and none is offered to a caller. */
  readonly isConfigured: boolean;
  /** Never throws for what a gateway may answer, nor for a key that cannot be read. */
  send(text: OutgoingText): Promise<TextVerdict>;
  /** For `plateau doctor`: reaches the gateway, which knows our signature. AppErrors `gateway-unreachable`, `gateway-denied`. */
  check(): Promise<void>;
  close(): Promise<void>;
}
