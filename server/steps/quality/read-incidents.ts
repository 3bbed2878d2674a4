import { inTurn } from '../../../shared/in-turn.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { IncidentRow } from '../../ports/rows/incidents.ts';
import type { StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { incidentOf } from './follow-incident.ts';
import type { IncidentDeps } from './open-incident.ts';
import { openWritten } from './written-words.ts';

type Lead = Pick<AccountRow, 'id' | 'campaigns'>;

/** An incident as the lead sees it: no donor in it. */
export interface IncidentLine {
  readonly id: number;
  readonly campaign: string;
  readonly recordId: number;
  readonly callId: string | null;
  readonly kind: string;
  readonly origin: IncidentRow['origin'];
  readonly openedAtMs: number;
  /** Login. */
  readonly openedBy: string;
  readonly closedAtMs: number | null;
  readonly measure: string | null;
}

export interface IncidentStory extends IncidentLine {
  readonly entries: readonly {
    readonly what: 'open' | 'follow' | 'close';
    readonly atMs: number;
    readonly by: string;
    readonly text: string;
  }[];
}

async function loginOf(rows: StoreReader, account: string): Promise<string> {
  return (await rows.accounts.byId(account))?.login ?? account;
}

async function lineOf(rows: StoreReader, row: IncidentRow): Promise<IncidentLine> {
  const { openedBy, closedBy: _, ...rest } = row;
  return { ...rest, openedBy: await loginOf(rows, openedBy) };
}

/** Of the lead's campaigns, newest first; open ones only unless `all`. */
export async function listIncidents(
  { store }: Pick<IncidentDeps, 'store'>,
  { lead, all }: { readonly lead: Lead; readonly all: boolean },
): Promise<readonly IncidentLine[]> {
  return await store.read(
    async (rows) =>
      await inTurn.map(
        (await rows.incidents.of(lead.campaigns)).filter((row) => all || row.closedAtMs === null),
        (row) => lineOf(rows, row),
      ),
  );
}

/** With all that was written, opened and noted in the audit log. AppErrors `incident-unknown`, `campaign-key-missing`. */
export async function readIncident(
  deps: IncidentDeps,
  { lead, id }: { readonly lead: Lead; readonly id: number },
): Promise<IncidentStory> {
  const { line, entries } = await deps.store.write(async (rows) => {
    const row = await incidentOf(rows, lead, id);
    const note = trail(rows, { actor: lead.id, atMs: deps.clock.nowMs() });
    await note('incident.read', String(id), { campaign: row.campaign });
    const written = await inTurn.map(await rows.incidents.entries(id), async (one) => ({
      ...one,
      by: await loginOf(rows, one.author),
    }));
    return { line: await lineOf(rows, row), entries: written };
  });
  const opened = entries.map(async ({ id: entryId, campaign, sealed, sealVersion, what, atMs, by }) => ({
    ...{ what, atMs, by },
    text: await openWritten(deps, {
      ...{ kind: 'incident', id: entryId, campaign, actor: lead.id },
      ...{ sealed, sealVersion },
    }),
  }));
  return { ...line, entries: await Promise.all(opened) };
}
