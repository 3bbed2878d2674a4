import { inTurn } from '../../../shared/in-turn.ts';
import type { QuietKind } from '../../../shared/line/quiet-kinds.ts';
import { siteOfCall } from '../../domain/line/call-site.ts';
import { routeAt } from '../../domain/line/line-routes.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import { countQuiet, type QuietCounts } from '../../domain/line/quiet-counts.ts';
import type { LineCallChange } from '../../ports/rows/line-calls.ts';
import type { Store } from '../../ports/store.ts';
import type { LineCallId, LineSnapshot } from '../../ports/telephony.ts';
import { writeWhenFree } from '../write-when-free.ts';
import type { CallChange } from './calls-now.ts';

/** By campaign: what is counted and not written yet. */
export type QuietByCampaign = Map<string, QuietCounts>;

interface Noting {
  readonly store: Pick<Store, 'read' | 'write' | 'whenFree'>;
  readonly lines: readonly LineSettings[];
}

const QUIET: Readonly<Partial<Record<CallChange['kind'], QuietKind>>> = {
  waiting: 'handed-over',
  answered: 'team-answered',
  abandoned: 'team-abandoned',
};

/**
 * Writes what happened to callers, in one transaction; queues of no line of ours are none of our business. A call in the queue
 * of a charity's team has no row: it is counted, in memory. AppErrors of the store.
 */
export async function noteCalls({ store, lines }: Noting, changes: readonly CallChange[]): Promise<void> {
  const rows = changes.flatMap((change) => rowOf(lines, change));
  if (rows.length === 0) return;
  await writeWhenFree({ store }, (writer) => inTurn.forEach(rows, (row) => writer.lineCalls.note(row)));
}

/** Counts what no row may tell. */
export function countQuietly(
  lines: readonly LineSettings[],
  changes: readonly CallChange[],
  into: QuietByCampaign,
): void {
  for (const { kind, queue, atMs } of changes) {
    const line = lines.find(({ handOver }) => handOver.queue === queue);
    const quiet = QUIET[kind];
    if (line && quiet) into.set(line.code, countQuiet(into.get(line.code) ?? {}, quiet, atMs));
  }
}

function rowOf(lines: readonly LineSettings[], change: CallChange): readonly LineCallChange[] {
  const { kind, call: lineCallId, waitingAtMs, atMs, seat, queue } = change;
  return lines.flatMap((line) => {
    const site = siteOfCall(line, { queue, waitingAtMs, seat });
    if (site === undefined) return [];
    const ruleSite = routeAt(line, waitingAtMs)?.route.to ?? site;
    return [{ kind, lineCallId, campaign: line.code, site, ruleSite, waitingAtMs, atMs, seat }];
  });
}

/**
 * After the line was not heard: calls of the base that are on it no more are over, how is not known. One that the charity's
 * team has is over too, as all that leave us are.
 */
export async function endUnseenCalls(
  { store, lines }: Noting,
  there: Pick<LineSnapshot, 'calls'>,
  atMs: number,
): Promise<readonly LineCallId[]> {
  const ofTeams = new Set(lines.map(({ handOver }) => handOver.queue));
  const still = new Set(
    there.calls.flatMap(({ call, queue }) => (queue !== undefined && ofTeams.has(queue) ? [] : [call])),
  );
  const under = await store.read((rows) => rows.lineCalls.underWay());
  const gone = under.filter((call) => !still.has(call));
  if (gone.length > 0)
    await writeWhenFree({ store }, (writer) =>
      inTurn.forEach(gone, (call) => writer.lineCalls.endUnseen(call, atMs)),
    );
  return gone;
}
