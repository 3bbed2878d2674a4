import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { DialOrder, Done, QueueId, QueueRank, SeatId, Telephony } from '../ports/telephony.ts';
import type { AmiLine } from './ami-line.ts';
import { type AmiHeaders, type AmiSession, isSuccess } from './ami-session.ts';
import { DIAL_CONTEXT, memberOf, named, QUEUES_CONTEXT } from './dialplan-names.ts';
import type { KnownCalls } from './known-calls.ts';
import type { Originations } from './originations.ts';
import { agentOf, setMember } from './queue-members.ts';
import type { WaitingCallers } from './waiting-callers.ts';

interface Followed {
  readonly line: AmiLine;
  readonly calls: KnownCalls;
  readonly legs: Originations;
  readonly waiting: WaitingCallers;
}

const CALL = /^[A-Za-z0-9._-]{1,100}$/;
const E164 = /^\+[1-9]\d{5,14}$/;
const GLOBAL = /^[A-Z][A-Z0-9_]{1,60}$/;
/** How long a seat's telephone rings before it counts as nobody's, in milliseconds. */
const SEAT_RINGS_MS = 30_000;

/** What the port asks of a PBX. Each is on the session that is open: what no session can say is `unavailable`. */
export function lineVerbs(
  followed: Followed,
): Pick<Telephony, 'openSeat' | 'setReady' | 'dial' | 'hangUp' | 'handOver' | 'setLimit'> {
  const { line, calls, legs, waiting } = followed;
  const opening = new Map<SeatId, Promise<Done>>();
  const act = async (work: (session: AmiSession) => Promise<Done>): Promise<Done> => {
    try {
      return await work(await line.session());
    } catch (error) {
      if (isAppError(error)) return 'unavailable';
      throw error;
    }
  };
  /** Rings a leg; true once it is answered. */
  const originate = async (session: AmiSession, headers: AmiHeaders) => {
    const { id, answered } = legs.add();
    const given = await session.ask({ Action: 'Originate', Async: 'true', ...headers, ActionID: id });
    if (!isSuccess(given)) legs.drop(id);
    return answered;
  };
  const open = (seat: SeatId) =>
    act(async (session) => {
      const agent = await agentOf(session, seat);
      if (agent?.has('Channel')) return 'done';
      const leg = {
        Channel: `PJSIP/${named(seat)}`,
        ChannelId: `seat-${seat}`,
        Timeout: String(SEAT_RINGS_MS),
      };
      const login = { Application: 'AgentLogin', Data: `${seat},s` };
      if (!agent || !(await originate(session, { ...leg, ...login }))) return 'unavailable';
      return (await isOpenSoon(session, seat)) ? 'done' : 'unavailable';
    });

  return {
    openSeat: (seat) => {
      const under = opening.get(seat) ?? open(seat).finally(() => opening.delete(seat));
      opening.set(seat, under);
      return under;
    },
    setReady: (seat, isReady, queues) =>
      act(async (session) => {
        const done = await setMember(session, seat, { isReady, queues });
        if (isReady && done === 'done') waiting.seatIsFree(session, byRank(queues));
        return done;
      }),
    dial: (order) =>
      act(async (session) => {
        const leg = dialled(order);
        if (calls.phaseOf(order.callId) !== undefined) return 'done';
        calls.dials(order.callId, order.seat);
        let isDialled = false;
        try {
          isDialled = await originate(session, leg);
        } finally {
          if (!isDialled) calls.forget(order.callId);
        }
        return isDialled ? 'done' : 'unavailable';
      }),
    hangUp: (call) =>
      act(async (session) => {
        if (calls.phaseOf(call) === undefined) return 'gone';
        calls.isHungUp(call);
        return isSuccess(await session.ask({ Action: 'Hangup', Channel: call })) ? 'done' : 'gone';
      }),
    handOver: (call, to) =>
      act(async (session) => {
        const queue = await session.list({ Action: 'QueueStatus', Queue: named(to) });
        const phase = calls.phaseOf(call);
        if (phase === undefined) return 'gone';
        // Into a queue that is not there the dialplan would let the caller go.
        if (phase !== 'talking' || !calls.isCaller(call) || queue.length === 0) return 'unavailable';
        const place = { Context: QUEUES_CONTEXT, Exten: to, Priority: '1' };
        const moved = await session.ask({ Action: 'Redirect', Channel: call, ...place });
        return isSuccess(moved) ? 'done' : 'gone';
      }),
    setLimit: (limit) => act((session) => setGlobal(session, limit)),
  };
}

async function setGlobal(
  session: AmiSession,
  { name, max }: Parameters<Telephony['setLimit']>[0],
): Promise<Done> {
  assert(GLOBAL.test(name) && Number.isInteger(max) && max >= 0, 'a threshold is a name and a count');
  // Without a channel it is a variable of the whole PBX.
  const set = await session.ask({ Action: 'Setvar', Variable: name, Value: String(max) });
  return isSuccess(set) ? 'done' : 'unavailable';
}

const byRank = (queues: readonly QueueRank[]): readonly QueueId[] =>
  queues.toSorted((a, b) => a.rank - b.rank).map(({ queue }) => queue);

/** Picked up, the agent is logged in a moment later. */
async function isOpenSoon(session: AmiSession, seat: SeatId): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await agentOf(session, seat))?.has('Channel')) return true;
    await pause(50);
  }
  return false;
}

/** Dialled from the seat's own line, so that the agent hears it ring. */
function dialled({ seat, number, callerNumber, callId }: DialOrder): AmiHeaders {
  assert(E164.test(number) && E164.test(callerNumber), 'a number is dialled and shown in E.164');
  assert(CALL.test(callId), 'the id of a call is letters, figures and -');
  const ids = { ChannelId: callId, OtherChannelId: `${callId}-seat` };
  const to = { Context: DIAL_CONTEXT, Exten: number, Priority: '1', CallerID: `<${callerNumber}>` };
  return { Channel: memberOf(seat), ...ids, ...to, Timeout: '5000' };
}
