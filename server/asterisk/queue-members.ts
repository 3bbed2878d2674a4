import type { Done, QueueRank, SeatId } from '../ports/telephony.ts';
import type { AmiMessage } from './ami-frames.ts';
import { type AmiHeaders, type AmiSession, isSuccess } from './ami-session.ts';
import { memberOf, named } from './dialplan-names.ts';

/** The seat's agent, with a `Channel` while its line is open; undefined for a seat that the PBX does not know. */
export async function agentOf(session: AmiSession, seat: SeatId): Promise<AmiMessage | undefined> {
  const agents = await session.list({ Action: 'Agents' });
  return agents.find((agent) => agent.get('Agent') === named(seat));
}

interface Skills {
  readonly isReady: boolean;
  readonly queues: readonly QueueRank[];
}

/**
 * Makes the seat a member of these queues and of no other; paused where it is not ready, since a member that leaves and comes
 * back is a new one, asked before those who have worked. `unavailable` when its line is not open, or a queue is not there.
 */
export async function setMember(
  session: AmiSession,
  seat: SeatId,
  { isReady, queues }: Skills,
): Promise<Done> {
  const Interface = memberOf(seat);
  const found = await session.list({ Action: 'QueueStatus', Member: Interface });
  const now = new Map(
    found
      .filter((one) => one.get('Event') === 'QueueMember')
      .map((one) => [one.get('Queue') ?? '', one] as const),
  );
  // To hold back a member asks for no list of every agent: seventy seats do so within a second, each as its caller comes.
  const isHeldBack = !isReady && queues.length > 0 && queues.every(({ queue }) => now.has(queue));
  const isOpen = isHeldBack || (await agentOf(session, seat))?.has('Channel') === true;
  if (!isOpen && (isReady || queues.length > 0)) return 'unavailable';
  const Paused = String(!isReady);
  const acts = queues.flatMap(({ queue, rank }): AmiHeaders[] => {
    const member = { Queue: named(queue), Interface };
    const Penalty = String(rank);
    const at = now.get(queue);
    now.delete(queue);
    if (!at) {
      const known = { MemberName: seat, StateInterface: `Agent:${seat}` };
      return [{ Action: 'QueueAdd', ...member, ...known, Penalty, Paused }];
    }
    return [
      ...(at.get('Penalty') === Penalty ? [] : [{ Action: 'QueuePenalty', ...member, Penalty }]),
      ...(at.get('Paused') === String(Number(!isReady)) ? [] : [{ Action: 'QueuePause', ...member, Paused }]),
    ];
  });
  const left = [...now.keys()].map((Queue) => ({ Action: 'QueueRemove', Queue, Interface }));
  const answers = await Promise.all([...left, ...acts].map((one) => session.ask(one)));
  return answers.every(isSuccess) ? 'done' : 'unavailable';
}
