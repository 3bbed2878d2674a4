import * as z from 'zod';
import type { LiveEvent } from '../../../shared/card.ts';
import type { SeatNow } from '../../../shared/line-seat.ts';
import { whileOpen } from '../../live/open-lines.ts';
import { typedLine } from '../../procedures/input-fields.ts';
import { router, volunteerOnly } from '../../procedures/trpc.ts';
import { isTokenOpen } from '../../steps/access/log-in.ts';
import { askHelp } from '../../steps/floor/ask-help.ts';
import { endPractice, nextPractice } from '../../steps/seats/practise-line.ts';
import { ringBack } from '../../steps/seats/ring-back.ts';
import {
  endSeatCall,
  knownCallers,
  pickUpCall,
  readySeat,
  saveSeatPledge,
  seatTowns,
} from '../../steps/seats/seat-calls.ts';
import { acceptCharter, readSeat, readSeatShift } from '../../steps/seats/seat-shift.ts';
import {
  callEnd,
  lineCallId as callId,
  earlier,
  edition,
  exit,
  pledgeForm as form,
  isReady,
} from './pledge-fields.ts';

/**
 * The seat of a pledge line, of whoever came with a badge: their slot, the charter, the practice, then their callers. Nothing
 * else is open to them.
 */
export const lineSeatRouter = router({
  shift: volunteerOnly.query(({ ctx }) => readSeatShift(ctx.app, ctx.account)),
  acceptCharter: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => acceptCharter(ctx.app, ctx.account)),
  nextPractice: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => nextPractice(ctx.app, ctx.account)),
  endPractice: volunteerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ end: z.union([z.strictObject({ form }), z.strictObject({ exit })]) }))
    .mutation(({ ctx, input }) => endPractice(ctx.app, { ...input, account: ctx.account })),
  callLead: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => askHelp(ctx.app, { agent: ctx.account, text: '', isReply: false })),

  /** From here on, of a person who is trained, with real callers. */
  ready: volunteerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ isReady }))
    .mutation(({ ctx, input }) => readySeat(ctx.app, { ...input, account: ctx.account })),
  pickUp: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => pickUpCall(ctx.app, { account: ctx.account })),
  /** Who hung up while they waited, longest first: dialled by the PBX, their number on no screen. */
  ringBack: volunteerOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => ringBack(ctx.app, { account: ctx.account })),
  towns: volunteerOnly
    .input(z.strictObject({ postcode: typedLine(0, 10) }))
    .query(({ ctx, input }) => seatTowns(ctx.app, { ...input, account: ctx.account })),
  /** Opens what the charity has of that number: audited, and shown masked until the caller says who they are. */
  known: volunteerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId }))
    .mutation(({ ctx, input }) => knownCallers(ctx.app, { ...input, account: ctx.account })),
  save: volunteerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId, form, edition, earlier }))
    .mutation(({ ctx, input }) => saveSeatPledge(ctx.app, { pledge: input, account: ctx.account })),
  endCall: volunteerOnly
    .meta({ pace: 'write' })
    .input(callEnd)
    .mutation(({ ctx, input }) => endSeatCall(ctx.app, { end: input, account: ctx.account })),

  /** The seat as it is and at each change, for as long as the session is open; then it takes no caller. */
  now: volunteerOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<SeatNow> {
    const { app, account, token, tokenNow } = ctx;
    const seat = await readSeat(app, account);
    for await (const now of app.seatLines.turns(seat, signal)) {
      if (!(await isTokenOpen(app, tokenNow?.() ?? token))) return;
      yield now;
    }
  }),
  live: volunteerOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* whileOpen(ctx, ctx.app.live.eventsFor(ctx.account.id, signal));
  }),
});
