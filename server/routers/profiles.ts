import * as z from 'zod';
import { MAX_WEIGHT } from '../domain/campaign/theme-choice.ts';
import { MAX_FILTER } from '../domain/floor/profile-filter.ts';
import { campaign, reason, typedLine } from '../procedures/input-fields.ts';
import { leadOrOps, opsOnly, router } from '../procedures/trpc.ts';
import { classifyRecords, readProfileClasses } from '../steps/floor/profile-classes.ts';
import { decideProfile } from '../steps/floor/profile-decide.ts';
import { listProfiles, undoProfile } from '../steps/floor/profile-undo.ts';
import { listThemes, weighTheme } from '../steps/floor/theme-weight.ts';

const decision = {
  campaign,
  where: typedLine(1, MAX_FILTER),
  reason,
  /** False by default: a dry run. */
  apply: z.boolean().default(false),
};
const weight = z.int().min(0).max(MAX_WEIGHT);

/** What leads steer by profile and by theme: dry run first, counted, undone by number. */
export const profilesRouter = router({
  exclude: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject(decision))
    .mutation(({ ctx, input }) =>
      decideProfile(ctx.app, { ...input, kind: 'exclude', account: ctx.account }),
    ),

  priority: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ ...decision, weight: weight.min(1) }))
    .mutation(({ ctx, input }) =>
      decideProfile(ctx.app, { ...input, kind: 'priority', account: ctx.account }),
    ),

  undo: leadOrOps
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.string().regex(/^P[0-9a-f]{8}$/), reason }))
    .mutation(({ ctx, input }) => undoProfile(ctx.app, { ...input, account: ctx.account })),

  list: leadOrOps
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => listProfiles(ctx.app, { ...input, account: ctx.account })),

  classes: leadOrOps
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => readProfileClasses(ctx.app, { ...input, account: ctx.account })),

  /** Opens every record of a campaign: for those who import them. */
  classify: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, reason }))
    .mutation(({ ctx, input }) => classifyRecords(ctx.app, { ...input, account: ctx.account })),

  weighTheme: leadOrOps
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign,
        theme: typedLine(1, 20),
        weight,
        reason,
        apply: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => weighTheme(ctx.app, { ...input, account: ctx.account })),

  themes: leadOrOps
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => listThemes(ctx.app, { ...input, account: ctx.account })),
});
