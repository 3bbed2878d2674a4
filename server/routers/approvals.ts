import * as z from 'zod';
import { reason } from '../procedures/input-fields.ts';
import { router, secondPerson } from '../procedures/trpc.ts';
import { decideApproval, listApprovals } from '../steps/approval/approvals.ts';

const decision = z.strictObject({ id: z.uuid(), reason });

/** Four eyes: what waits for a second person, and their decision. */
export const approvalsRouter = router({
  list: secondPerson.query(({ ctx }) => listApprovals(ctx.app, ctx.account)),

  approve: secondPerson
    .meta({ pace: 'heavy' })
    .input(decision)
    .mutation(({ ctx, input }) => decideApproval(ctx.app, { ...input, as: 'approved', person: ctx.account })),

  refuse: secondPerson
    .meta({ pace: 'write' })
    .input(decision)
    .mutation(({ ctx, input }) => decideApproval(ctx.app, { ...input, as: 'refused', person: ctx.account })),
});
