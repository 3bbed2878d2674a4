import * as z from 'zod';
import { OWN_KINDS } from '../../shared/own-record.ts';
import { callId, recordId } from '../procedures/input-fields.ts';
import { agentOnly, router } from '../procedures/trpc.ts';
import { freezeCard } from '../steps/call/freeze-card.ts';
import { todayCalls } from '../steps/call/today-calls.ts';
import { undoCall } from '../steps/call/undo-call.ts';
import { openOwnRecord } from '../steps/next-card/open-own-record.ts';
import { ownRecords } from '../steps/next-card/own-records.ts';

const oneCall = z.strictObject({ callId });

/** The records that an agent had in hand: take the last disposition back, find one again, set the card aside. */
export const agentRecordsRouter = router({
  undo: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId, isNoted: z.boolean().optional() }))
    .mutation(({ ctx, input }) => undoCall(ctx.app, { ...input, agent: ctx.account })),

  /** Opens names, hence a mutation: it is audited. */
  today: agentOnly.meta({ pace: 'write' }).mutation(({ ctx }) => todayCalls(ctx.app, { agent: ctx.account })),

  /** Opens names, hence a mutation: it is audited. */
  own: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ kind: z.enum(OWN_KINDS).optional() }))
    .mutation(({ ctx, input }) => ownRecords(ctx.app, { agent: ctx.account, kind: input.kind })),

  open: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ recordId }))
    .mutation(async ({ ctx, input }) => {
      await ctx.app.closingTime.refuseNewCard(ctx.account.id);
      return openOwnRecord(ctx.app, { agent: ctx.account, recordId: input.recordId });
    }),

  freeze: agentOnly
    .meta({ pace: 'write' })
    .input(oneCall)
    .mutation(({ ctx, input }) => freezeCard(ctx.app, { agent: ctx.account, callId: input.callId })),
});
