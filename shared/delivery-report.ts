import { type Bounce, MAX_REPORT_BYTES, messageIdOf, STATUS } from './bounce.ts';

/**
 * A small, strict reader of RFC 3464 delivery reports (`multipart/report; report-type=delivery-status`): only what is needed to
 * know which of our e-mails came back and why. Anything else in the mailbox (an out-of-office answer, a donor's letter) is
 * not a report and gives undefined.
 */
export function readDeliveryReport(source: string): Bounce | undefined {
  if (source.length > MAX_REPORT_BYTES) return undefined;
  const mail = entityOf(source);
  const type = mail.header('content-type') ?? '';
  if (!/^multipart\/report\b/i.test(type) || !/report-type="?delivery-status"?/i.test(type)) return undefined;
  const parts = partsOf(mail.body, parameter(type, 'boundary'));
  const report = parts.find((part) => isOf(part, 'message/delivery-status'));
  const original = parts.find((part) => isOf(part, 'message/rfc822') || isOf(part, 'text/rfc822-headers'));
  if (!report || !original) return undefined;
  const messageId = messageIdOf(entityOf(`${decoded(original).trimStart()}\n\n`).header('message-id') ?? '');
  const status = worstStatus(decoded(report));
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
  const [, ...parts] = inside.split(`\n--${boundary}\n`);
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
      const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(block.header('status') ?? '')?.[0];
      const action = (block.header('action') ?? '').toLowerCase();
      if (status === undefined || !STATUS.test(status)) return [];
      // « failed » with a 4.x.x: the relay gave up after its retries.
      return [action === 'failed' && status.startsWith('4') ? `5${status.slice(1)}` : status];
    });
  return statuses.toSorted().at(-1);
}
