import * as z from 'zod';
import { CONVERSATION_LIMITS } from '../../domain/conversations/conversation-limits.ts';
import { codeSought, day, noCard } from '../../procedures/input-fields.ts';
import { agendaKeeper, directoryKeeper, participantOnly, router } from '../../procedures/trpc.ts';
import { listItems } from '../../steps/follow-up/list-items.ts';
import { reportItem } from '../../steps/follow-up/report-item.ts';
import { finishItem, takeItem } from '../../steps/follow-up/settle-item.ts';

const charity = codeSought.optional();
/** An item’s number as lists show it: the first signs of it are enough. */
const item = z.string().regex(/^[0-9a-f-]{4,36}$/);
const text = z.string().max(CONVERSATION_LIMITS.textMost).refine(noCard);

/** What is to see to in a directory: all of it for the mobilisation team; the data officer reads. */
export const itemsRouter = router({
  list: directoryKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity }))
    .mutation(({ ctx, input }) => listItems(ctx.app, { ...input, account: ctx.account })),

  take: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, item, dueOn: day.optional() }))
    .mutation(({ ctx, input }) => takeItem(ctx.app, { ...input, account: ctx.account })),

  done: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, item }))
    .mutation(({ ctx, input }) => finishItem(ctx.app, { ...input, account: ctx.account })),
});

/** The same by the pages of the web door: of groups that the person coordinates, and what they wrote themselves. */
export const ownItemsRouter = router({
  list: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => listItems(ctx.app, { account: ctx.account })),

  report: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.enum(['invitation', 'local-news']), group: z.uuid(), text }),
        z.strictObject({ kind: z.literal('correction'), card: z.uuid(), text }),
      ]),
    )
    .mutation(({ ctx, input }) => reportItem(ctx.app, ctx.bearer, input)),

  take: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ item: z.uuid(), dueOn: day.optional() }))
    .mutation(({ ctx, input }) => takeItem(ctx.app, { ...input, account: ctx.account })),

  done: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ item: z.uuid() }))
    .mutation(({ ctx, input }) => finishItem(ctx.app, { ...input, account: ctx.account })),
});
