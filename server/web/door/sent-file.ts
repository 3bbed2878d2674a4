import { AppError } from '../../../shared/errors.ts';

/** A file that a form sends, under the name that the browser gives it. */
export interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface SentForm {
  readonly form: URLSearchParams;
  readonly file: SentFile | undefined;
}

/** Fields of one form of ours, and signs of one: a card has eighty fields, a deposit six. */
const MOST_PARTS = 40;
const MOST_HEAD_BYTES = 2048;
const MOST_FIELD_BYTES = 4096;
const BREAK = Buffer.from('\r\n\r\n');

function misshapen(): AppError {
  return new AppError({
    code: 'form-misshapen',
    kind: 'invalid',
    message: 'Ce formulaire est arrivé incomplet : rien n’a été déposé.',
    hint: 'Revenez à la page et recommencez.',
  });
}

/** `----WebKit…` of a content type; undefined when it is none of a form with a file. */
function boundaryOf(contentType: string): string | undefined {
  return /^multipart\/form-data;\s*boundary="?([A-Za-z0-9'()+_,./:=?-]{1,70})"?\s*$/i.exec(contentType)?.[1];
}

/** A value between quotes, where a browser writes %22, %0D and %0A for the three signs that would end it. */
function quotedIn(head: string, key: string): string | undefined {
  const quoted = new RegExp(`;\\s*${key}="([^"\\r\\n]*)"`, 'i').exec(head)?.[1];
  return quoted?.replace(/%(22|0D|0A)/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

interface Part {
  readonly head: string;
  readonly content: Buffer;
}

function partOf(bytes: Buffer): Part {
  const end = bytes.indexOf(BREAK);
  if (end < 0 || end > MOST_HEAD_BYTES) throw misshapen();
  return { head: bytes.subarray(0, end).toString('utf8'), content: bytes.subarray(end + BREAK.length) };
}

/** What stands between two marks, whole in memory: nothing is decoded and nothing is unpacked. */
function partsOf(body: Buffer, boundary: string): readonly Part[] {
  const mark = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from('\r\n'), body]);
  const parts: Part[] = [];
  let at = whole.indexOf(mark);
  while (at >= 0) {
    const from = at + mark.length;
    if (whole.subarray(from, from + 2).toString('latin1') === '--') return parts;
    at = whole.indexOf(mark, from);
    if (at < 0 || parts.length === MOST_PARTS) throw misshapen();
    if (whole.subarray(from, from + 2).toString('latin1') !== '\r\n') throw misshapen();
    parts.push(partOf(whole.subarray(from + 2, at)));
  }
  throw misshapen();
}

/**
 * The fields of a form and its one file (RFC 7578), as browsers write them; a file field left empty is none. AppError
 * `form-misshapen` for anything else: a mark that is missing, too many fields, two files, a field too long.
 */
export function sentFormOf(contentType: string, body: Buffer): SentForm {
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) throw misshapen();
  const form = new URLSearchParams();
  let file: SentFile | undefined;
  for (const { head, content } of partsOf(body, boundary)) {
    const disposition = /^content-disposition:\s*form-data(;[^\r\n]*)$/im.exec(head)?.[1] ?? '';
    const name = quotedIn(disposition, 'name');
    const fileName = quotedIn(disposition, 'filename');
    if (name === undefined) throw misshapen();
    if (fileName === undefined) {
      if (content.length > MOST_FIELD_BYTES) throw misshapen();
      form.append(name, content.toString('utf8'));
    } else if (fileName !== '' || content.length > 0) {
      if (file) throw misshapen();
      file = { fileName, bytes: content };
    }
  }
  return { form, file };
}
