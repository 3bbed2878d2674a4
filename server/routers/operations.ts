import * as z from 'zod';
import { campaign, fileName, reason, week } from '../procedures/input-fields.ts';
import { opsOnly, opsOrDataOfficer, router } from '../procedures/trpc.ts';
import { closeCampaign } from '../steps/campaign/close-campaign.ts';
import { planClose } from '../steps/campaign/plan-close.ts';
import { readStatus } from '../steps/campaign/read-status.ts';
import { checkContactFile, importContactFile } from '../steps/contact-file/import-contact-file.ts';
import { rejectedLines } from '../steps/contact-file/rejected-lines.ts';
import { deliverFinal } from '../steps/delivery/deliver-final.ts';
import { deliverProvisional } from '../steps/delivery/deliver-provisional.ts';
import { deliverReport } from '../steps/delivery/deliver-report.ts';
import { deliverWeekly } from '../steps/delivery/deliver-weekly.ts';

/** Ops: what comes in, what leaves, and how things stand. */
export const operationsRouter = router({
  incoming: opsOnly.query(({ ctx }) => ctx.app.drop.listIncoming()),

  checkFile: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, fileName }))
    .mutation(({ ctx, input }) => checkContactFile(ctx.app, { ...input, actor: ctx.account.id })),

  importFile: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, fileName }))
    .mutation(({ ctx, input }) => importContactFile(ctx.app, { ...input, actor: ctx.account.id })),

  deliverWeekly: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, week: week.optional() }))
    .mutation(({ ctx, input }) => deliverWeekly(ctx.app, { ...input, actor: ctx.account.id })),

  deliverReport: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, week: week.optional() }))
    .mutation(({ ctx, input }) => deliverReport(ctx.app, { ...input, actor: ctx.account.id })),

  deliverFinal: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign }))
    .mutation(({ ctx, input }) =>
      deliverFinal(ctx.app, {
        ...input,
        actor: ctx.account.id,
        rejectedLines: (of) => rejectedLines(ctx.app, of),
      }),
    ),

  deliverProvisional: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, reason }))
    .mutation(({ ctx, input }) => deliverProvisional(ctx.app, { ...input, actor: ctx.account.id })),

  planClose: opsOnly.input(z.strictObject({ campaign })).query(({ ctx, input }) => planClose(ctx.app, input)),

  closeCampaign: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, reason, typedCode: z.string().max(40).optional() }))
    .mutation(({ ctx, input }) => closeCampaign(ctx.app, { ...input, actor: ctx.account.id })),

  status: opsOrDataOfficer.query(({ ctx }) => readStatus(ctx.app)),
});
