import { type Bounce, MAX_REPORT_BYTES, messageIdOf, STATUS } from './bounce.ts';

/**
 * What a message of the bounce mailbox is: a return (RFC 3464, RFC 6533, and what qmail and Exim write), `unread` for what came
 * from a mail system but does not say which e-mail or why, so that a person reads it, or `other`: an out-of-office answer, a
 * donor's letter.
 */
export type ReturnedMail = Bounce | 'unread' | 'other';

/** Reads one message, as latin1 text. A report too long to read is left to a person. */
export function readReturnedMail(source: string): ReturnedMail {
  if (source.length > MAX_REPORT_BYTES) return 'unread';
  const mail = entityOf(source);
  const read = isReport(mail) ? readReport(mail) : readPlainReturn(mail);
  if (read !== undefined) return read;
  return isReport(mail) || comesFromMailSystem(mail) ? 'unread' : 'other';
}

/** Without report-type, the parts say what the report is about. */
function isReport(mail: Entity): boolean {
  const type = mail.header('content-type') ?? '';
  if (!/^multipart\/report\b/i.test(type)) return false;
  return !/report-type=/i.test(type) || /report-type="?delivery-status"?/i.test(type);
}

function comesFromMailSystem(mail: Entity): boolean {
  return (
    /^<\s*>$/.test(mail.header('return-path') ?? '') ||
    /\b(mailer-daemon|postmaster)@/i.test(mail.header('from') ?? '') ||
    mail.header('x-failed-recipients') !== undefined
  );
}

const STATUS_PARTS = ['message/delivery-status', 'message/global-delivery-status'];
const ORIGINAL_PARTS = ['message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers'];

function readReport(mail: Entity): Bounce | undefined {
  const parts = partsOf(mail.body, parameter(mail.header('content-type') ?? '', 'boundary'));
  const report = parts.find((part) => STATUS_PARTS.some((type) => isOf(part, type)));
  const original = parts.findLast((part) => ORIGINAL_PARTS.some((type) => isOf(part, type)));
  if (!report || !original) return undefined;
  return bounceOf(mail, decoded(original), worstStatus(decoded(report)));
}

/** The line after which qmail and Exim copy the message that came back. */
const COPY_MARK = /^-{3,}.*\bcopy of (?:the|your) message\b.*$/im;

/** Plain text: the reply of the server that refused stands above the copy. Only a final one is believed. */
function readPlainReturn(mail: Entity): Bounce | undefined {
  const mark = COPY_MARK.exec(mail.body);
  if (!mark || !comesFromMailSystem(mail)) return undefined;
  const status = /\b5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/.exec(mail.body.slice(0, mark.index))?.[1];
  return bounceOf(mail, mail.body.slice(mark.index + mark[0].length), status);
}

function bounceOf(mail: Entity, original: string, status: string | undefined): Bounce | undefined {
  const messageId = messageIdOf(entityOf(`${original.trimStart()}\n\n`).header('message-id') ?? '');
  const atMs = Date.parse(mail.header('date') ?? '');
  if (messageId === undefined || status === undefined || Number.isNaN(atMs)) return undefined;
  return { messageId, status, atMs };
}

interface Entity {
  /** Unfolded value of the first header of that name. */
  header(name: string): string | undefined;
  readonly body: string;
}

const MAX_PARTS = 20;

function entityOf(source: string): Entity {
  const text = source.replace(/\r\n/g, '\n');
  const end = text.indexOf('\n\n');
  const head = (end === -1 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, ' ').split('\n');
  return {
    body: end === -1 ? '' : text.slice(end + 2),
    header: (name) => {
      const found = head.find((line) => line.toLowerCase().startsWith(`${name}:`));
      return found?.slice(name.length + 1).trim();
    },
  };
}

function parameter(value: string, name: string): string {
  const match = new RegExp(`${name}=(?:"([^"]{1,70})"|([^;\\s"]{1,70}))`, 'i').exec(value);
  return match?.[1] ?? match?.[2] ?? '';
}

function partsOf(body: string, boundary: string): readonly Entity[] {
  if (boundary === '') return [];
  const [inside = ''] = `\n${body}`.split(`\n--${boundary}--`);
  // Spaces may follow the boundary (RFC 2046): padding of the transport.
  const [, ...parts] = inside.replace(/[ \t]+$/gm, '').split(`\n--${boundary}\n`);
  // A part without headers begins with an empty line.
  return parts.slice(0, MAX_PARTS).map((part) => entityOf(part));
}

function isOf(part: Entity, type: string): boolean {
  return (part.header('content-type') ?? '').toLowerCase().startsWith(type);
}

/** Reports are written in 7 or 8 bits; some systems encode their parts all the same. */
function decoded(part: Entity): string {
  switch ((part.header('content-transfer-encoding') ?? '7bit').toLowerCase()) {
    case 'base64':
      return Buffer.from(part.body, 'base64').toString('latin1').replace(/\r\n/g, '\n');
    case 'quoted-printable':
      return part.body
        .replace(/=\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    default:
      return part.body;
  }
}

/** Blocks of fields, one for the message then one a recipient: a failure wins over a delay, whatever the order. */
function worstStatus(report: string): string | undefined {
  const statuses = report
    .split(/\n\s*\n/)
    .map((block) => entityOf(`${block.trim()}\n\n`))
    .flatMap((block) => {
      const action = (block.header('action') ?? '').toLowerCase();
      const status = statusOf(block);
      if (status === undefined || !STATUS.test(status)) return [];
      // « failed » with a 4.x.x, with or without a comment: the relay gave up after its retries.
      return [/^failed\b/.test(action) && status.startsWith('4') ? `5${status.slice(1)}` : status];
    });
  return statuses.toSorted().at(-1);
}

/** The status of a recipient, some with the SMTP code before it; else the reply that its Diagnostic-Code quotes. */
function statusOf(block: Entity): string | undefined {
  const said = /^(?:[245]\d\d[ -])?([245]\.\d{1,3}\.\d{1,3})/.exec(block.header('status') ?? '')?.[1];
  if (said !== undefined || block.header('action') === undefined) return said;
  return /\b[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(block.header('diagnostic-code') ?? '')?.[1];
}
