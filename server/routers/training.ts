import * as z from 'zod';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import { EXERCISE_IDS } from '../../shared/practice.ts';
import { moduleCode } from '../../shared/training-module.ts';
import { codeSought, day, login, reason } from '../procedures/input-fields.ts';
import { agentOnly, leadOnly, router } from '../procedures/trpc.ts';
import { beginPractice, passPractice } from '../steps/shift/practise.ts';
import { listTraining, recordTraining } from '../steps/shift/record-training.ts';
import { passModule } from '../steps/shift/training-modules.ts';
import { listSessions, recordSession } from '../steps/shift/training-sessions.ts';

/** The training before the first real card: an agent practises and learns; a lead reads who has, or records it. */
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

  passModule: agentOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign: codeSought,
        module: moduleCode,
        answers: z.array(z.int().min(1).max(4)).max(12),
      }),
    )
    .mutation(({ ctx, input }) => passModule(ctx.app, { agent: ctx.account, ...input })),

  sessions: leadOnly
    .input(z.strictObject({ campaign: codeSought }))
    .query(({ ctx, input }) => listSessions(ctx.app, { ...input, account: ctx.account })),

  recordSession: leadOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign: codeSought,
        module: moduleCode,
        heldOn: day,
        place: z.enum(['remote', 'on-site']),
        givenBy: z.enum(['charity', 'house']),
        minutes: z.int().min(5).max(600),
        attended: z.array(login).min(1).max(400),
      }),
    )
    .mutation(({ ctx, input }) => recordSession(ctx.app, { lead: ctx.account, ...input })),

  list: leadOnly.query(({ ctx }) => listTraining(ctx.app, ctx.account)),

  record: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, campaign: codeSought, reason }))
    .mutation(({ ctx, input }) => recordTraining(ctx.app, { lead: ctx.account, ...input })),
});
