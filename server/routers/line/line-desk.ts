import * as z from 'zod';
import type { LiveEvent } from '../../../shared/card.ts';
import { SEAT_NAME } from '../../../shared/dial.ts';
import type { SeatNow } from '../../../shared/line-seat.ts';
import { whileOpen } from '../../live/open-lines.ts';
import { codeSought, noCard } from '../../procedures/input-fields.ts';
import { agentOnly, router } from '../../procedures/trpc.ts';
import { isTokenOpen } from '../../steps/access/log-in.ts';
import { ringBack } from '../../steps/seats/ring-back.ts';
import {
  endSeatCall,
  knownCallers,
  pickUpCall,
  readySeat,
  saveSeatPledge,
} from '../../steps/seats/seat-calls.ts';
import { sitAtLine } from '../../steps/seats/who-answers.ts';
import {
  callEnd,
  lineCallId as callId,
  earlier,
  edition,
  pledgeForm as form,
  isReady,
} from './pledge-fields.ts';

/** A network that was cut for less long finds the caller still there. Milliseconds. */
const KEPT_MS = 30_000;

const onLine = z.strictObject({ campaign: codeSought });

/** An agent with an account at a telephone of the line: its callers come there as to a badge's seat. */
export const lineDeskRouter = router({
  /** Sits down there; then the seat as it is and at each change, until the agent sits elsewhere or the session ends. */
  sit: agentOnly
    .input(onLine.extend({ seat: z.string().regex(SEAT_NAME).refine(noCard) }))
    .subscription(async function* ({ ctx, input, signal }): AsyncGenerator<SeatNow> {
      const { app, account, token, tokenNow } = ctx;
      await sitAtLine(app, { ...input, account });
      for await (const now of app.seatLines.turns(input.seat, signal, KEPT_MS)) {
        if (app.seats.of(account.id) !== input.seat) return;
        if (!(await isTokenOpen(app, tokenNow?.() ?? token))) return;
        yield now;
      }
    }),
  live: agentOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* whileOpen(ctx, ctx.app.live.eventsFor(ctx.account.id, signal));
  }),
  ready: agentOnly
    .meta({ pace: 'write' })
    .input(onLine.extend({ isReady }))
    .mutation(({ ctx, input }) => readySeat(ctx.app, { ...input, account: ctx.account })),
  /** Without a PBX: the telephone of the seat rang. */
  pickUp: agentOnly
    .meta({ pace: 'write' })
    .input(onLine)
    .mutation(({ ctx, input }) => pickUpCall(ctx.app, { ...input, account: ctx.account })),
  ringBack: agentOnly
    .meta({ pace: 'write' })
    .input(onLine)
    .mutation(({ ctx, input }) => ringBack(ctx.app, { ...input, account: ctx.account })),
  /** Opens what the charity has of the number that shows: audited. */
  known: agentOnly
    .meta({ pace: 'write' })
    .input(onLine.extend({ callId }))
    .mutation(({ ctx, input }) => knownCallers(ctx.app, { ...input, account: ctx.account })),
  save: agentOnly
    .meta({ pace: 'write' })
    .input(onLine.extend({ callId, form, edition, earlier }))
    .mutation(({ ctx, input: { campaign, ...pledge } }) =>
      saveSeatPledge(ctx.app, { account: ctx.account, campaign, pledge }),
    ),
  endCall: agentOnly
    .meta({ pace: 'write' })
    .input(onLine.extend({ end: callEnd }))
    .mutation(({ ctx, input }) => endSeatCall(ctx.app, { ...input, account: ctx.account })),
});
