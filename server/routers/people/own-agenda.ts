import * as z from 'zod';
import { ATTENDANCES } from '../../../shared/people/agenda-words.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { markAttendance } from '../../steps/agenda/attend-shift.ts';
import { comeToShift } from '../../steps/agenda/come-to-shift.ts';
import { leaveShift } from '../../steps/agenda/leave-shift.ts';
import { listComing } from '../../steps/agenda/list-shifts.ts';
import { ownAgenda } from '../../steps/agenda/own-agenda.ts';
import { closeFeed, makeFeed } from '../../steps/agenda/own-calendar.ts';

const slot = z.int().positive();
const signup = z.int().positive();
const OWN_WILL = 'retrait par la personne';

/**
 * The agenda by the pages of the web door: whose it is comes from the session. Who keeps the attendance of an
 * event, the step says; anybody else is refused.
 */
export const ownAgendaRouter = router({
  list: participantOnly.query(({ ctx }) => ownAgenda(ctx.app, { account: ctx.account })),
  come: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot, mayWait: z.boolean() }))
    .mutation(({ ctx, input }) => comeToShift(ctx.app, { ...input, account: ctx.account })),
  leave: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ signup }))
    .mutation(({ ctx, input }) => leaveShift(ctx.app, { ...input, reason: OWN_WILL, account: ctx.account })),
  makeFeed: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => makeFeed(ctx.app, { account: ctx.account })),
  closeFeed: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => closeFeed(ctx.app, { account: ctx.account })),
  coming: participantOnly
    .input(z.strictObject({ slot }))
    .query(({ ctx, input }) => listComing(ctx.app, { ...input, account: ctx.account })),
  attend: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ signup, as: z.enum(ATTENDANCES).nullable() }))
    .mutation(({ ctx, input }) => markAttendance(ctx.app, { ...input, account: ctx.account })),
});
