import assert from 'node:assert/strict';
import { inTurn } from '../../../shared/in-turn.ts';
import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import type { CallContent, RecordContent } from '../../domain/donor.ts';
import { idRanges } from '../../domain/lists/id-ranges.ts';
import { recordPlace, requestPlace, signaturePlace } from '../../domain/next-card/record-place.ts';
import { giveWay } from '../../give-way.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeskCard, DeskOpened } from '../../ports/desk.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { MandateSignatureRow } from '../../ports/rows/mandates.ts';
import type { PersonRequestRow } from '../../ports/rows/persons.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { refuseErased } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { knownCall, knownRecord } from './known-record.ts';
import { type Damaged, ManyOpenings, openPacket } from './open-packet.ts';

/**
 * Everything that opens sealed donor data stands in this file: who and why go to the audit log before a byte is opened
 * (R-32).
 */
export interface OpenDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall'>;
  readonly clock: Clock;
}

export interface OpenedRecord {
  readonly row: RecordRow;
  readonly content: RecordContent;
}

export interface OpenedCall {
  readonly call: CallRow;
  readonly content: CallContent;
}

function openRow(deps: OpenDeps, row: RecordRow, actor: string): Promise<RecordContent> {
  const { id, sealed } = row;
  const packet = { kind: 'record', subject: String(id), sealed, actor } as const;
  return openPacket(deps, packet, () => deps.vault.openRecord(recordPlace(row), sealed));
}

function openCall(deps: OpenDeps, call: CallRow, actor: string): Promise<CallContent> {
  const { callId: id, campaign, sealVersion: version, sealed } = call;
  const packet = { kind: 'call', subject: id, sealed, actor } as const;
  return openPacket(deps, packet, () => deps.vault.openCall({ campaign, kind: 'call', id, version }, sealed));
}

interface Why {
  /** Account id, or `system`. */
  readonly actor: string;
  /** French, for the audit log; never a personal value. */
  readonly reason: string;
}

/** Records opened between two breaths of the event loop, some 3 ms: a card waits for several of them. */
const PER_TURN = 20;

/**
 * Opens one record; each call is one audit entry `record.open`. AppErrors `record-unknown`, `campaign-purged`,
 * `campaign-key-missing`, `record-damaged`.
 */
export async function openRecord(
  deps: OpenDeps,
  { recordId, ...why }: Why & { readonly recordId: number },
): Promise<OpenedRecord> {
  const noted = await deps.store.write(async (rows) => {
    const row = await knownRecord(rows, recordId);
    return await noteRecordOpening(rows, { ...why, row, atMs: deps.clock.nowMs() });
  });
  return openNoted(deps, noted);
}

const NOTED = Symbol('noted');
/** A record whose opening stands in the audit log: `noteRecordOpening` and the desk alone make one. */
export interface NotedRecord {
  readonly row: RecordRow;
  readonly actor: string;
  readonly [NOTED]: true;
}

/** The entry of an opening to come, in the transaction that decides on it; `openNoted` opens. AppError `campaign-purged`. */
export async function noteRecordOpening(
  rows: StoreWriter,
  { row, atMs, ...why }: Why & { readonly row: RecordRow; readonly atMs: number },
): Promise<NotedRecord> {
  await noteOpening(rows, { ...why, ...oneRecord(row) }, atMs);
  return { row, actor: why.actor, [NOTED]: true };
}

/** The desk gives no record without the entry of its opening, in the same transaction (ports/desk.ts). */
export function notedAtDesk({ record: row, lease }: DeskCard | DeskOpened): NotedRecord {
  return { row, actor: lease.agent, [NOTED]: true };
}

/** AppErrors `campaign-key-missing`, `record-damaged`. */
export async function openNoted(deps: OpenDeps, { row, actor }: NotedRecord): Promise<OpenedRecord> {
  return { row, content: await openRow(deps, row, actor) };
}

