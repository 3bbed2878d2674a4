import * as z from 'zod';
import type { LiveEvent } from '../../../shared/card.ts';
import { LINE_EXITS } from '../../../shared/line-seat.ts';
import { whileOpen } from '../../live/open-lines.ts';
import { typedLine } from '../../procedures/input-fields.ts';
import { router, volunteerOnly } from '../../procedures/trpc.ts';
import { askHelp } from '../../steps/floor/ask-help.ts';
import { endPractice, nextPractice, readExitWords, readSeatForm } from '../../steps/seats/practise-line.ts';
import { acceptCharter, readSeatShift } from '../../steps/seats/seat-shift.ts';

const form = z.strictObject({
  amount: typedLine(0, 20),
  rhythm: z.enum(['once', 'monthly']),
  lastName: typedLine(0, 50),
  firstName: typedLine(0, 50),
  street: typedLine(0, 60),
  place: z.strictObject({ postcode: typedLine(0, 10), town: typedLine(0, 38) }),
  link: z.strictObject({ way: z.enum(['email', 'sms', 'letter']), to: typedLine(0, 254) }),
  receipt: z.boolean(),
});
const exit = z.enum(LINE_EXITS);

/**
 * The seat of a pledge line, of whoever came with a badge: their slot, the charter, the practice. Nothing else is open to
 * them.
 */
export const lineSeatRouter = router({
  shift: volunteerOnly.query(({ ctx }) => readSeatShift(ctx.app, ctx.account)),
  acceptCharter: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => acceptCharter(ctx.app, ctx.account)),
  nextPractice: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => nextPractice(ctx.app, ctx.account)),
  readForm: volunteerOnly
    .input(z.strictObject({ form }))
    .query(({ ctx, input }) => readSeatForm(ctx.app, { ...input, account: ctx.account })),
  exitWords: volunteerOnly
    .input(z.strictObject({ exit }))
    .query(({ ctx, input }) => readExitWords(ctx.app, { ...input, account: ctx.account })),
  endPractice: volunteerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ end: z.union([z.strictObject({ form }), z.strictObject({ exit })]) }))
    .mutation(({ ctx, input }) => endPractice(ctx.app, { ...input, account: ctx.account })),
  callLead: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => askHelp(ctx.app, { agent: ctx.account, text: '', isReply: false })),
  live: volunteerOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* whileOpen(ctx, ctx.app.live.eventsFor(ctx.account.id, signal));
  }),
});
