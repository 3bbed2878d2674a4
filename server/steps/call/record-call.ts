import type { CallOutcome, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { localDay } from '../../../shared/local-day.ts';
import { PRODUCT_REASONS } from '../../domain/audit/product-reasons.ts';
import { decideCall } from '../../domain/call/call-result.ts';
import { outcomeHash } from '../../domain/call/call-result-hash.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type NotedRecord, noteRecordOpening, type OpenedRecord, openNoted } from '../records/open-record.ts';
import { leaseLost } from '../records/renew-lease.ts';
import { isRecordDamaged } from '../records/set-aside.ts';
import { refuseStopped } from '../records/standing-stop.ts';
import { campaignOfCall } from '../script/edition-in-force.ts';
import { sealEffect } from './record-call-seal.ts';
import { type Decided, writeOutcome } from './record-call-write.ts';

export interface RecordCallDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall' | 'sealRecord' | 'sealCall' | 'blind'>;
  readonly clock: Clock;
  readonly rules: CallingRules;
}
export interface RecordCallRequest {
  readonly agent: Pick<AccountRow, 'id'>;
  readonly outcome: CallOutcome;
}

/** The transaction finds that something moved since the decision: it is taken once more, then refused. */
const TRIES = 2;

/**
 * Records how a call ended, exactly once per callId (step 6 and promise 2, server/README.md): call event, the record's
 * new state, e-mail owed and objection in one transaction. The same outcome again gets the first receipt.
 *
 * Opening and sealing are asynchronous and the transaction is not: read, decide and seal come first, then the
 * transaction checks that nothing moved. A lease that ran out does not lose a gift: the outcome is accepted as long as
 * nobody was served the record since. AppErrors `outcome-differs`, `lease-lost`, `outcome-refused`, `record-moved`,
 * `record-damaged`, those of `refuseStopped`.
 */
export async function recordCall(deps: RecordCallDeps, request: RecordCallRequest): Promise<OutcomeReceipt> {
  const requestHash = outcomeHash(request.outcome);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const begun = await deps.store.write((rows) => begin(deps, rows, { ...request, requestHash }));
    if ('receipt' in begun) return begun.receipt;
    const decided = await decide(deps, request, begun);
    const receipt = await deps.store.write(async (rows) => {
      const called = await calledOrReceipt(rows, { ...request, requestHash });
      if ('receipt' in called) return called.receipt;
      if (hasMoved(called.record, decided.row)) return undefined;
      await refuseStopped(rows, { disposition: request.outcome.disposition, row: decided.row });
      return await writeOutcome(rows, { ...decided, ...request, requestHash });
    });
    if (receipt) return receipt;
  }
  throw recordMoved();
}

interface Asked extends RecordCallRequest {
  readonly requestHash: string;
}

interface Called {
  readonly lease: LeaseRow;
  readonly record: RecordRow;
}

interface Begun {
  readonly lease: LeaseRow;
  readonly noted: NotedRecord;
  readonly facts: Awaited<ReturnType<typeof factsOf>>;
}

/** What a decision needs, its opening noted. Within one transaction. */
async function begin(
  deps: RecordCallDeps,
  rows: StoreWriter,
  asked: Asked,
): Promise<Begun | { readonly receipt: OutcomeReceipt }> {
  const called = await calledOrReceipt(rows, asked);
  if ('receipt' in called) return called;
  const { lease, record: row } = called;
  const opening = { row, actor: asked.agent.id, reason: PRODUCT_REASONS.recorded };
  const noted = await noteRecordOpening(rows, opening, deps);
  return { lease, noted, facts: await factsOf(rows, called, asked.outcome) };
}

async function factsOf(rows: StoreReader, { lease, record }: Called, { scriptVersion }: CallOutcome) {
  return {
    campaign: await campaignOfCall(rows, { campaign: record.campaign, edition: lease.edition }),
    // The one the call began on, retired since or not; no other.
    script:
      (lease.scriptVersion ?? scriptVersion) === scriptVersion
        ? await rows.campaigns.script(record.campaign, scriptVersion)
        : undefined,
    history: await rows.calls.ofRecord(record.id),
  };
}

