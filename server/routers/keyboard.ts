import * as z from 'zod';
import { acknowledgeObservation, readObservations } from '../steps/agreement/agent-observations.ts';
import { freezeCard } from '../steps/call/freeze-card.ts';
import { undoCall } from '../steps/call/undo-call.ts';
import { readMessages } from '../steps/floor/send-message.ts';
import { openOwnRecord } from '../steps/next-card/open-own-record.ts';
import { ownRecords } from '../steps/next-card/own-records.ts';
import { acknowledgeFeedback, readFeedback } from '../steps/quality/read-feedback.ts';
import { agentOnly, router } from './trpc.ts';

const callId = z.strictObject({ callId: z.uuid() });

/** What an agent does beside the calls, a key each: take back, find again, set aside, read the lead's words. */
export const keyboardRouter = router({
  undo: agentOnly
    .meta({ pace: 'write' })
    .input(callId)
    .mutation(({ ctx, input }) => undoCall(ctx.app, { agent: ctx.account, callId: input.callId })),

  /** Opens names, hence a mutation: it is audited. */
  ownRecords: agentOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => ownRecords(ctx.app, { agent: ctx.account })),

  open: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ recordId: z.int().positive() }))
    .mutation(({ ctx, input }) => {
      ctx.app.closingTime.refuseNewCard(ctx.account.id);
      return openOwnRecord(ctx.app, { agent: ctx.account, recordId: input.recordId });
    }),

  freeze: agentOnly
    .meta({ pace: 'write' })
    .input(callId)
    .mutation(({ ctx, input }) => freezeCard(ctx.app, { agent: ctx.account, callId: input.callId })),

  /** The lead's words of the day; feedback on calls and observations on agreements that wait to be acknowledged. */
  messages: agentOnly.query(async ({ ctx }) => {
    const feedback = await readFeedback(ctx.app, { agent: ctx.account });
    const observations = readObservations(ctx.app, ctx.account);
    return [...readMessages(ctx.app, { agent: ctx.account }), ...feedback, ...observations].toSorted(
      (a, b) => a.atMs - b.atMs,
    );
  }),

  acknowledge: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.union([z.string().regex(/^[0-9a-f]{32}$/), z.uuid()]) }))
    .mutation(({ ctx, input: { id } }) => {
      const agent = ctx.account;
      // An observation goes by its call's id, which has dashes.
      if (id.includes('-')) return acknowledgeObservation(ctx.app, { agent, callId: id });
      return acknowledgeFeedback(ctx.app, { agent, id });
    }),
});
