import * as z from 'zod';
import { campaign, reason, typedLine } from '../procedures/input-fields.ts';
import { scriptHash, scriptKey } from '../procedures/script-fields.ts';
import { observerOnly, router } from '../procedures/trpc.ts';
import {
  askReturn,
  listObserved,
  observeAuditHead,
  observeCards,
  observeCertificate,
  observeConditions,
  observeDeliveries,
  observeDelivery,
  observeEvidence,
  observeFigures,
} from '../steps/papers/observe-campaign.ts';
import { observePictures } from '../steps/papers/observe-pictures.ts';
import { approveScript, refuseScript } from '../steps/script/script-approve.ts';

const one = z.strictObject({ campaign });
const read = scriptKey.extend({ hash: scriptHash });

/**
 * The charity’s observer, in the campaigns of the grant: queries, a return sent to the charity’s own drop, and the
 * charity’s word on a text. Nothing
 * here gives a personal value; a test reads every answer for every value of every donor.
 */
export const observeRouter = router({
  campaigns: observerOnly.query(({ ctx }) => listObserved(ctx.app, ctx.account)),

  figures: observerOnly
    .input(one)
    .query(({ ctx, input }) => observeFigures(ctx.app, { ...input, account: ctx.account })),

  pictures: observerOnly
    .meta({ pace: 'heavy' })
    .input(one)
    .query(({ ctx, input }) => observePictures(ctx.app, { ...input, account: ctx.account })),

  conditions: observerOnly
    .input(z.strictObject({ campaign, weeks: z.int().min(1).max(26).default(4) }))
    .query(({ ctx, input }) => observeConditions(ctx.app, { ...input, account: ctx.account })),

  deliveries: observerOnly
    .input(one)
    .query(({ ctx, input }) => observeDeliveries(ctx.app, { ...input, account: ctx.account })),

  verifyDelivery: observerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, id: z.uuid() }))
    .query(({ ctx, input }) => observeDelivery(ctx.app, { ...input, account: ctx.account })),

  cards: observerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign, count: z.int().min(1).max(50).default(20) }))
    .query(({ ctx, input }) => observeCards(ctx.app, { ...input, account: ctx.account })),

  auditHead: observerOnly
    .input(one)
    .query(({ ctx, input }) => observeAuditHead(ctx.app, { ...input, account: ctx.account })),

  /** A file for the charity’s own drop, sealed to its key: nothing of it comes back here. */
  askReturn: observerOnly
    .meta({ pace: 'heavy' })
    .input(one)
    .mutation(({ ctx, input }) => askReturn(ctx.app, { ...input, account: ctx.account })),

  evidence: observerOnly
    .meta({ pace: 'heavy' })
    .input(one)
    .query(({ ctx, input }) => observeEvidence(ctx.app, { ...input, account: ctx.account })),

  certificate: observerOnly
    .meta({ pace: 'heavy' })
    .input(one)
    .query(({ ctx, input }) => observeCertificate(ctx.app, { ...input, account: ctx.account })),

  /** The charity’s own yes to a submitted text, by whoever read it: a second person by nature. */
  approveScript: observerOnly
    .meta({ pace: 'write' })
    .input(read.extend({ by: typedLine(3, 120) }))
    .mutation(({ ctx, input }) => approveScript(ctx.app, { ...input, account: ctx.account })),

  refuseScript: observerOnly
    .meta({ pace: 'write' })
    .input(read.extend({ reason }))
    .mutation(({ ctx, input }) => refuseScript(ctx.app, { ...input, account: ctx.account })),
});
