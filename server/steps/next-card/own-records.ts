import { dispositionOf } from '../../../shared/dispositions.ts';
import type { OwnRecord } from '../../../shared/own-record.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenDeps, openRecordsInBulk } from '../records/open-record.ts';
import { whyNotOpen } from './open-own-record.ts';

/** Most records of each kind that one look opens. */
const MAX_CALLBACKS = 40;
const MAX_TODAY = 60;

type Found = Omit<OwnRecord, 'name' | 'city'>;

/**
 * The agent's own callbacks, soonest first, then the records they called today, newest first; nobody else's, ever. Names are
 * opened: one audit entry per campaign. The words looked for never leave the workstation, which chooses among these.
 */
export async function ownRecords(
  deps: OpenDeps,
  { agent }: { readonly agent: Pick<AccountRow, 'id' | 'campaigns'> },
): Promise<readonly OwnRecord[]> {
  const nowMs = deps.clock.nowMs();
  const found = deps.store.read((rows) => find(rows, { agent, nowMs }));
  const opened = openRecordsInBulk(deps, {
    recordIds: found.map((one) => one.recordId),
    damaged: 'leave-out',
    actor: agent.id,
    reason: 'Recherche parmi ses rappels et ses fiches du jour',
  });
  const byId = new Map(found.map((one) => [one.recordId, one]));
  const all: OwnRecord[] = [];
  for await (const { row, content } of opened) {
    const one = byId.get(row.id);
    const { firstName, lastName, city } = content.donor;
    if (one) all.push({ ...one, name: `${firstName} ${lastName}`.trim(), city });
  }
  return all;
}

interface Asked {
  readonly agent: Pick<AccountRow, 'id' | 'campaigns'>;
  readonly nowMs: number;
}

function find(rows: StoreReader, { agent, nowMs }: Asked): readonly Found[] {
  const open = new Set(agent.campaigns.filter((code) => rows.campaigns.byCode(code)?.state === 'open'));
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const callbacks = rows.records
    .ownCallbacks(agent.id, MAX_CALLBACKS)
    .map((record) => foundOf(record, { kind: 'callback', atMs: record.dueAtMs, agent }));
  const known = new Set(callbacks.map((one) => one.recordId));
  const today = rows.calls.latestOf(agent.id, dayStartMs, MAX_TODAY).flatMap((call) => {
    const record = rows.records.byId(call.recordId);
    if (!record || known.has(record.id)) return [];
    known.add(record.id);
    return [foundOf(record, { kind: 'today', atMs: call.endedAtMs, agent })];
  });
  return [...callbacks, ...today].filter((one) => open.has(one.campaign));
}

function foundOf(
  record: RecordRow,
  { kind, atMs, agent }: Pick<OwnRecord, 'kind' | 'atMs'> & { readonly agent: { readonly id: string } },
): Found {
  return {
    recordId: record.id,
    campaign: record.campaign,
    kind,
    atMs,
    zone: zoneOfArea(record.area),
    label: record.disposition === null ? '' : (dispositionOf(record.disposition)?.label ?? ''),
    whyNot: whyNotOpen(record, agent.id) ?? '',
  };
}
