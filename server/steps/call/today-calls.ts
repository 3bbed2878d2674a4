import { isAppError } from '../../../shared/errors.ts';
import { saidName } from '../../../shared/identity.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { MOST_CALLS, type OwnCall } from '../../../shared/own-record.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import { zoneOfArea } from '../../domain/calling-rules/calling-area.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CallRow } from '../../ports/rows/calls.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenDeps, openRecordsInBulk } from '../records/open-record.ts';
import { type UndoQuestion, undoable } from './undo-call-judge.ts';

/**
 * The agent's own calls of the day, newest first, each with its ending and, when it can no longer be taken back, why: the
 * rule of `undoCall`. Names are opened: one audit entry per campaign; of campaigns that are not the agent's any more, none.
 */
export async function todayCalls(
  deps: OpenDeps,
  { agent }: { readonly agent: Pick<AccountRow, 'id' | 'campaigns'> },
): Promise<readonly OwnCall[]> {
  const nowMs = deps.clock.nowMs();
  const dayStartMs = zoned(nowMs, HOUSE_ZONE).startOfDay().epochMilliseconds;
  const calls = await deps.store.read(
    async (rows) =>
      await inTurn.map(
        (await rows.calls.latestOf(agent.id, dayStartMs, MOST_CALLS)).filter(({ campaign }) =>
          agent.campaigns.includes(campaign),
        ),
        (call) => judged(rows, call, { agent, callId: call.callId, nowMs }),
      ),
  );
  const named = new Map<number, Pick<OwnCall, 'name' | 'city'>>();
  const opened = openRecordsInBulk(deps, {
    recordIds: [...new Set(calls.map(({ recordId }) => recordId))],
    damaged: 'leave-out',
    actor: agent.id,
    reason: 'Consultation de ses appels du jour',
  });
  for await (const { row, content } of opened)
    named.set(row.id, { name: saidName(content.donor), city: content.donor.city });
  return calls.flatMap((call) => {
    const who = named.get(call.recordId);
    return who ? [{ ...call, ...who }] : [];
  });
}

async function judged(
  rows: StoreReader,
  call: CallRow,
  question: UndoQuestion,
): Promise<Omit<OwnCall, 'name' | 'city'>> {
  const { callId, recordId, disposition, endedAtMs: atMs, callbackAtMs } = call;
  const zone = zoneOfArea((await rows.records.byId(recordId))?.area ?? '');
  return { callId, recordId, disposition, atMs, callbackAtMs, zone, whyNot: await whyNot(rows, question) };
}

/** What an undo would answer now, in French; '' when it would take the call back. */
async function whyNot(rows: StoreReader, question: UndoQuestion): Promise<string> {
  try {
    await undoable(rows, question);
    return '';
  } catch (error) {
    if (isAppError(error)) return `${error.message} ${error.hint}`;
    throw error;
  }
}
