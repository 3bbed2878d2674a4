import type { CallOutcome, OutcomeReceipt } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { localDay } from '../../../shared/local-day.ts';
import { type CallEffect, decideCall } from '../../domain/call/call-result.ts';
import { outcomeHash } from '../../domain/call/call-result-hash.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeskOpened, DeskOutcome } from '../../ports/desk.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { type NotedRecord, notedAtDesk, type OpenedRecord, openNoted } from '../records/open-record.ts';
import { leaseLost } from '../records/renew-lease.ts';
import { isRecordDamaged } from '../records/set-aside.ts';
import { sealEffect } from './record-call-seal.ts';

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
  const { callId, scriptVersion } = request.outcome;
  const agent = { id: request.agent.id };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const nowMs = deps.clock.nowMs();
    const opened = await deps.store.desk.open({ agent, callId, scriptVersion, requestHash, nowMs });
    if (opened.kind === 'receipt') return opened.receipt;
    const recorded = await deps.store.desk.record({
      ...(await decide(deps, request, opened)),
      agent,
      requestHash,
    });
    if (recorded.kind === 'receipt') return recorded.receipt;
  }
  throw recordMoved();
}

async function decide(
  deps: RecordCallDeps,
  { agent, outcome }: RecordCallRequest,
  begun: DeskOpened,
): Promise<Omit<DeskOutcome, 'agent' | 'requestHash'>> {
  const { row, content } = await openCalled(deps, notedAtDesk(begun));
  const nowMs = deps.clock.nowMs();
  const { lease, campaign, script, history } = begun;
  if (!campaign) throw leaseLost();
  const decision = decideCall({
    ...{ campaign, script, history },
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
  const { callId, disposition, scriptVersion, path, durationSeconds } = outcome;
  return {
    ...{ lease, row, sealed, charity: campaign.charity, emailDomain, nowMs, undoFromMs },
    outcome: { callId, disposition, scriptVersion, path, durationSeconds },
    effect: writtenOf(effect),
  };
}

/** What is said in clear of the donor stays here. */
function writtenOf({ record, call, email, suppress, scheme, receipt }: CallEffect): DeskOutcome['effect'] {
  return { record, call, email, suppress, scheme, receipt };
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
