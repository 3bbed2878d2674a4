import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { WEEKLY_CODES } from '../../domain/delivery/weekly-file-lines.ts';
import { recordPlace, signaturePlace } from '../../domain/next-card/record-place.ts';
import { ERASED_CALL, erasedContent } from '../../domain/persons/erased-person.ts';
import type { Overwritten, RecordErasure } from '../../ports/rows/persons.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import type { SealPlace, Vault } from '../../ports/vault.ts';
import { openRecordsInBulk } from '../records/open-record.ts';
import { recordDamaged } from '../records/set-aside.ts';
import { tellScreens } from '../records/tell-screens.ts';
import { openRequestOf } from './open-request-of.ts';
import {
  endRequest,
  type PersonDeps,
  type PersonRequest,
  type PersonTarget,
  sealedMark,
  takeUpRequest,
  targetOf,
} from './person-request.ts';
import { recordMoved } from './rectify-person.ts';

export interface EraseDeps extends PersonDeps {
  readonly vault: PersonDeps['vault'] & Pick<Vault, 'sealCall' | 'sealRecord'>;
}

export interface ErasureDone {
  readonly id: string;
  readonly records: number;
  readonly calls: number;
  /** Cards on a screen: nothing is erased yet, all of it will be once the call has ended. */
  readonly onScreen: number;
}

/**
 * Erases a person (GDPR art. 17): what is sealed is overwritten by nobody, their look-ups go, records are closed, and the base
 * is compacted. Stay: numbers, states, amounts (figures); their objection, so that no later file brings them back; the audit
 * log, which names numbers only and still verifies; and the donor's id, sealed, until the urgent file has told the charity.
 * Backups made before hold it still, encrypted, until they expire. While a card of the person is on a screen, the act is
 * accepted and waits for the end of the call (`waiting-acts.ts`). Irreversible; twice: `person-unknown`. AppErrors of
 * `targetOf` and `endRequest`, `agreement-owed`, `record-moved`.
 */
export async function erasePerson(deps: EraseDeps, request: PersonRequest): Promise<ErasureDone> {
  const target = await targetOf(deps, request);
  await deps.store.read((rows) => refuseOwed(rows, target.records));
  const requestId =
    request.requestId ??
    (await deps.store.read((rows) => openRequestOf(rows, { kind: 'erasure', records: target.records })))?.id;
  const id = requestId ?? deps.chance.uuid();
  const erasing = { ...request, requestId, target, id, check: refuseOwed };
  const waiting = await deps.store.write((rows) => eraseAfterCall(rows, deps, erasing));
  if (waiting) return waiting;
  const done = await eraseTarget(deps, erasing);
  await deps.store.compact();
  return done;
}

/** What is to be erased, under the request `id`; `check` may refuse within the transaction. */
export interface Erasing
  extends Pick<PersonRequest, 'requestId' | 'callId' | 'receivedAtMs' | 'reason' | 'actor'> {
  readonly target: PersonTarget;
  readonly id: string;
  readonly check?: (rows: StoreReader, records: readonly RecordRow[]) => void;
  /** Done even when no record of the person opens: the charity was told before. */
  readonly isDoneAgain?: boolean;
}

/** Without the compaction, which the caller owes. A request open under that id is answered. AppError `record-moved`. */
export async function eraseTarget(deps: EraseDeps, erasing: Erasing): Promise<ErasureDone> {
  const { target, id, check } = erasing;
  const note = await donorIdOf(deps, erasing);
  const sealed = await sealedMark(deps, { target, id, note, changes: [] });
  const erasures: RecordErasure[] = [];
  for (const row of target.records) erasures.push(await erasureOf(deps, row, id));
  return await deps.store.write(async (rows) => {
    check?.(rows, target.records);
    if (await inTurn.some(erasures, (one) => hasMoved(rows, one))) throw recordMoved();
    // First its own request: from then on every other one of the person is to be forgotten too.
    await block(rows, deps, target);
    const open = (await rows.persons.byId(id))?.state === 'open' ? { requestId: id } : {};
    await endRequest(rows, deps, { ...erasing, ...open, kind: 'erasure', sealed, action: 'person.erase' });
    for (const one of erasures) await rows.persons.eraseRecord(one);
    await closeLeased(rows, target.records, deps.clock.nowMs());
    const calls = erasures.reduce((sum, one) => sum + one.calls.length, 0);
    return { id, records: erasures.length, calls, onScreen: 0 };
  });
}

/** For the charity, of the first record of the person that opens. AppError `record-damaged` when none does. */
async function donorIdOf(deps: EraseDeps, { target, actor, isDoneAgain = false }: Erasing): Promise<string> {
  const bulk = { recordIds: target.records.map((row) => row.id), actor, damaged: 'leave-out' } as const;
  const reason = 'Effacement demandé par la personne';
  for await (const { content } of openRecordsInBulk(deps, { ...bulk, reason })) return content.donor.donorId;
  if (isDoneAgain) return '';
  throw recordDamaged(bulk.recordIds);
}

