import type { LineCallId, QueueId } from '../ports/telephony.ts';
import type { AmiSession } from './ami-session.ts';
import type { KnownCalls } from './known-calls.ts';

/**
 * A caller who waits looks for a free seat once a second, each by themselves: Asterisk wakes nobody when one is freed, and the
 * seat stands idle half a second on average. A digit heard on their line ends that second. It means nothing in our queues (no
 * `context` in queues.conf), and nobody hears it: the caller is in no talk.
 */
const DIGIT = 'D';
/** A caller who was just told looks by now: another seat is for the next one. Milliseconds. */
const LOOKS_MS = 60;
/** Told again, whoever waits then: Asterisk may call a seat taken for a moment after its caller left. Milliseconds after. */
const AGAIN_MS = [90, 200, 350] as const;
/** Remembered at once; older ones are forgotten. */
const MOST_TOLD = 500;

export interface WaitingCallers {
  /**
   * A seat of these queues is free: the first caller of the first queue that has one looks now, and again within the second.
   * Nothing is said where nobody waits.
   */
  seatIsFree(session: AmiSession, queues: readonly QueueId[]): void;
}

/** `nowMs`: only differences count. A PBX without `app_senddtmf` refuses: its callers look once a second, as ever. */
export function waitingCallers(calls: KnownCalls, nowMs: () => number): WaitingCallers {
  const told = new Map<LineCallId, number>();
  const looksNow = (call: LineCallId) => nowMs() - (told.get(call) ?? Number.NEGATIVE_INFINITY) < LOOKS_MS;
  const tell = (session: AmiSession, queues: readonly QueueId[]): void => {
    const call = queues.flatMap((queue) => calls.waitingIn(queue)).find((one) => !looksNow(one));
    if (call === undefined) return;
    told.delete(call);
    told.set(call, nowMs());
    const [oldest] = told.keys();
    if (told.size > MOST_TOLD && oldest !== undefined) told.delete(oldest);
    const heard = { Action: 'PlayDTMF', Channel: call, Digit: DIGIT, Receive: 'true' };
    // Whoever has just left is not there to be told; a session that is over tells nobody, and says so by itself.
    session.ask(heard).catch(() => undefined);
  };
  return {
    seatIsFree: (session, queues) => {
      tell(session, queues);
      for (const afterMs of AGAIN_MS) setTimeout(() => tell(session, queues), afterMs).unref();
    },
  };
}
