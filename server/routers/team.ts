import { z } from 'zod';
import { readFloor } from '../steps/read-floor.ts';
import { reassignRecords } from '../steps/reassign-records.ts';
import { leadOnly, router } from './trpc.ts';

const login = z.string().regex(/^[a-z][a-z0-9.-]{1,30}$/);

export const reassignInputSchema = z.strictObject({
  filter: z.strictObject({
    campaign: z.string().max(20).optional(),
    states: z
      .array(z.enum(['callback', 'lease', 'retry']))
      .max(3)
      .optional(),
    agent: login.optional(),
    segment: z.string().max(40).optional(),
    canton: z.string().max(4).optional(),
    dueBeforeMs: z.int().positive().optional(),
  }),
  /** Logins that share the records by load; empty: back to the pool. */
  to: z.array(login).max(50),
  reason: z.string().trim().min(5).max(200),
  dryRun: z.boolean(),
});

/** Team leads steer the floor (brief F9). */
export const teamRouter = router({
  floor: leadOnly.query(({ ctx }) => readFloor(ctx.app, { lead: ctx.account })),
  reassign: leadOnly
    .input(reassignInputSchema)
    .mutation(({ ctx, input }) => reassignRecords(ctx.app, { ...input, lead: ctx.account })),
});
