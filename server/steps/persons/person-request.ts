import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import type { CallContent } from '../../domain/donor.ts';
import { requestPlace } from '../../domain/next-card/record-place.ts';
import type { Chance } from '../../ports/clock.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { PersonRequestKind, PersonRequestRow } from '../../ports/rows/persons.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { StoreReader, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import {
  charityOf,
  type FindDeps,
  lookUpPerson,
  type PersonKey,
  personsOf,
  personUnknown,
} from '../records/find-person.ts';
import { trail } from '../trail.ts';

export interface PersonDeps extends FindDeps {
  readonly chance: Chance;
}

/** A person who exercises a right, and how we know of it. */
export interface PersonRequest {
  readonly person: PersonKey;
  /** A request registered before; absent: one is registered now. */
  readonly requestId?: string | undefined;
  /** The call in which it was made. */
  readonly callId?: string | undefined;
  /** When it reached the charity or us; default: now, or the end of the call. */
  readonly receivedAtMs?: number | undefined;
  /** How identity was checked, by what way it came; French, without personal data. */
  readonly reason: string;
  readonly actor: string;
}

/** One donor of one charity, with every record of theirs. */
export interface PersonTarget {
  readonly charity: string;
  readonly records: readonly [RecordRow, ...RecordRow[]];
  /** Under which the request stands. */
  readonly campaign: CampaignRow;
}

/**
 * AppErrors `reason-personal`, `person-unknown`, `person-several`: a number may be a household's, and one person's
 * right is not another's.
 */
export async function targetOf(deps: FindDeps, request: PersonRequest): Promise<PersonTarget> {
  const problem = noteProblem(request.reason);
  if (problem !== undefined) throw reasonPersonal(problem);
  const found = await lookUpPerson(deps, { ...request.person, actor: request.actor });
  return await deps.store.read(async (rows) => {
    const [first, ...others] = await personsOf(rows, found);
    if (!first) throw personUnknown();
    if (others.length > 0) throw severalPersons();
    const campaign = await campaignOf(rows, first);
    return { charity: await charityOf(rows, first[0]), records: first, campaign };
  });
}

/** An open one first: its urgent file leaves every evening. */
async function campaignOf(rows: StoreReader, records: readonly RecordRow[]): Promise<CampaignRow> {
  const campaigns = await inTurn.flatMap(
    records,
    async (row) => (await rows.campaigns.byCode(row.campaign)) ?? [],
  );
  const chosen = campaigns.find((one) => one.state === 'open') ?? campaigns[0];
  if (!chosen) throw personUnknown();
  return chosen;
}

/** Registers a request alone, to be answered later: its month runs. Twice makes two. */
export async function openPersonRequest(
  deps: PersonDeps,
  request: PersonRequest & { readonly kind: PersonRequestKind },
): Promise<{ readonly id: string }> {
  const target = await targetOf(deps, request);
  const id = deps.chance.uuid();
  return await deps.store.write(async (rows) => {
    await registerRequest(rows, deps, { ...request, target, id, sealed: null });
    return { id };
  });
}

/**
 * Why a request is not followed; the person is told by the charity. AppErrors `request-unknown`, `request-ended`,
 * `reason-personal`.
 */
export async function refusePersonRequest(
  deps: Pick<PersonDeps, 'store' | 'clock'>,
  request: { readonly id: string; readonly reason: string; readonly actor: string },
): Promise<void> {
  const problem = noteProblem(request.reason);
  if (problem !== undefined) throw reasonPersonal(problem);
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    const row = await openRequest(rows, request.id);
    const { reason: outcome, actor } = request;
    await rows.persons.update(row.id, { state: 'refused', endedAtMs: atMs, endedBy: actor, outcome });
    const noted = { campaign: row.campaign, reason: outcome, detail: { kind: row.kind } };
    await trail(rows, { actor, atMs })('person.refuse', row.id, noted);
  });
}

export interface Registration extends Omit<PersonRequest, 'person'> {
  readonly kind: PersonRequestKind;
  readonly target: PersonTarget;
  readonly id: string;
  /** What the request must remember; null for one that the record answers. */
  readonly sealed: SealedBytes | null;
}

/** What every version of a sealed mark bears. */
const MARK_VERSION = 1;

interface PersonMark {
  readonly target: PersonTarget;
  readonly id: string;
  readonly note: string;
  readonly changes: CallContent['changes'];
}

/** What the request keeps in its sealed part: the donor's id where it must outlive the record, a rectification's pairs. */
export async function sealedMark(
  deps: { readonly vault: Pick<Vault, 'sealCall'> },
  mark: PersonMark,
): Promise<SealedBytes> {
  const { target, id, note, changes } = mark;
  return deps.vault.sealCall(requestPlace({ id, campaign: target.campaign.code, version: MARK_VERSION }), {
    note,
    changes,
  });
}

