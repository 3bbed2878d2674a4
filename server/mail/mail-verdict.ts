import type { MailVerdict } from '../ports/mailer.ts';

/** What nodemailer says of a message that was not accepted. */
interface SendFailure {
  readonly code?: string;
  /** The SMTP command that got the answer; `CONN` when the connection itself failed. */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Commands whose 5xx is about this message; a 5xx to EHLO, STARTTLS or AUTH is about our relay and will be mended. */
const MESSAGE_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** `250 2.0.0` of a reply: its codes only, since the text may repeat the address. */
export function replyCodes(reply: string): string {
  const match = /^(\d{3})(?:[ -]([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(reply);
  return match ? [match[1], match[2]].filter((part) => part !== undefined).join(' ') : '';
}

/**
 * The verdict on a failed send. `handedOver`: the whole message had been given to the connection, so the final dot
 * may have left; from then on only the relay's own answer to DATA says that it was not taken.
 */
export function verdictOfFailure(failure: SendFailure, handedOver: boolean): MailVerdict {
  const answered = failure.responseCode !== undefined && MESSAGE_COMMANDS.has(failure.command ?? '');
  const reply = replyCodes(failure.response ?? '') || libraryCode(failure.code);
  if (answered) return { verdict: isPermanent(failure.responseCode) ? 'refused' : 'deferred', reply };
  if (handedOver) return { verdict: 'uncertain', reply };
  // No answer and nothing sent: our own library refused the envelope or the size, and would again.
  const hopeless = failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE';
  return { verdict: hopeless && failure.responseCode === undefined ? 'refused' : 'deferred', reply };
}

function isPermanent(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 500;
}

/** `ETIMEDOUT`, `ECONNECTION`…: nodemailer's code, never its message. */
function libraryCode(code: string | undefined): string {
  return code !== undefined && /^E[A-Z0-9_]{2,20}$/.test(code) ? code : 'ERROR';
}
