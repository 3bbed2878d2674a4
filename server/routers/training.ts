import * as z from 'zod';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import { EXERCISE_IDS } from '../../shared/practice.ts';
import { codeSought, login, reason } from '../procedures/input-fields.ts';
import { agentOnly, leadOnly, router } from '../procedures/trpc.ts';
import { beginPractice, passPractice } from '../steps/shift/practise.ts';
import { listTraining, recordTraining } from '../steps/shift/record-training.ts';

/** The training before the first real card: an agent practises; a lead reads who has, or records it. */
export const trainingRouter = router({
  begin: agentOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => beginPractice(ctx.app, { agent: ctx.account })),

  pass: agentOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign: codeSought,
        answers: z
          .array(z.strictObject({ exercise: z.enum(EXERCISE_IDS), outcome: callOutcomeSchema }))
          .max(EXERCISE_IDS.length),
      }),
    )
    .mutation(({ ctx, input }) => passPractice(ctx.app, { agent: ctx.account, ...input })),

  list: leadOnly.query(({ ctx }) => listTraining(ctx.app, ctx.account)),

  record: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, campaign: codeSought, reason }))
    .mutation(({ ctx, input }) => recordTraining(ctx.app, { lead: ctx.account, ...input })),
});
