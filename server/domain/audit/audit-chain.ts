import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';

/**
 * The hash chain of the audit log (promise 6, server/README.md): each row's hash covers its own content and the hash of
 * the row before, so that a row edited, removed or slipped in afterwards breaks every link from there on. A cut tail or
 * a chain rewritten whole does not show: the signed checkpoint of each day, out of our hands on the charity's drop, is
 * there for that (audit-checkpoint).
 */

/** What the chain covers; the same names as `AuditRow` of server/ports/rows/audit.ts, without its two hashes. */
export interface ChainedContent {
  readonly seq: number;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly campaign: string;
  readonly subject: string;
  readonly reason: string;
  /** Of a reason that is kept apart from the chain: what the chain covers in its place. */
  readonly digest?: string;
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

export interface ChainedRow extends ChainedContent {
  readonly previousHash: string;
  readonly hash: string;
}

/** The "hash before" of the first row: 64 zeros. */
export const GENESIS_HASH = '0'.repeat(64);

type Detail = ChainedContent['detail'];

/** What stands in a row as its detail: scalars by name, nothing nested. */
export function isDetail(value: unknown): value is Detail {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => SCALARS.has(typeof one));
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

function scalar(value: string | number | boolean): string {
  assert(
    typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0)),
    'a figure of the audit log is finite',
  );
  // A lone surrogate does not survive UTF-8 storage: hash what the database will give back.
  return JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value);
}

/** `detail` as canonical JSON: keys sorted by code unit, no space; equal details give equal texts. */
export function canonicalDetail(detail: Detail): string {
  const pairs = Object.entries(detail)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${scalar(key)}:${scalar(value)}`);
  return `{${pairs.join(',')}}`;
}

/** The row's content as canonical JSON, keys sorted, on both sides of its number: the base gives that as it adds the row. */
export function aroundSeq(row: Omit<ChainedContent, 'seq'>): {
  readonly before: string;
  readonly after: string;
} {
  const { action, actor, atMs, campaign, detail, subject } = row;
  const reason = row.digest ?? row.reason;
  const first = `{"action":${scalar(action)},"actor":${scalar(actor)},"atMs":${scalar(atMs)}`;
  const middle = `"campaign":${scalar(campaign)},"detail":${canonicalDetail(detail)},"reason":${scalar(reason)}`;
  return { before: `${first},${middle},"seq":`, after: `,"subject":${scalar(subject)}}` };
}

/**
 * The row's content as canonical JSON, keys sorted.
 *
 * @internal for tests
 */
export function canonicalContent(row: ChainedContent): string {
  const { before, after } = aroundSeq(row);
  return before + scalar(row.seq) + after;
}

const DIGEST = 'hmac-sha256:';

/** What the chain holds of a typed reason: nobody tells the words from it once the salt is gone. */
export function reasonDigest(salt: string, reason: string): string {
  return DIGEST + createHmac('sha256', salt).update(reason.toWellFormed()).digest('hex');
}

/** True for what the chain holds of a reason whose words are gone, or are kept apart. */
export function isReasonDigest(reason: string): boolean {
  return reason.startsWith(DIGEST);
}

/**
 * SHA-256 over the hash before (64 hex characters) followed by the canonical content; hexadecimal.
 *
 * @internal for tests
 */
export function chainHash(previousHash: string, row: ChainedContent): string {
  return hash('sha256', previousHash + canonicalContent(row), 'hex');
}

export type ChainVerdict =
  | { readonly ok: true; readonly count: number; readonly head: string }
  /** `why`: one French sentence for the person who verifies. */
  | { readonly ok: false; readonly brokenAtSeq: number; readonly why: string };

function breach(row: ChainedRow, expected: { seq: number; hash: string }): string | undefined {
  if (row.seq !== expected.seq) return `La ligne ${expected.seq} du journal manque.`;
  if (row.previousHash !== expected.hash)
    return `La ligne ${row.seq} ne suit pas la précédente : le journal a été réécrit.`;
  if (row.hash !== chainHash(row.previousHash, row))
    return `Le contenu de la ligne ${row.seq} ne correspond plus à son empreinte : il a été modifié.`;
  return undefined;
}

/** How far a walk along the chain has come. */
export interface ChainPlace {
  readonly seq: number;
  readonly hash: string;
}

export const CHAIN_START: ChainPlace = { seq: 0, hash: GENESIS_HASH };

/** One link further, or the French sentence that says how it is broken. */
export function nextLink(place: ChainPlace, row: ChainedRow): ChainPlace | string {
  return breach(row, { seq: place.seq + 1, hash: place.hash }) ?? { seq: row.seq, hash: row.hash };
}

/**
 * Walks the whole chain from its first row; stops at the first broken link. An empty log is a whole chain whose head is
 * the genesis hash.
 */
export async function verifyChain(
  rows: AsyncIterable<ChainedRow> | Iterable<ChainedRow>,
): Promise<ChainVerdict> {
  let place = CHAIN_START;
  for await (const row of rows) {
    const next = nextLink(place, row);
    if (typeof next === 'string') return { ok: false, brokenAtSeq: place.seq + 1, why: next };
    place = next;
  }
  return { ok: true, count: place.seq, head: place.hash };
}
