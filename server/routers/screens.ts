import * as z from 'zod';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import { EXERCISE_IDS } from '../../shared/practice.ts';
import { readAids } from '../steps/campaign/read-aids.ts';
import { beginPractice, passPractice } from '../steps/shift/practise.ts';
import { readDiary } from '../steps/shift/read-diary.ts';
import { listTraining, recordTraining } from '../steps/shift/record-training.ts';
import { agentOnly, leadOnly, router } from './trpc.ts';

const campaign = z.string().max(20);
const login = z.string().regex(/^[a-z][a-z0-9.-]{1,30}$/);

/** What surrounds the calls of a shift: knowledge and objections, the diary, the practice. */
export const screensRouter = router({
  aids: agentOnly
    .input(z.strictObject({ campaign, version: z.string().max(30) }))
    .query(({ ctx, input }) => readAids(ctx.app, ctx.account, input)),

  diary: agentOnly.query(({ ctx }) => readDiary(ctx.app, ctx.account)),

  beginPractice: agentOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => beginPractice(ctx.app, { agent: ctx.account })),

  passPractice: agentOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign,
        answers: z
          .array(z.strictObject({ exercise: z.enum(EXERCISE_IDS), outcome: callOutcomeSchema }))
          .max(EXERCISE_IDS.length),
      }),
    )
    .mutation(({ ctx, input }) => passPractice(ctx.app, { agent: ctx.account, ...input })),

  training: leadOnly.query(({ ctx }) => listTraining(ctx.app, ctx.account)),

  recordTraining: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, campaign, reason: z.string().trim().min(5).max(200) }))
    .mutation(({ ctx, input }) => recordTraining(ctx.app, { actor: ctx.account.id, ...input })),
});