/** Opens the content that a record had before a call changed it, to put it back. Audited and refused as `openRecord`. */
export async function openFormerContent(
  deps: OpenDeps,
  request: Why & {
    readonly row: RecordRow;
    readonly callId: string;
    readonly sealed: SealedBytes;
    readonly version: number;
  },
): Promise<RecordContent> {
  const { row, callId, sealed, version, actor } = request;
  const opening = { ...request, ...oneRecord(row) };
  await deps.store.write((rows) => noteOpening(rows, opening, deps.clock.nowMs()));
  const packet = { kind: 'last_call', subject: callId, sealed, actor } as const;
  return openPacket(deps, packet, () => deps.vault.openRecord(recordPlace({ ...row, version }), sealed));
}

/** Opens many records one by one, in the order given: one audit entry per campaign with the count. Errors as for one. */
export async function* openRecordsInBulk(
  deps: OpenDeps,
  request: Why & Damaged & { readonly recordIds: readonly number[] },
): AsyncGenerator<OpenedRecord> {
  const { recordIds, actor } = request;
  const noted = new Set<string>();
  const openings = new ManyOpenings(request);
  for (const [at, id] of recordIds.entries()) {
    const row = await deps.store.read((rows) => knownRecord(rows, id));
    await noteOnce(deps, noted, {
      ...request,
      campaign: row.campaign,
      subject: 'records',
      count: recordIds.length,
      recordIds,
    });
    const content = await openings.opened(row.id, openRow(deps, row, actor));
    if (content) yield { row, content };
    if (at % PER_TURN === PER_TURN - 1) await giveWay();
  }
  openings.end();
}

/** The same in slices of some twenty, opened together: for files of every record of a campaign. */
export async function* openRecordSlices(
  deps: OpenDeps,
  request: Why & Damaged & { readonly recordIds: readonly number[] },
): AsyncGenerator<readonly OpenedRecord[]> {
  const { recordIds, actor } = request;
  const noted = new Set<string>();
  const openings = new ManyOpenings(request);
  for (let from = 0; from < recordIds.length; from += PER_TURN) {
    const ids = recordIds.slice(from, from + PER_TURN);
    const found = await deps.store.read((rows) => inTurn.map(ids, (id) => knownRecord(rows, id)));
    for (const { campaign } of found)
      await noteOnce(deps, noted, {
        ...request,
        campaign,
        subject: 'records',
        count: recordIds.length,
        recordIds,
      });
    const contents = await Promise.all(
      found.map((row) => openings.opened(row.id, openRow(deps, row, actor))),
    );
    yield found.flatMap((row, at) => {
      const content = contents[at];
      return content ? [{ row, content }] : [];
    });
    await giveWay();
  }
  openings.end();
}

/**
 * Opens calls of one campaign as they are met, the row at hand: one audit entry with the count and the records that are told
 * beforehand, at the first of them.
 */
export function callOpener(
  deps: OpenDeps,
  request: Why & {
    readonly campaign: string;
    readonly count: number;
    readonly recordIds: readonly number[];
  },
): (call: CallRow) => Promise<CallContent> {
  const noted = new Set<string>();
  return async (call) => {
    assert.equal(call.campaign, request.campaign, 'the campaign whose opening is noted');
    await noteOnce(deps, noted, { ...request, subject: 'calls' });
    return openCall(deps, call, request.actor);
  };
}

/** Opens the notes and corrections of many calls, as `openRecordsInBulk` does for records. AppError `call-unknown`. */
export async function* openCallsInBulk(
  deps: OpenDeps,
  request: Why & Damaged & { readonly callIds: readonly string[] },
): AsyncGenerator<OpenedCall> {
  const { callIds, actor } = request;
  const noted = new Set<string>();
  const openings = new ManyOpenings(request);
  const recordIds = await deps.store.read((rows) =>
    inTurn.map(callIds, async (id) => (await knownCall(rows, id)).recordId),
  );
  for (const [at, callId] of callIds.entries()) {
    const call = await deps.store.read((rows) => knownCall(rows, callId));
    const { campaign } = call;
    await noteOnce(deps, noted, { ...request, campaign, subject: 'calls', count: callIds.length, recordIds });
    const content = await openings.opened(call.recordId, openCall(deps, call, actor));
    if (content) yield { call, content };
    if (at % PER_TURN === PER_TURN - 1) await giveWay();
  }
  openings.end();
}

