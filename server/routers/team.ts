import * as z from 'zod';
import type { LiveEvent } from '../../shared/card.ts';
import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import { releaseFrozen } from '../steps/freeze-card.ts';
import { readFloor } from '../steps/read-floor.ts';
import { reassignRecords } from '../steps/reassign-records.ts';
import { sendMessage } from '../steps/send-message.ts';
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

const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), login }),
  z.strictObject({ kind: z.literal('campaign'), campaign: z.string().max(20) }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** Team leads steer the floor (brief F9). */
export const teamRouter = router({
  floor: leadOnly.query(({ ctx }) => readFloor(ctx.app, { lead: ctx.account })),
  reassign: leadOnly
    .input(reassignInputSchema)
    .mutation(({ ctx, input }) => reassignRecords(ctx.app, { ...input, lead: ctx.account })),
  message: leadOnly
    .input(z.strictObject({ to: audience, text: z.string().trim().min(1).max(MAX_MESSAGE) }))
    .mutation(({ ctx, input }) => sendMessage(ctx.app, { ...input, lead: ctx.account })),
  releaseFrozen: leadOnly
    .input(z.strictObject({ recordId: z.int().positive(), reason: z.string().trim().min(5).max(200) }))
    .mutation(({ ctx, input }) => releaseFrozen(ctx.app, { ...input, lead: ctx.account })),
  /** What the lead must know at once. */
  live: leadOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* ctx.app.live.eventsFor(ctx.account.id, signal);
  }),
});
