import * as z from 'zod';
import type { LineBoard } from '../../../shared/line-board.ts';
import { campaign, codeSought, day, reason, typedLine } from '../../procedures/input-fields.ts';
import { leadOrOps, opsOnly, router } from '../../procedures/trpc.ts';
import { isTokenOpen } from '../../steps/access/log-in.ts';
import { deliverActivity } from '../../steps/activity/deliver-activity.ts';
import { makeActivityReport } from '../../steps/activity/make-activity-report.ts';
import { changeLimit, readLimits, undoLimit } from '../../steps/line/change-limit.ts';
import { linesSeenBy } from '../../steps/line/followed-lines.ts';
import { readLineBoards } from '../../steps/line/read-line-board.ts';
import { readLineFloor } from '../../steps/seats/read-line-floor.ts';

const reported = {
  campaign: codeSought,
  from: day.optional(),
  until: day.optional(),
  site: typedLine(1, 20).optional(),
};
const rule = z.int().min(1).max(40);

/** The pledge lines of a lead, and all of them for ops: counts and seats, nobody's name and no number. */
export const lineRouter = router({
  boards: leadOrOps.query(async ({ ctx }): Promise<readonly LineBoard[]> => {
    await ctx.app.lineWatch.look();
    return await readLineBoards(ctx.app, await linesSeenBy(ctx.app, ctx.account), ctx.app.lineWatch.now());
  }),

  /** What a line did: workbook and document. */
  report: leadOrOps
    .meta({ pace: 'heavy' })
    .input(z.strictObject(reported))
    .query(({ ctx, input }) => makeActivityReport(ctx.app, { ...input, account: ctx.account })),

  /** The same on the charity's drop, for the charity or for a site's partner. */
  deliverReport: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ ...reported, partner: typedLine(1, 20).optional() }))
    .mutation(({ ctx, input }) => deliverActivity(ctx.app, { ...input, account: ctx.account })),

  /** Who sits there, who asks for help, which hours are filled: people of the reader's sites. */
  floor: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: codeSought }))
    .mutation(({ ctx, input }) => readLineFloor(ctx.app, { ...input, account: ctx.account })),

  /** Thresholds of overflow, and their change within the bounds of ops. */
  limits: leadOrOps
    .input(z.strictObject({ campaign: codeSought }))
    .query(({ ctx, input }) => readLimits(ctx.app, { ...input, account: ctx.account })),
  changeLimit: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, rule, max: z.int().min(0).max(1000), reason }))
    .mutation(({ ctx, input }) => changeLimit(ctx.app, { ...input, account: ctx.account })),
  undoLimit: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, rule }))
    .mutation(({ ctx, input }) => undoLimit(ctx.app, { ...input, account: ctx.account })),

  /** The same as `boards`, pushed at each change for as long as the session is open. */
  live: leadOrOps.subscription(async function* ({ ctx, signal }): AsyncGenerator<readonly LineBoard[]> {
    const { app, account, token, tokenNow } = ctx;
    for await (const _ of app.lineWatch.turns(signal)) {
      if (!(await isTokenOpen(app, tokenNow?.() ?? token))) return;
      yield await readLineBoards(app, await linesSeenBy(app, account), app.lineWatch.now());
    }
  }),
});
