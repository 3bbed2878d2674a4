import { rangesHold } from '../lists/id-ranges.ts';
import { type SubjectKind, subjectKind } from './audit-actions.ts';
import type { ChainedRow } from './audit-chain.ts';
import { cardListHolds } from './card-list.ts';

/** A record, and everything under whose own number the log may name it. */
export interface TracedRecord {
  readonly recordId: number;
  readonly campaign: string;
  /** What belongs to it, by kind: its calls, e-mails, persons' requests, incidents, tasks. */
  readonly belongings: Readonly<Partial<Record<SubjectKind, readonly string[]>>>;
}

/** Absent fields do not filter. Instants: from included, to excluded. */
export interface AuditFilter {
  readonly records?: readonly TracedRecord[];
  /** Card of somebody of a directory. */
  readonly participant?: string;
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
  const { call, actor, campaign, action, participant, fromMs = 0, toMs = Number.MAX_SAFE_INTEGER } = filter;
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
    (participant === undefined || isAboutParticipant(row, participant)) &&
    (isAbout === undefined || isAbout(row));
}

/** Their card was opened or written, alone or among others; they came in, or did it themselves. */
function isAboutParticipant({ action, actor, subject, detail }: Row, id: string): boolean {
  if (actor === id || (subjectKind(action) === 'participant' && subject === id)) return true;
  return typeof detail.cards === 'string' && cardListHolds(detail.cards, id);
}

/**
 * THE way from an entry to the records that it is about: its subject by its kind, the call or record that its detail names, an
 * opening of many. Whatever shows a person what was done with their data goes through it.
 */
function aboutRecords(records: readonly TracedRecord[]): (row: Row) => boolean {
  const named = new Set<string>();
  for (const { belongings } of records)
    for (const [kind, ids] of Object.entries(belongings)) for (const id of ids) named.add(`${kind} ${id}`);
  const all = new Set(records.map((one) => one.recordId));
  const idsOf = new Map<string, Set<number>>();
  for (const { campaign, recordId } of records)
    idsOf.set(campaign, (idsOf.get(campaign) ?? new Set()).add(recordId));
  return ({ action, campaign, subject, detail }) => {
    const kind = subjectKind(action);
    if (kind !== undefined && named.has(`${kind} ${subject}`)) return true;
    if (typeof detail.callId === 'string' && named.has(`call ${detail.callId}`)) return true;
    // An entry without a campaign is the house's own: it names records of any.
    const ids = campaign === '' ? all : idsOf.get(campaign);
    if (!ids) return false;
    if (kind === 'record' && campaign !== '' && /^\d+$/.test(subject) && ids.has(Number(subject)))
      return true;
    if (typeof detail.recordId === 'number' && ids.has(detail.recordId)) return true;
    return typeof detail.records === 'string' && rangesHold(detail.records, ids);
  };
}
