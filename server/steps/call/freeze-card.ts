import { AppError } from '../../../shared/errors.ts';
import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import { TO_QUALIFY } from '../../domain/quality/incident-kinds.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { FrozenRow } from '../../ports/rows/frozen.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { setAtWork } from '../at-work.ts';
import { leaseLost } from '../records/renew-lease.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * The ethics key: the card leaves the screen undialled and uncounted, the record is held until a lead releases it, and the
 * leads of the campaign are told. No reason is asked: it would be about a person. It opens an incident, which the lead
 * qualifies when closing it. Twice is once. AppError `lease-lost`.
 */
export async function freezeCard(
  { store, clock }: Deps,
  request: { readonly agent: Pick<AccountRow, 'id' | 'displayName'>; readonly callId: string },
): Promise<void> {
  const { agent, callId } = request;
  const atMs = clock.nowMs();
  await store.write(async (rows) => {
    if ((await rows.frozen.byCall(callId))?.agent === agent.id) return;
    const lease = await rows.records.leaseOfCall(callId);
    if (lease?.agent !== agent.id) throw leaseLost();
    const { recordId, campaign } = lease;
    await rows.records.update(recordId, { state: 'ready', hold: 'ethics' });
    await rows.frozen.add({
      callId,
      campaign,
      recordId,
      agent: agent.id,
      atMs,
      releasedAtMs: null,
      releasedBy: null,
    });
    await openIncidentOf(rows, { campaign, recordId, callId, agent: agent.id, atMs });
    await note(rows, {
      action: 'record.freeze',
      actor: agent.id,
      frozen: { campaign, recordId, callId },
      atMs,
    });
    await tellLeads(rows, {
      campaign,
      atMs,
      text: `${agent.displayName} a mis une fiche de côté : à vous de décider.`,
    });
    await setAtWork(rows, { agent: agent.id, state: 'waiting', campaign, atMs });
  });
}

/** One already open on that record goes on. */
async function openIncidentOf(
  rows: StoreWriter,
  { agent, atMs, ...about }: Pick<FrozenRow, 'campaign' | 'recordId' | 'callId' | 'agent' | 'atMs'>,
): Promise<void> {
  if (await rows.incidents.openOfRecord(about.recordId)) return;
  const opened = { kind: TO_QUALIFY, origin: 'agent', openedAtMs: atMs, openedBy: agent } as const;
  const id = await rows.incidents.open({ ...about, ...opened });
  const { campaign, recordId, callId } = about;
  const noted = { campaign, reason: TO_QUALIFY, detail: { recordId, callId } };
  await trail(rows, { actor: agent, atMs })('incident.open', String(id), noted);
}

/**
 * The lead lets the record be called again, now. Twice is once. AppErrors `record-unknown`, `record-not-frozen`,
 * `incident-open`: what happened is dealt with first.
 */
export async function releaseFrozen(
  { store, clock }: Deps,
  request: { readonly lead: AccountRow; readonly recordId: number; readonly reason: string },
): Promise<void> {
  const { lead, recordId, reason } = request;
  const atMs = clock.nowMs();
  await store.write(async (rows) => {
    const record = await rows.records.byId(recordId);
    if (!record || !lead.campaigns.includes(record.campaign)) throw recordUnknown();
    const frozen = await rows.frozen.openOfRecord(recordId);
    if (!frozen) throw notFrozen();
    const incident = await rows.incidents.openOfRecord(recordId);
    if (incident) throw incidentOpen(incident.id);
    if (record.hold === 'ethics') await rows.records.update(recordId, { hold: null });
    await rows.frozen.release(frozen.callId, atMs, lead.id);
    await note(rows, { action: 'record.release', actor: lead.id, frozen, atMs, reason });
  });
}

interface Note {
  readonly action: AuditAction;
  readonly actor: string;
  readonly frozen: Pick<FrozenRow, 'campaign' | 'recordId' | 'callId'>;
  readonly atMs: number;
  readonly reason?: string;
}

async function note(rows: StoreWriter, { action, actor, frozen, atMs, reason }: Note): Promise<void> {
  const { campaign, recordId, callId } = frozen;
  await trail(rows, { actor, atMs })(action, String(recordId), { campaign, reason, detail: { callId } });
}

async function tellLeads(
  rows: StoreWriter,
  { campaign, atMs, text }: { readonly campaign: string; readonly atMs: number; readonly text: string },
): Promise<void> {
  const event = { kind: 'record-frozen', campaign, text } as const;
  const leads = (await rows.accounts.all()).filter(
    (one) => one.role === 'lead' && one.campaigns.includes(campaign),
  );
  for (const { id } of leads) await rows.floor.addLiveEvent({ atMs, agent: id, event });
}

function recordUnknown(): AppError {
  return new AppError({
    code: 'record-unknown',
    kind: 'not-found',
    message: 'Cette fiche n’existe pas, ou n’est pas d’une de vos campagnes.',
    hint: 'Les fiches mises de côté et leur numéro : « plateau floor ».',
  });
}

function incidentOpen(id: number): AppError {
  return new AppError({
    code: 'incident-open',
    kind: 'conflict',
    message: `L’incident n° ${id} est encore ouvert sur cette fiche.`,
    hint: `Décidez d’abord : « plateau incident close ${id} », puis rendez la fiche.`,
  });
}

function notFrozen(): AppError {
  return new AppError({
    code: 'record-not-frozen',
    kind: 'conflict',
    message: 'Cette fiche n’est pas mise de côté.',
    hint: 'Quelqu’un l’a peut-être déjà rendue : « plateau floor » montre celles qui restent.',
  });
}
