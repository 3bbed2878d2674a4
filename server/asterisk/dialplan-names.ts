import assert from 'node:assert/strict';
import type { QueueId, SeatId } from '../ports/telephony.ts';

/**
 * What the dialplan of the PBX and this edge call by the same name:
 * - `plateau-seats`: a seat's name runs `AgentRequest` of the agent of that name (agents.conf), then `Hangup`;
 * - `plateau-queues`: a queue's name runs `Queue` of it, for callers who are handed over;
 * - `plateau-dial`: a number (`+…`) is dialled on the operator's trunk by `Dial`, then `Hangup`, or the seat hears a tone;
 * - a seat's telephone is the PJSIP endpoint of its name;
 * - queues have `ringinuse=no`: else a seat that talks is tried again and again, and callers wait a second each.
 * The callers' own way in is the operator's: it ends in `Queue`, without `Answer` before it, and blanks a withheld number.
 */
const SEATS = 'plateau-seats';
export const QUEUES_CONTEXT = 'plateau-queues';
export const DIAL_CONTEXT = 'plateau-dial';

const NAME = /^[A-Za-z0-9_-]{1,40}$/;

/** A name that goes into an action of AMI: anything else is an assert. */
export function named(name: SeatId | QueueId): string {
  assert(NAME.test(name), 'a seat or a queue is letters, figures, - and _');
  return name;
}

/** The member of queues that stands for the seat. */
export function memberOf(seat: SeatId): string {
  return `Local/${named(seat)}@${SEATS}/n`;
}

/** Whose telephone a member of a queue is: ours by its seat; another's by the name it bears, made one of ours in writing. */
export function seatOfMember(member: string, name: string): SeatId {
  const seat = new RegExp(`^Local/([A-Za-z0-9_-]{1,40})@${SEATS}/n$`).exec(member)?.[1];
  return seat ?? name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40);
}

/** The seat behind one half of its local channel, as a list of channels names it. */
export function seatOfChannel(channel: string): SeatId | undefined {
  return new RegExp(`^Local/([A-Za-z0-9_-]{1,40})@${SEATS}-[0-9a-f]+;1$`).exec(channel)?.[1];
}
