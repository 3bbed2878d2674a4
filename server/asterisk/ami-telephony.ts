import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LineEvent, QueueId, Telephony } from '../ports/telephony.ts';
import type { AmiMessage } from './ami-frames.ts';
import { type AmiWaits, keepAmiLine } from './ami-line.ts';
import type { AmiSetting } from './ami-session.ts';
import { understand } from './heard-events.ts';
import { KnownCalls } from './known-calls.ts';
import { findLine } from './line-found.ts';
import { lineVerbs } from './line-verbs.ts';
import { originations } from './originations.ts';
import { examinePbx } from './pbx-examination.ts';
import { waitingCallers } from './waiting-callers.ts';

interface AsteriskOptions {
  readonly setting: AmiSetting;
  readonly clock: Clock;
  readonly log: Log;
  /** E.164 of what the operator shows; undefined for a withheld or unreadable one. */
  readonly readNumber: (shown: string) => string | undefined;
  readonly waits?: AmiWaits;
}

/**
 * Asterisk 16 to 22 behind the port `server/ports/telephony.ts`, followed over AMI: its own queues and agent pool distribute. The
 * dialplan that it needs is named in dialplan-names.ts. Nothing of an event but its kind and ids goes anywhere else.
 */
export function openAsterisk({ setting, clock, log, readNumber, waits }: AsteriskOptions): Telephony {
  const handlers = new Set<(event: LineEvent) => void>();
  const tell = (event: LineEvent) => {
    for (const handler of [...handlers]) handler(event);
  };
  const calls = new KnownCalls(clock, tell);
  const legs = originations();
  const waiting = waitingCallers(calls, clock.nowMs);
  /** Heard before what is on the line was asked, or while it is: understood after it. */
  let early: AmiMessage[] | undefined = [];
  let state: 'up' | 'down' = 'down';
  const becomes = (next: 'up' | 'down') => {
    state = next;
    tell({ kind: 'line', atMs: clock.nowMs(), state });
  };

  const line = keepAmiLine({
    setting,
    waits,
    log,
    heard: (event) => {
      if (legs.hear(event)) return;
      if (early) return void early.push(event);
      understand(calls, event, readNumber);
      if (event.get('Event') === 'AgentComplete') void seatIsFree(event.get('Queue') ?? '');
    },
    opened: async (session) => {
      early = [];
      const found = await findLine(session, readNumber);
      becomes('up');
      calls.adopt(found.calls);
      for (const event of early) understand(calls, event, readNumber);
      early = undefined;
    },
    closed: () => {
      legs.fail();
      early = [];
      becomes('down');
    },
  });

  const seatIsFree = (queue: QueueId) =>
    line.session().then(
      (session) => waiting.seatIsFree(session, [queue]),
      // A line that is down is told as an event.
      () => undefined,
    );

  return {
    hasPbx: true,
    follow: (handler) => {
      const own = (event: LineEvent) => handler(event);
      handlers.add(own);
      own({ kind: 'line', atMs: clock.nowMs(), state });
      // Whether it opens is told as an event, now and whenever it changes.
      line.session().catch(() => undefined);
      return () => void handlers.delete(own);
    },
    snapshot: async () => {
      const found = await findLine(await line.session(), readNumber);
      return { seats: found.seats, calls: found.calls.map(({ isTalking: _, ...call }) => call) };
    },
    ...lineVerbs({ line, calls, legs, waiting }),
    check: async (queues) => examinePbx(await line.session(), setting, queues),
    close: async () => {
      handlers.clear();
      line.close();
    },
  };
}
