import * as z from 'zod';
import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import { typedWords } from '../procedures/input-fields.ts';
import { agentOnly, router } from '../procedures/trpc.ts';
import { acknowledgeObservation, readObservations } from '../steps/agreement/agent-observations.ts';
import { askHelp } from '../steps/floor/ask-help.ts';
import { readMessages } from '../steps/floor/send-message.ts';
import { acknowledgeFeedback, readFeedback } from '../steps/quality/read-feedback.ts';

/** What an agent is told by the lead, the listeners and the verifiers. */
export const agentMessagesRouter = router({
  /** The lead's words of the day; feedback on calls and observations on agreements that wait to be acknowledged. */
  list: agentOnly.query(async ({ ctx }) => {
    const feedback = await readFeedback(ctx.app, { agent: ctx.account });
    const observations = await readObservations(ctx.app, ctx.account);
    return [...(await readMessages(ctx.app, { agent: ctx.account })), ...feedback, ...observations].toSorted(
      (a, b) => a.atMs - b.atMs,
    );
  }),

  /** To the leads: a call for help, or the answer to what one of them wrote. */
  ask: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ text: typedWords(0, MAX_MESSAGE), isReply: z.boolean() }))
    .mutation(({ ctx, input }) => askHelp(ctx.app, { ...input, agent: ctx.account })),

  acknowledge: agentOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.union([z.string().regex(/^[0-9a-f]{32}$/), z.uuid()]) }))
    .mutation(async ({ ctx, input: { id } }) => {
      const agent = ctx.account;
      // An observation goes by its call's id, which has dashes.
      if (id.includes('-')) return await acknowledgeObservation(ctx.app, { agent, callId: id });
      return await acknowledgeFeedback(ctx.app, { agent, id });
    }),
});
