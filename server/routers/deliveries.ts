import * as z from 'zod';
import { campaign, reason } from '../procedures/input-fields.ts';
import { opsOnly, router } from '../procedures/trpc.ts';
import { deliverUrgent } from '../steps/delivery/deliver-urgent.ts';
import { listDeliveries, resendDelivery, verifyDelivery } from '../steps/delivery/prove-delivery.ts';

const id = z.uuid();

/** Ops: the daily urgent file, and the proof of everything that left. */
export const deliveriesRouter = router({
  urgent: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, day: z.string().max(10).optional() }))
    .mutation(({ ctx, input }) => deliverUrgent(ctx.app, { ...input, actor: ctx.account.id })),

  list: opsOnly
    .input(z.strictObject({ campaign: campaign.optional() }))
    .query(({ ctx, input }) => listDeliveries(ctx.app, input)),

  verify: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => verifyDelivery(ctx.app, input)),

  resend: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ id, reason }))
    .mutation(({ ctx, input }) => resendDelivery(ctx.app, { ...input, actor: ctx.account.id })),
});
