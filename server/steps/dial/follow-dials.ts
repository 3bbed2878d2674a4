import { type DialPhase, isDialPhase } from '../../../shared/dial.ts';
import { isAppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { Log } from '../../ports/log.ts';
import type { DialRow } from '../../ports/rows/dials.ts';
import type { Store } from '../../ports/store.ts';
import type { LineEvent, Telephony } from '../../ports/telephony.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { dialOfLineCall, lineCallOf } from './line-call-name.ts';
import { noteDial } from './note-dial.ts';

interface FollowDeps {
  readonly telephony: Pick<Telephony, 'hasPbx' | 'follow' | 'snapshot'>;
  readonly store: Pick<Store, 'read' | 'write' | 'whenFree'>;
  readonly log: Log;
  readonly seats: { agents(): readonly string[] };
}

/** A number asked for this lately may be on its way to the PBX. Milliseconds. */
const FRESH_MS = 10_000;

const LINE_WORDS = {
  down: 'La ligne téléphonique est coupée : la communication continue. Composez sur le téléphone.',
  up: 'La ligne téléphonique est revenue.',
} as const;

/**
 * Follows the numbers that workstations dialled, until the returned function is called, which waits for what was heard to be
 * kept. Whenever the line is back, what ended unheard meanwhile is told as over; those who dial are told that it is cut, and
 * that it is back. Without a PBX there is nothing to follow.
 */
export function followDials(deps: FollowDeps): () => Promise<void> {
  if (!deps.telephony.hasPbx) return async () => undefined;
  let last = Promise.resolve();
  // One after the other, as they were told.
  let known: 'up' | 'down' | undefined;
  const stop = deps.telephony.follow((event) => {
    // How the line stands when it is first followed is no news.
    const isNews = event.kind === 'line' && known !== undefined && known !== event.state;
    if (event.kind === 'line') known = event.state;
    last = last
      .then(() => (isNews ? tellLine(deps, event) : undefined))
      .then(() => hear(deps, event))
      .catch((error: unknown) => {
        const kind = isAppError(error) ? error.code : error instanceof Error ? error.name : 'unknown';
        deps.log.error('dial.unheard', { kind });
      });
  });
  return async () => {
    stop();
    await last;
  };
}

async function hear(deps: FollowDeps, event: LineEvent): Promise<void> {
  if (event.kind === 'line') {
    if (event.state === 'up') await settle(deps, event.atMs);
    return;
  }
  const { kind: phase, atMs } = event;
  const key = dialOfLineCall(event.call);
  if (!key || !isDialPhase(phase)) return;
  await writeWhenFree(deps, (rows) => noteDial(rows, key, { phase, atMs }));
}

/** Those who dial through it: what their screen says of a number is late until the line is back. */
async function tellLine(deps: FollowDeps, { state, atMs }: LineEvent & { kind: 'line' }): Promise<void> {
  const agents = deps.seats.agents();
  if (agents.length === 0) return;
  const event = { kind: 'telephone', state, text: LINE_WORDS[state] } as const;
  await writeWhenFree(deps, (rows) =>
    inTurn.forEach(agents, (agent) => rows.floor.addLiveEvent({ atMs, agent, event })),
  );
}

/** Of a number that the PBX does not know any more, all that can be said is that it is over. */
function endOf({ answeredAtMs }: DialRow): DialPhase {
  return answeredAtMs === null ? 'failed' : 'ended';
}

async function settle(deps: FollowDeps, atMs: number): Promise<void> {
  const open = await deps.store.read((rows) => rows.dials.underWay(atMs - FRESH_MS));
  if (open.length === 0) return;
  const { calls } = await deps.telephony.snapshot();
  const there = new Set(calls.map(({ call }) => call));
  const lost = open.filter((row) => !there.has(lineCallOf(row)));
  await writeWhenFree(deps, (rows) =>
    inTurn.forEach(lost, (row) => noteDial(rows, row, { phase: endOf(row), atMs })),
  );
}
