import type { FloorMessage } from '../../../shared/floor-message.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { CheckRow } from '../../ports/rows/checks.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import { checkRefusal } from './check-refusals.ts';
import { checksInForce } from './waiting-checks.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

/** How many observations on their agreements an agent has not acknowledged yet. */
export async function observationsLeft(rows: StoreReader, agent: Agent): Promise<number> {
  return (await observed(rows, agent)).length;
}

/**
 * What verifiers said of the agent's own agreements, as messages to acknowledge: they stay in the list, whatever the day, until
 * the agent says that they are read. The call's id is theirs.
 */
export async function readObservations(
  { store }: Pick<Deps, 'store'>,
  agent: Agent,
): Promise<readonly FloorMessage[]> {
  return await store.read(
    async (rows) =>
      await inTurn.map(await observed(rows, agent), async ({ check, call }) => ({
        id: call.callId,
        atMs: check.atMs,
        from: (await rows.accounts.byId(check.author))?.displayName ?? '',
        text: observationText(call, check),
        acknowledged: false,
      })),
  );
}

/** Which agreement, by its day and hour: the donor is not named. */
export function observationText(
  { endedAtMs }: Pick<CallRow, 'endedAtMs'>,
  { reason }: Pick<CheckRow, 'reason'>,
): string {
  const { day, month, hour, minute } = zoned(endedAtMs, HOUSE_ZONE);
  const two = (value: number) => String(value).padStart(2, '0');
  return `Votre accord du ${two(day)}/${two(month)} à ${two(hour)}:${two(minute)}, approuvé avec une observation : ${reason}`;
}

async function observed(rows: StoreReader, agent: Agent) {
  return (
    await inTurn.flatMap(agent.campaigns, (campaign) => checksInForce(rows, campaign, ['observed']))
  ).filter(({ call }) => call.agent === agent.id);
}

/** The agent has read that observation. Twice is once. AppError `observation-unknown`. */
export async function acknowledgeObservation(
  { store, clock }: Deps,
  { agent, callId }: { readonly agent: Agent; readonly callId: string },
): Promise<void> {
  const atMs = clock.nowMs();
  await store.write(async (rows) => {
    const call = await rows.calls.byId(callId);
    const last = await rows.checks.lastOf(callId);
    if (!call || call.agent !== agent.id || !last) throw checkRefusal('observation-unknown');
    if (last.state === 'acknowledged') return;
    if (last.state !== 'observed') throw checkRefusal('observation-unknown');
    const { campaign, recordId } = call;
    await rows.checks.add({
      callId,
      campaign,
      recordId,
      state: 'acknowledged',
      atMs,
      author: agent.id,
      reason: '',
    });
    await trail(rows, { actor: agent.id, atMs })('agreement.acknowledged', callId, {
      campaign,
      detail: { recordId },
    });
  });
}
