import * as z from 'zod';
import { LINK_WAYS } from '../../../shared/line/pledge-form.ts';
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
