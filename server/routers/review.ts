import * as z from 'zod';
import { ABOUT_KINDS } from '../domain/review/decision-about.ts';
import { code, typedLine, typedWords, week } from '../procedures/input-fields.ts';
import { leadOrOps, opsOnly, router } from '../procedures/trpc.ts';
import { makeCostSheet, readCost } from '../steps/cost/read-cost.ts';
import { deliverCharityReports } from '../steps/delivery/deliver-charity-report.ts';
import { readCampaignFigures } from '../steps/indicators/read-campaign-figures.ts';
import { readCrossing } from '../steps/indicators/read-crossing.ts';
import { addDecision, listDecisions } from '../steps/review/add-decision.ts';
import { deliverReviews, previewReviews } from '../steps/review/build-review.ts';
import { approveComment, commentWeek, listComments } from '../steps/review/comment-week.ts';
import { makeCrossingSheet } from '../steps/review/make-crossing-sheet.ts';

const about = z.strictObject({ kind: z.enum(ABOUT_KINDS), value: typedLine(0, 40) });

/** Two dimensions and a measure, by their keys: which exist, the step says. */
const crossing = z.strictObject({
  campaign: code,
  dimensions: z.array(typedLine(0, 40)).length(2),
  ratio: typedLine(0, 40).optional(),
  week: week.optional(),
});

/** The weekly meeting with the charity: figures, report, review pack, decisions. */
export const reviewRouter = router({
  figures: leadOrOps
    .input(z.strictObject({ campaign: code, week: week.optional() }))
    .query(({ ctx, input }) => readCampaignFigures(ctx.app, { ...input, account: ctx.account })),

  /** Read of every call of the campaign, and a picture where a sheet is asked for. */
  cross: leadOrOps
    .meta({ pace: 'heavy' })
    .input(crossing)
    .query(({ ctx, input }) => readCrossing(ctx.app, { ...input, account: ctx.account })),

  crossSheet: leadOrOps
    .meta({ pace: 'heavy' })
    .input(crossing)
    .query(({ ctx, input }) => makeCrossingSheet(ctx.app, { ...input, account: ctx.account })),

  cost: leadOrOps
    .input(z.strictObject({ campaign: code, week: week.optional() }))
    .query(({ ctx, input }) => readCost(ctx.app, { ...input, account: ctx.account })),

  costSheet: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, week: week.optional() }))
    .query(({ ctx, input }) => makeCostSheet(ctx.app, { ...input, account: ctx.account })),

  /** Without a charity: every one in care. */
  deliverReport: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity: code.optional(), week: week.optional() }))
    .mutation(({ ctx, input }) => deliverCharityReports(ctx.app, { ...input, actor: ctx.account.id })),

  build: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity: code.optional(), week: week.optional() }))
    .mutation(({ ctx, input }) => deliverReviews(ctx.app, { ...input, actor: ctx.account.id })),

  preview: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity: code.optional(), week: week.optional() }))
    .query(({ ctx, input }) => previewReviews(ctx.app, { ...input, actor: ctx.account.id })),

  comment: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, week: week.optional(), text: typedWords(5, 600) }))
    .mutation(({ ctx, input }) => commentWeek(ctx.app, { ...input, account: ctx.account })),

  approveComment: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, week: week.optional(), rank: z.int().min(1).max(1000) }))
    .mutation(({ ctx, input }) => approveComment(ctx.app, { ...input, account: ctx.account })),

  comments: leadOrOps
    .input(z.strictObject({ campaign: code, week: week.optional() }))
    .query(({ ctx, input }) => listComments(ctx.app, { ...input, account: ctx.account })),

  addDecision: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, about, text: typedWords(5, 300) }))
    .mutation(({ ctx, input }) => addDecision(ctx.app, { ...input, account: ctx.account })),

  decisions: leadOrOps
    .input(z.strictObject({ campaign: code }))
    .query(({ ctx, input }) => listDecisions(ctx.app, { ...input, account: ctx.account })),
});
