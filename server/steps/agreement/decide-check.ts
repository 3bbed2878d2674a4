import { noteProblem } from '../../../shared/text-rules.ts';
import { type CheckDecision, decisionOf } from '../../domain/agreement/agreement-check.ts';
import { isCancelled } from '../../domain/call/corrected-call.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow } from '../../ports/rows/checks.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { showAgent, tellAgent, type WordsToAgent } from '../records/tell-agent.ts';
import { trail } from '../trail.ts';
import { observationText } from './agent-observations.ts';
import { checkRefusal, reasonPersonal } from './check-refusals.ts';
import { rejectedTask } from './open-check.ts';
import { isAllTold } from './told-lines.ts';

export interface CheckDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Chance;
}

type CheckAuthor = Pick<AccountRow, 'id' | 'displayName' | 'campaigns'>;

export interface DecideRequest {
  readonly callId: string;
  readonly decision: CheckDecision;
  /** French, without personal data; '' only for a plain approval. */
  readonly reason: string;
  /** Replaces a decision taken before, by whomever. */
  readonly change: boolean;
  readonly account: CheckAuthor;
}

export interface Decided {
  readonly callId: string;
  readonly campaign: string;
  readonly decision: CheckDecision;
  /** The same decision stood already: nothing was written. */
  readonly already: boolean;
}

/**
 * A verifier approves, observes or rejects an agreement (F-05); never whoever recorded or corrected it. An observation
 * and a rejection are told to the agent; a rejection keeps the line out of the weekly file and opens a task, which a
 * correction or a cancellation closes. The same decision again writes nothing; another one needs `change`, and none is
 * possible once all lines left. AppErrors `check-unknown`, `check-own-call`, `check-decided`, `check-delivered`,
 * `call-cancelled`, `reason-missing`, `reason-personal`, `final-delivered`.
 */
export async function decideCheck(deps: CheckDeps, request: DecideRequest): Promise<Decided> {
  refuseReason(request);
  const atMs = deps.clock.nowMs();
  return await deps.store.write(async (rows) => {
    const { call, last } = await decidable(rows, request.callId, request.account);
    const { decision } = request;
    const standing = decisionOf(last.state);
    const { callId, campaign } = call;
    if (standing === decision && !request.change) return { callId, campaign, decision, already: true };
    await refuseLate(rows, call);
    if (standing !== undefined && !request.change) throw checkRefusal('check-decided');
    if (standing === 'rejected') await endTask(rows, last, { atMs, by: request.account.id });
    const added = await rows.checks.add({
      ...{ callId, campaign, recordId: call.recordId, state: decision, atMs },
      author: request.account.id,
      reason: request.reason,
    });
    await follow(deps, rows, { call, added, account: request.account });
    await trail(rows, { actor: request.account.id, atMs })(`agreement.${decision}`, callId, {
      campaign,
      reason: request.reason,
      detail: { recordId: call.recordId, rank: added.rank, ...(standing ? { instead: standing } : {}) },
    });
    return { callId, campaign, decision, already: false };
  });
}

/** The agreement of a campaign of theirs that waits for a verifier or had one. AppErrors as `decideCheck`. */
async function decidable(
  rows: StoreReader,
  callId: string,
  account: CheckAuthor,
): Promise<{ readonly call: CallRow; readonly last: CheckRow }> {
  const call = await rows.calls.byId(callId);
  const last = await rows.checks.lastOf(callId);
  if (!call || !last || (await rows.undos.ofCall(callId)) || !account.campaigns.includes(call.campaign))
    throw checkRefusal('check-unknown');
  const corrections = await rows.corrections.ofCall(callId);
  const authors = [call.agent, ...corrections.map(({ author }) => author)];
  if (authors.includes(account.id)) throw checkRefusal('check-own-call');
  if (isCancelled(corrections)) throw checkRefusal('call-cancelled');
  return { call, last };
}

async function refuseLate(rows: StoreReader, { callId, campaign }: CallRow): Promise<void> {
  if (await isAllTold(rows, callId)) throw checkRefusal('check-delivered');
  if (await rows.deliveries.find(campaign, 'final', 'final')) throw checkRefusal('final-delivered');
}

function refuseReason({ decision, reason, change }: DecideRequest): void {
  if (reason.trim() === '' && (decision !== 'approved' || change)) throw checkRefusal('reason-missing');
  const problem = noteProblem(reason);
  if (problem !== undefined) throw reasonPersonal(problem);
}

async function endTask(
  rows: StoreWriter,
  last: CheckRow,
  by: { readonly atMs: number; readonly by: string },
): Promise<void> {
  if ((await rows.followUps.byId(rejectedTask(last)))?.closedAtMs === null)
    await rows.followUps.close(rejectedTask(last), by.atMs, by.by);
}

interface Following {
  readonly call: CallRow;
  readonly added: CheckRow;
  readonly account: CheckAuthor;
}

/** What an observation or a rejection sets going: the agent is told, and a rejection is somebody's task. */
async function follow(
  deps: CheckDeps,
  rows: StoreWriter,
  { call, added, account }: Following,
): Promise<void> {
  const { state, atMs } = added;
  const { callId, campaign, recordId } = call;
  const words = (text: string, id: string): WordsToAgent => ({
    ...{ id, atMs, from: account, agent: call.agent, campaign, text },
  });
  // The list keeps it until it is acknowledged: under the call's own id.
  if (state === 'observed') await showAgent(rows, words(observationText(call, added), callId));
  if (state !== 'rejected') return;
  await rows.followUps.add({
    ...{ id: rejectedTask(added), campaign, recordId, callId, kind: 'agreement-rejected' },
    ...{ openedAtMs: atMs, closedAtMs: null, closedBy: null },
  });
  const text = `Le vérificateur n’a pas retenu votre accord ${callId.slice(0, 8)} (${campaign}) : voyez votre chef d’équipe.`;
  await tellAgent(rows, words(text, deps.chance.uuid()));
}
