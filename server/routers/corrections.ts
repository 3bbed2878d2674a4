import * as z from 'zod';
import { callSought, reason } from '../procedures/input-fields.ts';
import { leadOrOps, router } from '../procedures/trpc.ts';
import { correctCall } from '../steps/call/correct-call.ts';
import { withSoughtCall } from '../steps/call/sought-call.ts';

/** An agreement recorded wrong, or taken back: by ops in any campaign, by a lead in their own. */
export const correctionsRouter = router({
  correct: leadOrOps
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        callId: callSought,
        change: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('amount'), minor: z.int().positive().max(10_000_000) }),
          z.strictObject({ kind: z.literal('cancel') }),
        ]),
        reason,
      }),
    )
    .mutation(async ({ ctx, input }) =>
      correctCall(ctx.app, { ...(await withSoughtCall(ctx, input)), author: ctx.account }),
    ),
});
