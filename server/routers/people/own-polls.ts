import * as z from 'zod';
import { day, typedLine } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { askPoll, withdrawPoll } from '../../steps/polls/ask-poll.ts';
import { POLL_LIMITS } from '../../steps/polls/poll-access.ts';
import { readPolls } from '../../steps/polls/read-polls.ts';
import { voteInPoll } from '../../steps/polls/vote-in-poll.ts';

const group = z.uuid();
const poll = z.uuid();

/** Polls of groups by the pages of the web door. */
export const ownPollsRouter = router({
  ofGroup: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ group }))
    .mutation(({ ctx, input }) => readPolls(ctx.app, ctx.bearer, input.group)),

  ask: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        group,
        question: typedLine(1, POLL_LIMITS.questionMost),
        choices: z.array(typedLine(0, POLL_LIMITS.choiceMost)).max(POLL_LIMITS.choicesMost),
        endsOn: day,
      }),
    )
    .mutation(({ ctx, input }) => askPoll(ctx.app, ctx.bearer, input)),

  vote: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ poll, choice: z.int().min(0).max(POLL_LIMITS.choicesMost) }))
    .mutation(({ ctx, input }) => voteInPoll(ctx.app, ctx.bearer, input)),

  withdraw: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ poll }))
    .mutation(({ ctx, input }) => withdrawPoll(ctx.app, ctx.bearer, input.poll)),
});
