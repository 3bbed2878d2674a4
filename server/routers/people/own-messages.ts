import * as z from 'zod';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { MAILING_KINDS, MAILING_WAYS } from '../../domain/conversations/mailing-ways.ts';
import { noCard } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { answerRequest } from '../../steps/conversations/answer-request.ts';
import { chooseMailing, readMailing } from '../../steps/conversations/choose-mailing.ts';
import { ownMessagesFile } from '../../steps/conversations/own-messages.ts';
import { readInbox, readThread, unreadCount } from '../../steps/conversations/read-conversations.ts';
import { writeMessage } from '../../steps/conversations/write-message.ts';

const to = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('conversation'), id: z.uuid() }),
  z.strictObject({
    kind: z.literal('people'),
    people: z.array(z.uuid()).min(1).max(CONVERSATION_LIMITS.peopleMost),
  }),
  z.strictObject({ kind: z.literal('group'), group: z.uuid() }),
  z.strictObject({ kind: z.literal('coordination'), group: z.uuid() }),
]);

/** Messages by the pages of the web door: whose they are comes from the session. */
export const ownMessagesRouter = router({
  unread: participantOnly.query(({ ctx }) => unreadCount(ctx.app, ctx.bearer)),

  inbox: participantOnly.meta({ pace: 'write' }).mutation(({ ctx }) => readInbox(ctx.app, ctx.bearer)),

  thread: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.uuid(), beforeMs: z.int().positive().optional() }))
    .mutation(({ ctx, input }) => readThread(ctx.app, ctx.bearer, input)),

  write: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ to, text: z.string().max(CONVERSATION_LIMITS.textMost).refine(noCard) }))
    .mutation(({ ctx, input }) => writeMessage(ctx.app, ctx.bearer, input)),

  answer: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.uuid(), isAccepted: z.boolean() }))
    .mutation(({ ctx, input }) => answerRequest(ctx.app, ctx.bearer, input)),

  file: participantOnly.meta({ pace: 'heavy' }).mutation(({ ctx }) => ownMessagesFile(ctx.app, ctx.bearer)),

  mailing: participantOnly.query(({ ctx }) => readMailing(ctx.app, ctx.bearer)),

  chooseMailing: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        choices: z
          .array(z.strictObject({ kind: z.enum(MAILING_KINDS), way: z.enum(MAILING_WAYS) }))
          .min(1)
          .max(MAILING_KINDS.length),
      }),
    )
    .mutation(({ ctx, input }) => chooseMailing(ctx.app, ctx.bearer, input.choices)),
});
