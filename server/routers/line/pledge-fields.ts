import * as z from 'zod';
import { LINK_WAYS } from '../../../shared/line/pledge-form.ts';
import { LINE_EXITS } from '../../../shared/line-seat.ts';
import { typedLine } from '../../procedures/input-fields.ts';

/** The one-minute form as it was typed; the step judges it. A card's number is refused here already. */
export const pledgeForm = z.strictObject({
  amount: typedLine(0, 20),
  rhythm: z.enum(['once', 'monthly']),
  lastName: typedLine(0, 50),
  firstName: typedLine(0, 50),
  street: typedLine(0, 60),
  place: z.strictObject({ postcode: typedLine(0, 10), town: typedLine(0, 60) }),
  link: z.strictObject({ way: z.enum(LINK_WAYS), to: typedLine(0, 254) }),
  receipt: z.boolean(),
});

/** What the caller said of an earlier pledge that looks like theirs. */
export const earlier = z.enum(['keep', 'replace']).optional();

/** Of the form that was read from: SHA-256 in hexadecimal. One that the line never had is none. */
export const edition = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/** As the line names a caller; what is none of the seat's is refused by the step. */
export const lineCallId = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);
export const isReady = z.boolean();
export const exit = z.enum(LINE_EXITS);

/** A call that is over, or whose caller is passed on. */
export const callEnd = z.strictObject({
  callId: lineCallId,
  how: z.enum(['hang-up', 'hand-over']),
  exit: exit.optional(),
  isReady,
});