interface OpenedSignature {
  readonly callId: string;
  readonly reference: string;
}

/** Opens the new mandate references of many signatures of one campaign, in the order given: one audit entry with the count. */
export async function* openSignaturesInBulk(
  deps: OpenDeps,
  request: Why & Damaged & { readonly campaign: string; readonly signatures: readonly MandateSignatureRow[] },
): AsyncGenerator<OpenedSignature> {
  const { signatures, campaign, actor } = request;
  const openings = new ManyOpenings(request);
  if (signatures.length > 0)
    await deps.store.write((rows) =>
      noteOpening(
        rows,
        {
          ...request,
          campaign,
          subject: 'signatures',
          count: signatures.length,
          recordIds: signatures.map((row) => row.recordId),
        },
        deps.clock.nowMs(),
      ),
    );
  for (const [at, row] of signatures.entries()) {
    const { callId, recordId, sealed } = row;
    const packet = { kind: 'mandate_signature', subject: callId, sealed, actor } as const;
    const opening = openPacket(deps, packet, () => deps.vault.openCall(signaturePlace(row), sealed));
    const content = await openings.opened(recordId, opening);
    if (content) yield { callId, reference: content.mandateReference ?? '' };
    if (at % PER_TURN === PER_TURN - 1) await giveWay();
  }
  openings.end();
}

/** Opens what a person's request keeps sealed: the donor's id, a rectification's pairs. Audited as a call's content is. */
export async function openRequestMark(
  deps: OpenDeps,
  request: Why & { readonly request: PersonRequestRow },
): Promise<CallContent> {
  const { id, campaign, sealed, sealVersion: version } = request.request;
  if (!sealed) return { changes: [], note: '' };
  const recordIds = await deps.store.read((rows) => rows.persons.recordsOf(id));
  const opening = { ...request, campaign, subject: 'requests', count: 1, recordIds };
  await deps.store.write((rows) => noteOpening(rows, opening, deps.clock.nowMs()));
  const packet = { kind: 'person_request', subject: id, sealed, actor: request.actor } as const;
  return openPacket(deps, packet, () => deps.vault.openCall(requestPlace({ id, campaign, version }), sealed));
}

interface Opening extends Why {
  readonly campaign: string;
  readonly subject: string;
  readonly count: number;
  /** Of an opening of many: the log says whose, by their numbers (who saw that donor?). */
  readonly recordIds?: readonly number[];
}

function oneRecord({ campaign, id }: RecordRow): Omit<Opening, keyof Why> {
  return { campaign, subject: String(id), count: 1 };
}

async function noteOnce(deps: OpenDeps, noted: Set<string>, opening: Opening): Promise<void> {
  if (noted.has(opening.campaign)) return;
  await deps.store.write((rows) => noteOpening(rows, opening, deps.clock.nowMs()));
  noted.add(opening.campaign);
}

const ACTIONS: Readonly<Record<string, AuditAction>> = {
  calls: 'call.open',
  signatures: 'mandate.open',
  requests: 'request.open',
};

async function noteOpening(rows: StoreWriter, opening: Opening, atMs: number): Promise<void> {
  const { actor, reason, campaign, subject, count, recordIds } = opening;
  refuseErased((await rows.campaigns.byCode(campaign))?.state, 'Plus aucune fiche ne peut être ouverte.');
  const action = ACTIONS[subject] ?? 'record.open';
  const detail = { count, ...(recordIds ? { records: idRanges(recordIds) } : {}) };
  await trail(rows, { actor, atMs })(action, subject, { campaign, reason, detail });
}
