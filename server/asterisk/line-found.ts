import type { CurrentCall, LineSnapshot, SeatLine } from '../ports/telephony.ts';
import type { AmiMessage } from './ami-frames.ts';
import type { AmiSession } from './ami-session.ts';
import { DIAL_CONTEXT, memberOf, seatOfChannel, seatOfMember } from './dialplan-names.ts';

/** A call on the line; answered, or still waiting or ringing. */
export interface FoundCall extends CurrentCall {
  readonly isTalking: boolean;
}

export interface FoundLine extends LineSnapshot {
  readonly calls: readonly FoundCall[];
}

type ReadNumber = (shown: string) => string | undefined;

/** What is on the line now, asked of Asterisk: its agents, its queues and its channels. AppError `line-unreachable`. */
export async function findLine(session: AmiSession, readNumber: ReadNumber): Promise<FoundLine> {
  const [agents, queues, channels] = await Promise.all([
    session.list({ Action: 'Agents' }),
    session.list({ Action: 'QueueStatus' }),
    session.list({ Action: 'CoreShowChannels' }),
  ]);
  const entries = (list: readonly AmiMessage[], event: string) =>
    list.filter((one) => one.get('Event') === event);
  const members = entries(queues, 'QueueMember');
  const numberOf = (one: AmiMessage) => {
    const number = readNumber(one.get('CallerIDNum') ?? '');
    return number === undefined ? {} : { number };
  };
  const waiting = entries(queues, 'QueueEntry').map((one) => ({
    call: one.get('Uniqueid') ?? '',
    queue: one.get('Queue') ?? '',
    ...numberOf(one),
    isTalking: false,
  }));
  return {
    seats: agents.filter((agent) => agent.has('Channel')).map((agent) => seatLine(agent, members)),
    calls: [
      ...waiting,
      ...answeredCalls(channels, { numberOf, waiting: new Set(waiting.map(({ call }) => call)) }),
      ...dialledCalls(channels),
    ],
  };
}

/** Asterisk's state of a device that cannot be rung yet: an agent's own, for some seconds after the line is open. */
const DEVICE_UNAVAILABLE = '5';

function seatLine(agent: AmiMessage, members: readonly AmiMessage[]): SeatLine {
  const seat = agent.get('Agent') ?? '';
  const own = members.filter((member) => member.get('Location') === memberOf(seat));
  const isFresh = own.some((member) => member.get('Status') === DEVICE_UNAVAILABLE);
  const isTalking = agent.get('Status') !== 'AGENT_IDLE';
  return {
    seat,
    state: isTalking ? 'talking' : isFresh ? 'preparing' : 'free',
    isReady: own.some((member) => member.get('Paused') === '0'),
    queues: own.map((member) => ({
      queue: member.get('Queue') ?? '',
      rank: Number(member.get('Penalty')),
    })),
  };
}

interface Callers {
  readonly numberOf: (one: AmiMessage) => { readonly number?: string };
  readonly waiting: ReadonlySet<string>;
}

/**
 * Callers in a bridge with the local channel of a seat, or with a telephone that is none of ours. One whom a seat has just
 * answered is in no list for a moment, waits no more and is in no bridge yet: still there, without a seat.
 */
function answeredCalls(
  channels: readonly AmiMessage[],
  { numberOf, waiting }: Callers,
): readonly FoundCall[] {
  return channels.flatMap((caller): readonly FoundCall[] => {
    if (caller.get('Application') !== 'Queue') return [];
    const call = caller.get('Uniqueid') ?? '';
    const bridge = caller.get('BridgeId') ?? '';
    const [queue = ''] = (caller.get('ApplicationData') ?? '').split(',');
    if (bridge === '')
      return waiting.has(call) ? [] : [{ call, queue, ...numberOf(caller), isTalking: false }];
    const other =
      channels.find((one) => one !== caller && one.get('BridgeId') === bridge)?.get('Channel') ?? '';
    const seat = seatOfChannel(other) ?? seatOfMember('', other.replace(/^[^/]*\/|-[^-]*$/g, ''));
    return [{ call, queue, seat, ...numberOf(caller), isTalking: true }];
  });
}

function dialledCalls(channels: readonly AmiMessage[]): readonly FoundCall[] {
  return channels.flatMap((one) => {
    const seat = seatOfChannel(one.get('Channel') ?? '');
    if (seat === undefined || one.get('Context') !== DIAL_CONTEXT) return [];
    return [{ call: one.get('Uniqueid') ?? '', seat, isTalking: one.get('BridgeId') !== '' }];
  });
}
