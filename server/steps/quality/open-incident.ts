import { AppError } from '../../../shared/errors.ts';
import type { IncidentKind } from '../../domain/quality/incident-kinds.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { sealWritten, WRITTEN_VERSION } from './written-words.ts';

export interface IncidentDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'sealCall' | 'openCall' | 'openRecord'>;
  readonly clock: Clock;
  readonly chance: Chance;
}
type Lead = Pick<AccountRow, 'id' | 'campaigns'>;

/** What an incident is about. */
type IncidentTarget = { readonly callId: string } | { readonly recordId: number };

export interface OpenIncidentRequest {
  readonly lead: Lead;
  readonly target: IncidentTarget;
  readonly kind: IncidentKind;
  /** What happened; French, sealed, never naming the donor. */
  readonly reason: string;
}

interface Found {
  readonly record: RecordRow;
  readonly callId: string | null;
}

/**
 * A lead opens an incident: from now on nobody calls the record, whatever its state, until the incident is closed and
 * the record released. AppErrors `incident-target`, `incident-already-open`, `written-personal`.
 */
export async function openIncident(
  deps: IncidentDeps,
  request: OpenIncidentRequest,
): Promise<{ readonly id: number; readonly recordId: number }> {
  const { lead, kind, target } = request;
  const { campaign } = await deps.store.read(async (rows) => (await targetOf(rows, lead, target)).record);
  const entryId = deps.chance.uuid();
  const sealed = await sealWritten(deps, { kind: 'incident', id: entryId, campaign, text: request.reason });
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { record, callId } = await targetOf(rows, lead, target);
    const known = await rows.incidents.openOfRecord(record.id);
    if (known) throw alreadyOpen(known.id);
    await setAside(rows, { record, callId: deps.chance.uuid(), by: lead.id, atMs });
    const row = { campaign, recordId: record.id, callId, kind, origin: 'lead', openedAtMs: atMs } as const;
    const id = await rows.incidents.open({ ...row, openedBy: lead.id });
    const words = { what: 'open', atMs, author: lead.id, sealed, sealVersion: WRITTEN_VERSION } as const;
    await rows.incidents.addEntry({ id: entryId, incidentId: id, campaign, ...words });
    await trail(rows, { actor: lead.id, atMs })('incident.open', String(id), {
      campaign,
      reason: kind,
      detail: { recordId: record.id, callId: callId ?? '' },
    });
    return { id, recordId: record.id };
  });
}

/** In that order: a card already set aside stays so; one on screen is held as soon as its call ends. */
async function setAside(
  rows: StoreWriter,
  { record, callId, by, atMs }: { record: RecordRow; callId: string; by: string; atMs: number },
): Promise<void> {
  // An excluded record is never called; its hold says that a list's check excluded it.
  if (record.state !== 'excluded') await rows.records.update(record.id, { hold: 'ethics' });
  if (await rows.frozen.openOfRecord(record.id)) return;
  const { campaign, id: recordId } = record;
  await rows.frozen.add({
    callId,
    campaign,
    recordId,
    agent: by,
    atMs,
    releasedAtMs: null,
    releasedBy: null,
  });
}

async function targetOf(rows: StoreReader, lead: Lead, target: IncidentTarget): Promise<Found> {
  const call = 'callId' in target ? await rows.calls.byId(target.callId) : undefined;
  const recordId = 'callId' in target ? call?.recordId : target.recordId;
  const record = recordId === undefined ? undefined : await rows.records.byId(recordId);
  if (!record || !lead.campaigns.includes(record.campaign)) throw targetUnknown();
  return { record, callId: call?.callId ?? null };
}

function targetUnknown(): AppError {
  return new AppError({
    code: 'incident-target',
    kind: 'not-found',
    message: 'Cet appel ou cette fiche n’existe pas, ou n’est pas d’une de vos campagnes.',
    hint: 'Vérifiez son identifiant : « plateau quality calls », « plateau frozen list ».',
  });
}

function alreadyOpen(id: number): AppError {
  return new AppError({
    code: 'incident-already-open',
    kind: 'conflict',
    message: `Un incident est déjà ouvert sur cette fiche : n° ${id}.`,
    hint: `Ajoutez-y ce que vous savez : « plateau incident follow ${id} --note … ».`,
  });
}
