import type { UndoReceipt } from '../../../shared/own-record.ts';
import type { RecordContent } from '../../domain/donor.ts';
import { recordPlace } from '../../domain/next-card/record-place.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { consentDetail, consentSince, recordConsent } from '../agreement/record-consent.ts';
import { openFormerContent } from '../records/open-record.ts';
import { trail } from '../trail.ts';
import { notedCall } from './noted-call.ts';
import { undoable, undoRefusal } from './undo-call-judge.ts';

export interface UndoDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'sealRecord' | 'blind'>;
  readonly clock: Clock;
}

export interface UndoRequest {
  readonly agent: Pick<AccountRow, 'id'>;
  readonly callId: string;
  /** The screen does not remember the call: what was noted comes with the answer, opened and audited. */
  readonly isNoted?: boolean | undefined;
}

/** The record's content of before under its next version, and its numbers of before. */
interface Restored {
  readonly sealed: SealedBytes;
  readonly version: number;
  readonly phoneBlinds: readonly string[];
}

/**
 * Takes back a disposition of the agent's, the last one or one before, the same day and before its e-mail leaves. The call
 * stays as it was (promise 6, server/README.md): an event beside it leaves it out of history and figures, the e-mail is
 * cancelled, and the record comes back as it stood before the call, pinned to the agent and due now. Twice answers the
 * same. AppErrors `undo-unknown`, `undo-irreversible`, `undo-too-late`, `undo-mail-left`, `undo-delivered`,
 * `undo-corrected`, `undo-closed`, `undo-taken`.
 */
export async function undoCall(deps: UndoDeps, request: UndoRequest): Promise<UndoReceipt> {
  const { callId, agent, isNoted } = request;
  const receipt = await takeBack(deps, request);
  const noted = isNoted ? await notedCall(deps, { callId, actor: agent.id }) : undefined;
  return noted ? { ...receipt, noted } : receipt;
}

async function takeBack(deps: UndoDeps, request: UndoRequest): Promise<UndoReceipt> {
  const nowMs = deps.clock.nowMs();
  const judged = await deps.store.read((rows) => undoable(rows, { ...request, nowMs }));
  if (judged.kind === 'undone') return receiptOf(judged.undone);
  const { last, record, charity } = judged;
  const restored = last.sealed
    ? await restore(deps, { agent: request.agent.id, record, charity, last })
    : undefined;
  return await deps.store.write(async (rows) => {
    const now = await undoable(rows, { ...request, nowMs });
    if (now.kind === 'undone') return receiptOf(now.undone);
    // The content was sealed for the version seen: somebody's correction in between is refused, not lost.
    if (now.record.version !== record.version) throw undoRefusal('undo-taken');
    await rows.records.update(record.id, {
      ...now.last.before,
      state: 'ready',
      owner: request.agent.id,
      dueAtMs: Math.min(now.last.before.dueAtMs, nowMs),
      closedAtMs: null,
      ...(restored ? { sealed: restored.sealed, version: restored.version } : {}),
    });
    if (restored) await rows.records.replacePhoneBlinds(record.id, restored.phoneBlinds);
    await cancelEmail(rows, request.callId);
    const undone = { callId: request.callId, recordId: record.id, campaign: record.campaign };
    await rows.undos.add({ ...undone, agent: request.agent.id, atMs: nowMs });
    const call = await rows.calls.byId(request.callId);
    const mark = { kind: 'undone' as const, author: request.agent.id, atMs: nowMs };
    const consent = call && (await consentSince(rows, { call, ...mark }));
    const { seq } = await trail(rows, { actor: request.agent.id, atMs: nowMs })('call.undo', request.callId, {
      campaign: record.campaign,
      reason: 'Qualification annulée par le téléacteur',
      detail: { recordId: record.id, disposition: now.disposition, ...consentDetail(consent) },
    });
    await recordConsent(rows, consent, seq);
    return receiptOf(undone);
  });
}

interface Taken {
  readonly agent: string;
  readonly record: RecordRow;
  readonly charity: string;
  readonly last: {
    readonly callId: string;
    readonly sealed: SealedBytes | null;
    readonly sealVersion: number;
  };
}

async function restore(deps: UndoDeps, given: Taken): Promise<Restored | undefined> {
  const { agent, record, charity, last } = given;
  if (!last.sealed) return undefined;
  const content: RecordContent = await openFormerContent(deps, {
    row: record,
    callId: last.callId,
    sealed: last.sealed,
    version: last.sealVersion,
    actor: agent,
    reason: 'Annulation d’une qualification',
  });
  const version = record.version + 1;
  return {
    sealed: await deps.vault.sealRecord(recordPlace({ ...record, version }), content),
    version,
    phoneBlinds: await Promise.all(
      content.donor.phones.map((phone) => deps.vault.blind(charity, 'phone', phone.e164)),
    ),
  };
}

async function cancelEmail(rows: StoreWriter, callId: string): Promise<void> {
  const email = await rows.emails.ofCall(callId);
  if (email) await rows.emails.update(email.id, { state: 'cancelled', reply: 'undone' });
}

function receiptOf({
  callId,
  recordId,
}: {
  readonly callId: string;
  readonly recordId: number;
}): UndoReceipt {
  return { callId, recordId, summary: 'Qualification annulée : aucun e-mail ne partira, la fiche revient.' };
}
