import { AppError } from '../../../shared/errors.ts';
import { type IncidentKind, type IncidentMeasure, TO_QUALIFY } from '../../domain/quality/incident-kinds.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { IncidentRow } from '../../ports/rows/incidents.ts';
import type { StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import type { IncidentDeps } from './open-incident.ts';
import { sealWritten, WRITTEN_VERSION } from './written-words.ts';

type Lead = Pick<AccountRow, 'id' | 'campaigns'>;

export interface FollowIncidentRequest {
  readonly lead: Lead;
  readonly id: number;
  /** French, sealed, never naming the donor. */
  readonly note: string;
}

/**
 * Adds to an open incident; nothing is ever changed or taken away. Twice adds twice. AppErrors `incident-unknown`,
 * `incident-closed`, `written-personal`.
 */
export async function followIncident(
  deps: IncidentDeps,
  { lead, id, note: text }: FollowIncidentRequest,
): Promise<void> {
  const { campaign } = await deps.store.read((rows) => openOne(rows, lead, id));
  const entryId = deps.chance.uuid();
  const sealed = await sealWritten(deps, { kind: 'incident', id: entryId, campaign, text });
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const { kind } = await openOne(rows, lead, id);
    const words = { what: 'follow', atMs, author: lead.id, sealed, sealVersion: WRITTEN_VERSION } as const;
    await rows.incidents.addEntry({ id: entryId, incidentId: id, campaign, ...words });
    const noted = { campaign, reason: kind, detail: { entry: entryId } };
    await trail(rows, { actor: lead.id, atMs })('incident.follow', String(id), noted);
  });
}

export interface CloseIncidentRequest {
  readonly lead: Lead;
  readonly id: number;
  /** What it was; needed when an agent's key opened it without saying. */
  readonly kind?: IncidentKind | undefined;
  readonly measure: IncidentMeasure;
  /** Why; French, sealed, never naming the donor. */
  readonly decision: string;
}

/**
 * Ends an incident for good: its record may then be released. AppErrors `incident-unknown`, `incident-closed`,
 * `incident-kind`, `written-personal`.
 */
export async function closeIncident(
  deps: IncidentDeps,
  request: CloseIncidentRequest,
): Promise<{ readonly recordId: number }> {
  const { lead, id, measure } = request;
  const before = await deps.store.read((rows) => openOne(rows, lead, id));
  const kind = request.kind ?? before.kind;
  if (kind === TO_QUALIFY) throw kindNeeded();
  const { campaign } = before;
  const entryId = deps.chance.uuid();
  const sealed = await sealWritten(deps, {
    ...{ kind: 'incident', id: entryId, campaign },
    text: request.decision,
  });
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { recordId } = await openOne(rows, lead, id);
    const words = { what: 'close', atMs, author: lead.id, sealed, sealVersion: WRITTEN_VERSION } as const;
    await rows.incidents.addEntry({ id: entryId, incidentId: id, campaign, ...words });
    await rows.incidents.close(id, { kind, closedAtMs: atMs, closedBy: lead.id, measure });
    const noted = { campaign, reason: measure, detail: { kind, recordId, entry: entryId } };
    await trail(rows, { actor: lead.id, atMs })('incident.close', String(id), noted);
    return { recordId };
  });
}

/** AppError `incident-unknown`: of no campaign of that lead, or of none at all. */
export async function incidentOf(rows: StoreReader, lead: Lead, id: number): Promise<IncidentRow> {
  const row = await rows.incidents.byId(id);
  if (row && lead.campaigns.includes(row.campaign)) return row;
  throw new AppError({
    code: 'incident-unknown',
    kind: 'not-found',
    message: 'Cet incident n’existe pas, ou n’est pas d’une de vos campagnes.',
    hint: 'Voyez leurs numéros : « plateau incident list ».',
  });
}

async function openOne(rows: StoreReader, lead: Lead, id: number): Promise<IncidentRow> {
  const row = await incidentOf(rows, lead, id);
  if (row.closedAtMs === null) return row;
  throw new AppError({
    code: 'incident-closed',
    kind: 'conflict',
    message: 'Cet incident est clos : plus rien ne s’y ajoute.',
    hint: 'Un fait nouveau ouvre un nouvel incident : « plateau incident open ».',
  });
}

function kindNeeded(): AppError {
  return new AppError({
    code: 'incident-kind',
    kind: 'invalid',
    message: 'La touche éthique ne dit pas ce qui s’est passé : la sorte d’incident manque.',
    hint: 'Ajoutez --kind ; les sortes connues : « plateau incident close --help ».',
  });
}
