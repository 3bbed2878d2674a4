import * as z from 'zod';
import { freezeCard } from '../steps/freeze-card.ts';
import { openOwnRecord } from '../steps/open-own-record.ts';
import { ownRecords } from '../steps/own-records.ts';
import { readMessages } from '../steps/send-message.ts';
import { undoCall } from '../steps/undo-call.ts';
import { agentOnly, router } from './trpc.ts';

const callId = z.strictObject({ callId: z.uuid() });

/** What an agent does beside the calls, a key each: take back, find again, set aside, read the lead's words. */
export const keyboardRouter = router({
  undo: agentOnly
    .input(callId)
    .mutation(({ ctx, input }) => undoCall(ctx.app, { agent: ctx.account, callId: input.callId })),

  /** Opens names, hence a mutation: it is audited. */
  ownRecords: agentOnly.mutation(({ ctx }) => ownRecords(ctx.app, { agent: ctx.account })),

  open: agentOnly.input(z.strictObject({ recordId: z.int().positive() })).mutation(({ ctx, input }) => {
    ctx.app.closingTime.refuseNewCard(ctx.account.id);
    return openOwnRecord(ctx.app, { agent: ctx.account, recordId: input.recordId });
  }),

  freeze: agentOnly
    .input(callId)
    .mutation(({ ctx, input }) => freezeCard(ctx.app, { agent: ctx.account, callId: input.callId })),

  messages: agentOnly.query(({ ctx }) => readMessages(ctx.app, { agent: ctx.account })),
});
