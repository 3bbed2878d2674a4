import type { CallOutcome, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { decideCall } from '../../domain/call/call-result.ts';
import { outcomeHash } from '../../domain/call/call-result-hash.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LeaseRow } from '../../ports/rows/leases.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type OpenedRecord, openRecord } from '../records/open-record.ts';
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
    const known = deps.store.read((rows) => firstReceipt(rows, request, requestHash));
    if (known) return known;
    const decided = await decide(deps, request);
    const receipt = deps.store.write((rows) => {
      const meanwhile = firstReceipt(rows, request, requestHash);
      if (meanwhile) return meanwhile;
      if (hasMoved(rows, request, decided.row)) return undefined;
      refuseStopped(rows, { disposition: request.outcome.disposition, row: decided.row });
      return writeOutcome(rows, { ...decided, ...request, requestHash });
    });
    if (receipt) return receipt;
  }
  throw recordMoved();
}

async function decide(deps: RecordCallDeps, { agent, outcome }: RecordCallRequest): Promise<Decided> {
  const lease = deps.store.read((rows) => leaseFor(rows, agent.id, outcome.callId));
  const opened = await openCalled(deps, { recordId: lease.recordId, actor: agent.id });
  const { row, content } = opened;
  const nowMs = deps.clock.nowMs();
  const facts = deps.store.read((rows) => ({
    campaign: campaignOfCall(rows, { campaign: row.campaign, edition: lease.edition }),
    // The one the call began on, retired since or not; no other.
    script:
      (lease.scriptVersion ?? outcome.scriptVersion) === outcome.scriptVersion
        ? rows.campaigns.script(row.campaign, outcome.scriptVersion)
        : undefined,
    history: rows.calls.ofRecord(row.id),
  }));
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
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const undoFromMs = Math.min(dayStartMs, nowMs - holdMs);
  return { lease, row, effect, sealed, charity: campaign.charity, emailDomain, nowMs, undoFromMs };
}

/** Damaged since it was served: the workstation keeps the outcome, and sends it again before each card. */
async function openCalled(
  deps: RecordCallDeps,
  request: { readonly recordId: number; readonly actor: string },
): Promise<OpenedRecord> {
  try {
    return await openRecord(deps, { ...request, reason: 'Qualification de l’appel' });
  } catch (error) {
    if (!isRecordDamaged(error)) throw error;
    const { code, kind, message } = error;
    const hint =
      'Continuez : gardée sur ce poste, la qualification repart une fois le contenu rendu ; en SSH, dites-la à votre chef d’équipe.';
    throw new AppError({ code, kind, message, hint, cause: error });
  }
}

/** The receipt of the first recording, for the same content only. */
function firstReceipt(
  rows: StoreReader,
  { agent, outcome }: RecordCallRequest,
  requestHash: string,
): OutcomeReceipt | undefined {
  const call = rows.calls.byId(outcome.callId);
  if (!call) return undefined;
  if (call.requestHash === requestHash && call.agent === agent.id) return call.receipt;
  throw new AppError({
    code: 'outcome-differs',
    kind: 'conflict',
    message: 'Cet appel est déjà enregistré avec une autre qualification.',
    hint: 'La première reste : demandez la fiche suivante, et une correction à votre chef d’équipe si besoin.',
  });
}

/** The agent's lease, or the one that ended without anybody served since. AppError `lease-lost`. */
function leaseFor(rows: StoreReader, agent: string, callId: string): LeaseRow {
  const lease = rows.records.leaseOfCall(callId) ?? rows.records.endedLease(callId);
  if (!lease || lease.agent !== agent) throw leaseLost();
  return lease;
}

function hasMoved(rows: StoreReader, { agent, outcome }: RecordCallRequest, row: RecordRow): boolean {
  leaseFor(rows, agent.id, outcome.callId);
  const now = rows.records.byId(row.id);
  return now?.version !== row.version || (now.state !== 'leased' && now.state !== 'ready');
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
