import type { AmiMessage } from './ami-frames.ts';
import { seatOfMember } from './dialplan-names.ts';
import type { CallerAt, KnownCalls } from './known-calls.ts';

/** What an event of Asterisk says of a call; every other event is passed over. */
type Understanding = (calls: KnownCalls, event: AmiMessage, caller: CallerAt) => void;

/** How Asterisk says that a dialled leg ended without an answer. */
const DIAL_ENDS: Readonly<Record<string, 'answered' | 'busy' | 'unanswered'>> = {
  ANSWER: 'answered',
  BUSY: 'busy',
  NOANSWER: 'unanswered',
  CANCEL: 'unanswered',
};

const UNDERSTOOD: Readonly<Record<string, Understanding>> = {
  QueueCallerJoin: (calls, _, caller) => calls.comes(caller),
  QueueCallerAbandon: (calls, _, caller) => calls.abandons(caller),
  AgentCalled: (calls, _, caller) => calls.offers(caller),
  AgentConnect: (calls, _, caller) => {
    calls.comes(caller);
    calls.answers(caller.call, caller.seat);
  },
  AgentComplete: (calls, event, caller) =>
    calls.talkEnds(caller, event.get('Reason') === 'agent' ? 'agent' : 'caller'),
  DialBegin: (calls, _, { call }) => calls.rings(call, 'dialling'),
  DialState: (calls, event, { call }) => {
    if (event.get('DialStatus') === 'RINGING') calls.rings(call, 'ringing');
  },
  DialEnd: (calls, event, { call }) =>
    calls.dialEnds(call, DIAL_ENDS[event.get('DialStatus') ?? ''] ?? 'failed'),
  Hangup: (calls, _, { call }) => calls.hangsUp(call),
};

/** The events that are understood, for Asterisk to send no other: a filter of AMI. */
export const HEARD = `Event: (${[...Object.keys(UNDERSTOOD), 'OriginateResponse', 'FullyBooted'].join('|')})`;

/** `readNumber`: E.164 of what the operator shows; undefined for a withheld or unreadable one. */
export function understand(
  calls: KnownCalls,
  event: AmiMessage,
  readNumber: (shown: string) => string | undefined,
): void {
  UNDERSTOOD[event.get('Event') ?? '']?.(calls, event, {
    call: event.get('Uniqueid') ?? '',
    queue: event.get('Queue') ?? '',
    seat: seatOfMember(event.get('Interface') ?? '', event.get('MemberName') ?? ''),
    get number() {
      return readNumber(event.get('CallerIDNum') ?? '');
    },
  });
}
