import { rangesHold } from '../lists/id-ranges.ts';
import type { ChainedRow } from './audit-chain.ts';

/** A record, and everything under whose own number the log may name it. */
export interface TracedRecord {
  readonly recordId: number;
  readonly campaign: string;
  /** Its calls, e-mails, corrections and persons' requests. */
  readonly subjects: readonly string[];
}

/** Absent fields do not filter. Instants: from included, to excluded. */
export interface AuditFilter {
  readonly records?: readonly TracedRecord[];
  readonly call?: string;
  /** Account id. */
  readonly actor?: string;
  readonly campaign?: string;
  /** `record.open`, or a family: `record.`. */
  readonly action?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
}

type Row = Pick<ChainedRow, 'atMs' | 'actor' | 'action' | 'campaign' | 'subject' | 'detail'>;

/** The filter made ready once, to be asked for every entry of the log. */
export function auditMatcher(filter: AuditFilter): (row: Row) => boolean {
  const { call, actor, campaign, action, fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } = filter;
  const isAbout = filter.records && aboutRecords(filter.records);
  return (row) =>
    row.atMs >= fromMs &&
    row.atMs < toMs &&
    (actor === undefined ||
      row.actor === actor ||
      (row.action.startsWith('account.') && row.subject === actor)) &&
    (campaign === undefined || row.campaign === campaign) &&
    (action === undefined ||
      row.action === action ||
      (action.endsWith('.') && row.action.startsWith(action))) &&
    (call === undefined || row.subject === call || row.detail.callId === call) &&
    (isAbout === undefined || isAbout(row));
}

/** By its number, by its calls and e-mails, or among those of an opening of many. */
function aboutRecords(records: readonly TracedRecord[]): (row: Row) => boolean {
  const subjects = new Set(records.flatMap((one) => one.subjects));
  const all = new Set(records.map((one) => one.recordId));
  const idsOf = new Map<string, Set<number>>();
  for (const { campaign, recordId } of records)
    idsOf.set(campaign, (idsOf.get(campaign) ?? new Set()).add(recordId));
  return ({ campaign, subject, detail }) => {
    if (subjects.has(subject)) return true;
    // An entry without a campaign is the house's own: it names records of any.
    const ids = campaign === '' ? all : idsOf.get(campaign);
    if (!ids) return false;
    if (campaign !== '' && /^\d+$/.test(subject) && ids.has(Number(subject))) return true;
    if (typeof detail.recordId === 'number' && ids.has(detail.recordId)) return true;
    return typeof detail.records === 'string' && rangesHold(detail.records, ids);
  };
}