/** Within the caller's transaction: the row, its records, its entry in the log. */
async function registerRequest(
  rows: StoreWriter,
  deps: Pick<PersonDeps, 'clock'>,
  registration: Registration,
): Promise<PersonRequestRow> {
  const { target, id, kind, reason, actor, sealed } = registration;
  const atMs = deps.clock.nowMs();
  const callId = registration.callId ?? null;
  const call = callId === null ? undefined : await rows.calls.byId(callId);
  if (callId !== null && !target.records.some((row) => row.id === call?.recordId)) throw callOfAnother();
  const row: PersonRequestRow = {
    id,
    charity: target.charity,
    campaign: target.campaign.code,
    kind,
    state: 'open',
    receivedAtMs: Math.min(registration.receivedAtMs ?? call?.endedAtMs ?? atMs, atMs),
    openedAtMs: atMs,
    author: actor,
    reason,
    pledgeId: null,
    callId,
    endedAtMs: null,
    endedBy: null,
    outcome: '',
    deliveryId: null,
    forget: false,
    sealed,
    sealVersion: MARK_VERSION,
  };
  await rows.persons.add(
    row,
    target.records.map((one) => ({ recordId: one.id, campaign: one.campaign })),
  );
  await note(rows, row, {
    action: 'person.request',
    atMs,
    actor,
    recordIds: target.records.map((one) => one.id),
  });
  return row;
}

interface EndedRegistration extends Registration {
  readonly action: AuditAction;
  readonly detail?: Readonly<Record<string, number | string>>;
}

/**
 * The request that an act answers, ended in the same transaction: the one named, which must be of this person and kind, or a
 * new one. AppErrors `request-unknown`, `request-ended`, `request-of-another`.
 */
export async function endRequest(
  rows: StoreWriter,
  deps: Pick<PersonDeps, 'clock'>,
  registration: EndedRegistration,
): Promise<void> {
  const { target, actor, sealed, action } = registration;
  const row = await takeUpRequest(rows, deps, registration);
  const ids = new Set(target.records.map((one) => one.id));
  const atMs = deps.clock.nowMs();
  await rows.persons.update(row.id, {
    state: 'done',
    endedAtMs: atMs,
    endedBy: actor,
    ...(sealed ? { sealed, sealVersion: MARK_VERSION } : {}),
  });
  await note(rows, row, { action, atMs, actor, recordIds: [...ids], detail: registration.detail ?? {} });
}

/**
 * The open request that an act answers, now or later: the one named, which must be of this person and kind, or a new one.
 * AppErrors `request-unknown`, `request-ended`, `request-of-another`.
 */
export async function takeUpRequest(
  rows: StoreWriter,
  deps: Pick<PersonDeps, 'clock'>,
  registration: Registration,
): Promise<PersonRequestRow> {
  const { requestId, kind, target } = registration;
  return requestId === undefined
    ? await registerRequest(rows, deps, registration)
    : await answerable(rows, { requestId, kind, target });
}

/** The open request of that person and kind. AppErrors `request-unknown`, `request-ended`, `request-of-another`. */
export async function answerable(
  rows: StoreReader,
  asked: { readonly requestId: string; readonly kind: PersonRequestKind; readonly target: PersonTarget },
): Promise<PersonRequestRow> {
  const row = await openRequest(rows, asked.requestId);
  const ids = new Set(asked.target.records.map((one) => one.id));
  if (row.kind === asked.kind && (await rows.persons.recordsOf(row.id)).some((id) => ids.has(id))) return row;
  throw requestOfAnother();
}

interface RequestNote {
  readonly action: AuditAction;
  readonly atMs: number;
  readonly actor: string;
  readonly recordIds: readonly number[];
  readonly detail?: Readonly<Record<string, number | string>>;
}

async function note(rows: StoreWriter, row: PersonRequestRow, what: RequestNote): Promise<void> {
  const { action, atMs, actor, recordIds, detail } = what;
  // The person's records may stand in several campaigns: an entry of the house's own names them all.
  await trail(rows, { actor, atMs })(action, row.id, {
    reason: row.reason,
    detail: { kind: row.kind, records: recordIds.join(','), ...detail },
  });
}

async function openRequest(rows: StoreReader, id: string): Promise<PersonRequestRow> {
  const row = await rows.persons.byId(id);
  if (!row) throw refusal('request-unknown', 'Cette demande n’existe pas.', 'Voyez plateau person requests.');
  if (row.state === 'open') return row;
  throw refusal(
    'request-ended',
    'Cette demande est déjà close.',
    'Une nouvelle demande se passe de --request.',
  );
}

function requestOfAnother(): AppError {
  return refusal(
    'request-of-another',
    'Cette demande est d’une autre personne, ou d’une autre sorte.',
    'Vérifiez son identifiant : plateau person requests.',
  );
}

function callOfAnother(): AppError {
  return refusal(
    'call-of-another',
    'Cet appel n’est pas de cette personne, ou a été annulé.',
    'Vérifiez l’identifiant de l’appel : plateau person requests.',
  );
}

function severalPersons(): AppError {
  return refusal(
    'person-several',
    'Plusieurs personnes, ou plusieurs associations, répondent à cette recherche.',
    'Donnez l’identifiant donateur (--donor) et l’association (--charity) : le droit de l’une n’est pas celui de l’autre.',
  );
}

function reasonPersonal(message: string): AppError {
  return new AppError({
    code: 'reason-personal',
    kind: 'invalid',
    message,
    hint: 'Dites le motif sans donnée personnelle.',
  });
}

function refusal(code: string, message: string, hint: string): AppError {
  return new AppError({ code, kind: 'conflict', message, hint });
}
