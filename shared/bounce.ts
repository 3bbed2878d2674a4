import { AppError } from './errors.ts';

/**
 * One thing that a mailbox of returns says of one of our e-mails. No address: what tells our e-mails apart is the Message-ID
 * that we gave them, and nothing else leaves the reader's machine.
 */
export interface Bounce {
  /** With its angle brackets. */
  readonly messageId: string;
  /** Enhanced status of RFC 3463: `5.1.1` is for good, `4.x.x` a delay, `2.x.x` a delivery. */
  readonly status: string;
  readonly atMs: number;
}

export const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/;
export const MESSAGE_ID = /^<[^<>@\s]{1,120}@[^<>@\s]{1,120}>$/;
/** Bytes of one report, lines of one file. */
export const MAX_REPORT_BYTES = 1_048_576;
export const MAX_LINES = 20_000;

/** The Message-ID with its brackets, or undefined when the text is none. */
export function messageIdOf(text: string): string | undefined {
  const bare = text.trim();
  const id = bare.startsWith('<') ? bare : `<${bare}>`;
  return MESSAGE_ID.test(id) ? id : undefined;
}

const HEADER = ['message_id', 'statut', 'date'];

/**
 * Reads `message_id;statut;date`, one return a line, header row compulsory, columns in any order, others ignored. `statut` is an
 * enhanced status, `date` ISO 8601. AppErrors `bounces-no-header`, `bounces-bad-line` (with its number, never its text).
 */
export function readBounceCsv(text: string): readonly Bounce[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.split(';').map((name) => unquoted(name).toLowerCase());
  const places = HEADER.map((name) => names.indexOf(name));
  if (places.includes(-1) || lines.length > MAX_LINES) throw noHeader();
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const cells = line.split(';').map(unquoted);
    const [id = '', status = '', date = ''] = places.map((place) => cells[place] ?? '');
    const messageId = messageIdOf(id);
    const atMs = instantOf(date);
    if (messageId === undefined || !STATUS.test(status) || atMs === undefined) throw badLine(at + 2);
    return [{ messageId, status, atMs }];
  });
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

function instantOf(text: string): number | undefined {
  const isIso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const atMs = isIso ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

function noHeader(): AppError {
  return new AppError({
    code: 'bounces-no-header',
    kind: 'invalid',
    message: 'Ce fichier de rebonds n’a pas l’en-tête attendu, ou a trop de lignes.',
    hint: `Première ligne : ${HEADER.join(';')} ; au plus ${MAX_LINES} lignes.`,
  });
}

function badLine(line: number): AppError {
  return new AppError({
    code: 'bounces-bad-line',
    kind: 'invalid',
    message: `La ligne ${line} de ce fichier de rebonds est illisible : rien n’a été pris.`,
    hint: 'Attendu : un Message-ID, un statut comme 5.1.1, une date comme 2026-11-23T17:05:00+01:00.',
  });
}
