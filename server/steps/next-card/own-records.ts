import { saidName } from '../../../shared/identity.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { MOST_OWN, OWN_KINDS, type OwnKind, type OwnRecord } from '../../../shared/own-record.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenDeps, openRecordsInBulk } from '../records/open-record.ts';
import { whyNotOpen } from './open-own-record.ts';

type Found = Omit<OwnRecord, 'name' | 'city'>;

interface OwnRequest {
  readonly agent: Pick<AccountRow, 'id' | 'campaigns'>;
  /** Absent: both. */
  readonly kind?: OwnKind | undefined;
}

/**
 * The agent's own callbacks, soonest first, then the records they called today, newest first; nobody else's, ever. Names are
 * opened: one audit entry per campaign. The words looked for never leave the workstation, which chooses among these.
 */
export async function ownRecords(deps: OpenDeps, request: OwnRequest): Promise<readonly OwnRecord[]> {
  const nowMs = deps.clock.nowMs();
  const found = await deps.store.read((rows) => find(rows, { ...request, nowMs }));
  const opened = openRecordsInBulk(deps, {
    recordIds: found.map((one) => one.recordId),
    damaged: 'leave-out',
    actor: request.agent.id,
    reason: REASON[request.kind ?? 'both'],
  });
  const byId = new Map(found.map((one) => [one.recordId, one]));
  const all: OwnRecord[] = [];
  for await (const { row, content } of opened) {
    const one = byId.get(row.id);
    if (one) all.push({ ...one, name: saidName(content.donor), city: content.donor.city });
  }
  return all;
}

const REASON: Readonly<Record<OwnKind | 'both', string>> = {
  both: 'Recherche parmi ses rappels et ses fiches du jour',
  callback: 'Consultation de ses rappels',
  today: 'Consultation de ses fiches du jour',
};

async function find(
  rows: StoreReader,
  { agent, kind, nowMs }: OwnRequest & { readonly nowMs: number },
): Promise<readonly Found[]> {
  const open = new Map(
    await inTurn.flatMap(agent.campaigns, async (code) => {
      const campaign = await rows.campaigns.byCode(code);
      return campaign?.state === 'open' ? [[code, campaign.name]] : [];
    }),
  );
  const all = await inTurn.flatMap(
    OWN_KINDS.filter((one) => kind === undefined || one === kind),
    async (one) =>
      one === 'callback' ? await callbacksOf(rows, agent) : await calledToday(rows, agent, nowMs),
  );
  const known = new Set<number>();
  return all.flatMap((one) => {
    const campaign = open.get(one.campaign);
    if (campaign === undefined || known.has(one.recordId)) return [];
    known.add(one.recordId);
    return [{ ...one, campaign }];
  });
}

async function callbacksOf(rows: StoreReader, agent: OwnRequest['agent']): Promise<readonly Found[]> {
  return (await rows.records.ownCallbacks(agent.id, MOST_OWN.callback)).map((record) =>
    foundOf(record, { kind: 'callback', atMs: record.dueAtMs, disposition: record.disposition, agent }),
  );
}

async function calledToday(
  rows: StoreReader,
  agent: OwnRequest['agent'],
  nowMs: number,
): Promise<readonly Found[]> {
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  return await inTurn.flatMap(
    await rows.calls.latestOf(agent.id, dayStartMs, MOST_OWN.today),
    async (call) => {
      const record = await rows.records.byId(call.recordId);
      const { endedAtMs: atMs, disposition } = call;
      return record ? [foundOf(record, { kind: 'today', atMs, disposition, agent })] : [];
    },
  );
}

function foundOf(
  record: RecordRow,
  given: Pick<OwnRecord, 'kind' | 'atMs'> & {
    readonly disposition: string | null;
    readonly agent: { readonly id: string };
  },
): Found {
  const { kind, atMs, disposition, agent } = given;
  return {
    recordId: record.id,
    campaign: record.campaign,
    kind,
    atMs,
    zone: zoneOfArea(record.area),
    disposition: disposition ?? '',
    attempts: record.attempts,
    whyNot: whyNotOpen(record, agent.id) ?? '',
  };
}
