import type { DialCommand } from '../state/dial.ts';
import type { SeatCommand } from '../state/overlays/seat.ts';
import { type RequestRows, saidBelow } from './request.ts';

/** The line that dials, and the telephone at which the agent sits. */
export const DIAL_REQUESTS: RequestRows<DialCommand | SeatCommand> = {
  // What becomes of it is told live.
  dial: ({ desk }, { callId, slot }) => ({
    answer: Promise.resolve(desk.dial?.(callId, slot)).then(() => undefined),
    failed: (problem) => ({ type: 'dial-refused', callId, problem }),
  }),
  'hang-up': ({ desk }, { callId }) => ({
    answer: Promise.resolve(desk.hangUp?.(callId)).then(() => ({ type: 'hung-up', callId })),
    failed: saidBelow,
  }),
  'take-seat': ({ desk }, { seat }) => ({
    answer: Promise.resolve(desk.takeSeat?.(seat)).then(() => ({ type: 'seat-open', seat })),
    failed: (problem) => ({ type: 'seat-refused', seat, problem }),
  }),
};