/** After a restoration a card may still be counted on a screen that is gone. */
async function closeLeased(rows: StoreWriter, records: readonly RecordRow[], atMs: number): Promise<void> {
  for (const { id } of records)
    if (await rows.records.leaseOfRecord(id))
      await rows.records.update(id, { state: 'closed', disposition: 'EF_DNC', closedAtMs: atMs });
}

/** Everything that the record's sealed places will hold instead. */
async function erasureOf(deps: EraseDeps, row: RecordRow, requestId: string): Promise<RecordErasure> {
  const { vault } = deps;
  const version = row.version + 1;
  const { callIds, signatures } = await deps.store.read(async (rows) => {
    const ids = await rows.persons.callsOf(row.id);
    return {
      callIds: ids,
      signatures: await inTurn.flatMap(ids, async (id) => (await rows.mandates.ofCall(id)) ?? []),
    };
  });
  const blank = async (callId: string, place: SealPlace): Promise<Overwritten> => ({
    callId,
    sealed: await vault.sealCall(place, ERASED_CALL),
    sealVersion: place.version,
  });
  return {
    recordId: row.id,
    campaign: row.campaign,
    requestId,
    atMs: deps.clock.nowMs(),
    sealed: await vault.sealRecord(recordPlace({ ...row, version }), erasedContent(row)),
    version,
    donorBlind: deps.chance.uuid().replaceAll('-', ''),
    calls: await Promise.all(
      callIds.map((id) => blank(id, { campaign: row.campaign, kind: 'call', id, version: ERASED_VERSION })),
    ),
    signatures: await Promise.all(
      signatures.map((one) => blank(one.callId, signaturePlace({ ...one, sealVersion: ERASED_VERSION }))),
    ),
  };
}

/** A call is sealed once, under version 1; the second is that of nobody. */
const ERASED_VERSION = 2;

async function hasMoved(rows: StoreReader, erasure: RecordErasure): Promise<boolean> {
  const calls = (await rows.persons.callsOf(erasure.recordId)).length;
  return (
    (await rows.records.byId(erasure.recordId))?.version !== erasure.version - 1 ||
    calls !== erasure.calls.length
  );
}

/** Blocks the person for the charity, which closes every record of theirs still open; the ids of those on a screen. */
async function block(
  rows: StoreWriter,
  { clock }: Pick<EraseDeps, 'clock'>,
  target: PersonTarget,
): Promise<readonly number[]> {
  const blinds = await inTurn.flatMap(target.records, async (row) => [
    row.donorBlind,
    ...(await rows.records.phoneBlindsOf(row.id)),
    ...[(await rows.records.emailBlindOf(row.id)) ?? ''].filter((blind) => blind !== ''),
  ]);
  const { leased } = await rows.records.suppress({
    charity: target.charity,
    campaign: target.campaign.code,
    blinds: [...new Set(blinds)],
    onlyCampaign: false,
    atMs: clock.nowMs(),
    exceptRecordId: 0,
  });
  return leased;
}

/** The person is blocked and the screens told now, the request stays open; undefined when no card of theirs is on a screen. */
async function eraseAfterCall(
  rows: StoreWriter,
  deps: Pick<EraseDeps, 'clock'>,
  { target, ...erasing }: Erasing,
): Promise<ErasureDone | undefined> {
  const own = await inTurn.filter(target.records, ({ id }) => rows.records.leaseOfRecord(id));
  if (own.length === 0) return undefined;
  const atMs = deps.clock.nowMs();
  const { id } = await takeUpRequest(rows, deps, { ...erasing, kind: 'erasure', target, sealed: null });
  const others = (await block(rows, deps, target)).filter((one) => !own.some((record) => record.id === one));
  for (const { id: recordId, campaign } of own)
    await rows.persons.addWaitingAct({
      recordId,
      kind: 'erasure',
      campaign,
      requestId: id,
      actor: erasing.actor,
      atMs,
    });
  await tellScreens(rows, { recordIds: own.map((record) => record.id), atMs, why: 'erasure' });
  // A household's number: somebody else's card.
  await tellScreens(rows, { recordIds: others, atMs, why: 'objection' });
  return { id, records: 0, calls: 0, onScreen: own.length };
}

/** Nothing that the charity must still carry out may be lost. */
async function refuseOwed(rows: StoreReader, records: readonly RecordRow[]): Promise<void> {
  for (const { id } of records) {
    const owed = await inTurn.some(await rows.calls.ofRecord(id), (call) => isOwed(rows, call));
    if (owed)
      throw refusal(
        'agreement-owed',
        'Un accord ou un don de cette personne n’est pas encore remis à l’association.',
        'Attendez le fichier hebdomadaire, ou annulez l’accord (plateau correct --cancel) si la personne y renonce.',
      );
  }
}

async function isOwed(
  rows: StoreReader,
  { callId, disposition }: { readonly callId: string; readonly disposition: string },
): Promise<boolean> {
  if (!WEEKLY_CODES.includes(disposition) || (await rows.deliveries.isLineSent(callId, 'N'))) return false;
  return (await rows.corrections.ofCall(callId)).at(-1)?.kind !== 'X';
}

function refusal(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}