async function decide(
  deps: RecordCallDeps,
  { agent, outcome }: RecordCallRequest,
  { lease, noted, facts }: Begun,
): Promise<Decided> {
  const { row, content } = await openCalled(deps, noted);
  const nowMs = deps.clock.nowMs();
  const { campaign } = facts;
  if (!campaign) throw leaseLost();
  const decision = decideCall({
    ...facts,
    campaign,
    row,
    content,
    outcome,
    agent: agent.id,
    startedAtMs: lease.grantedAtMs,
    nowMs,
    rules: deps.rules,
  });
  if (decision.kind === 'refused') throw outcomeRefused(decision.problems);
  const { effect } = decision;
  const sealed = await sealEffect(deps.vault, { row, content, effect, charity: campaign.charity });
  const emailDomain = campaign.settings.charity.emailFrom.split('@').at(-1) ?? '';
  const holdMs = campaign.settings.emailHoldMinutes * 60_000;
  const undoFromMs = Math.min(localDay(nowMs).fromMs, nowMs - holdMs);
  return { lease, row, effect, sealed, charity: campaign.charity, emailDomain, nowMs, undoFromMs };
}

/** Damaged since it was served: the workstation keeps the outcome, and sends it again before each card. */
async function openCalled(deps: RecordCallDeps, noted: NotedRecord): Promise<OpenedRecord> {
  try {
    return await openNoted(deps, noted);
  } catch (error) {
    if (!isRecordDamaged(error)) throw error;
    const { code, kind, message } = error;
    const hint =
      'Continuez : gardée sur ce poste, la qualification repart une fois le contenu rendu ; en SSH, dites-la à votre chef d’équipe.';
    throw new AppError({ code, kind, message, hint, cause: error });
  }
}

/** The receipt of the first recording, for the same content only. */
async function firstReceipt(
  rows: StoreReader,
  { agent, outcome, requestHash }: Asked,
): Promise<OutcomeReceipt | undefined> {
  const call = await rows.calls.byId(outcome.callId);
  if (!call) return undefined;
  if (call.requestHash === requestHash && call.agent === agent.id) return call.receipt;
  throw new AppError({
    code: 'outcome-differs',
    kind: 'conflict',
    message: 'Cet appel est déjà enregistré avec une autre qualification.',
    hint: 'La première reste : demandez la fiche suivante, et une correction à votre chef d’équipe si besoin.',
  });
}

/** The call that the outcome is about, or its first receipt. AppErrors `outcome-differs`, `lease-lost`. */
async function calledOrReceipt(
  rows: StoreReader,
  asked: Asked,
): Promise<Called | { readonly receipt: OutcomeReceipt }> {
  const { callId } = asked.outcome;
  // An outcome ends the lease with it: while that stands, none was recorded.
  const leased = await rows.records.leasedForCall(callId);
  const receipt = leased ? undefined : await firstReceipt(rows, asked);
  if (receipt) return { receipt };
  const called = leased ?? (await givenBack(rows, callId));
  if (called?.lease.agent !== asked.agent.id) throw leaseLost();
  return called;
}

/** A card whose lease ran out, if nobody was served it since. */
async function givenBack(rows: StoreReader, callId: string): Promise<Called | undefined> {
  const lease = await rows.records.endedLease(callId);
  const record = lease && (await rows.records.byId(lease.recordId));
  return record && { lease, record };
}

function hasMoved(now: RecordRow, row: RecordRow): boolean {
  return now.version !== row.version || (now.state !== 'leased' && now.state !== 'ready');
}

function outcomeRefused(problems: readonly string[]): AppError {
  return new AppError({
    code: 'outcome-refused',
    kind: 'invalid',
    message: problems.join(' '),
    hint: 'Corrigez, puis enregistrez de nouveau : la fiche reste à vous.',
  });
}

function recordMoved(): AppError {
  return new AppError({
    code: 'record-moved',
    kind: 'conflict',
    message: 'La fiche a changé pendant l’enregistrement.',
    hint: 'Enregistrez de nouveau : rien n’a été perdu.',
  });
}
