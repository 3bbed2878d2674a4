import * as z from 'zod';
import { ATTENDANCES, EVENT_KINDS, EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { instantMs, reason, typedLine } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { markAttendance } from '../../steps/agenda/attend-shift.ts';
import { cancelShift, moveShift } from '../../steps/agenda/change-shift.ts';
import { comeToShift } from '../../steps/agenda/come-to-shift.ts';
import { cancelEvent, createEvent, editEvent, publishEvent } from '../../steps/agenda/keep-events.ts';
import { leaveShift } from '../../steps/agenda/leave-shift.ts';
import { listComing } from '../../steps/agenda/list-shifts.ts';
import { announcedGroups, ownAgenda, ownEvent } from '../../steps/agenda/own-agenda.ts';
import { closeFeed, makeFeed } from '../../steps/agenda/own-calendar.ts';
import { planShifts } from '../../steps/agenda/plan-shifts.ts';
import { eventWords } from './agenda-fields.ts';

const slot = z.int().positive();
const signup = z.int().positive();
const event = z.string().regex(/^[0-9a-f-]{4,36}$/);
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
  event: participantOnly
    .input(z.strictObject({ event }))
    .query(({ ctx, input }) => ownEvent(ctx.app, { ...input, account: ctx.account })),
  groups: participantOnly.query(({ ctx }) => announcedGroups(ctx.app, { account: ctx.account })),
  announce: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        ...{ kind: z.enum(EVENT_KINDS), privacy: z.enum(EVENT_PRIVACIES), ...eventWords },
        groups: z.array(typedLine(2, 60)).max(20),
      }),
    )
    .mutation(({ ctx, input: { text: body, ...said } }) =>
      createEvent(ctx.app, { text: { ...said, body }, account: ctx.account }),
    ),
  editEvent: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ event, change: z.strictObject(eventWords).partial() }))
    .mutation(({ ctx, input: { event: number, change } }) => {
      const { text: body, ...said } = change;
      return editEvent(ctx.app, { event: number, change: { ...said, body }, account: ctx.account });
    }),
  publishEvent: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ event }))
    .mutation(({ ctx, input }) => publishEvent(ctx.app, { ...input, account: ctx.account })),
  cancelEvent: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ event, reason }))
    .mutation(({ ctx, input }) => cancelEvent(ctx.app, { ...input, account: ctx.account })),
  plan: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        ...{ event, role: typedLine(0, 60), fromMs: instantMs, toMs: instantMs },
        capacity: z.int().min(1).max(1000),
      }),
    )
    .mutation(({ ctx, input: { event: number, ...plan } }) =>
      planShifts(ctx.app, {
        event: number,
        plan: { ...plan, needs: '', longestHours: 0, days: [] },
        account: ctx.account,
      }),
    ),
  moveShift: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot, fromMs: instantMs, toMs: instantMs }))
    .mutation(({ ctx, input: { slot: number, ...hours } }) =>
      moveShift(ctx.app, { slot: number, hours, account: ctx.account }),
    ),
  cancelShift: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot, reason }))
    .mutation(({ ctx, input }) => cancelShift(ctx.app, { ...input, account: ctx.account })),
  makeFeed: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => makeFeed(ctx.app, { account: ctx.account })),
  closeFeed: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => closeFeed(ctx.app, { account: ctx.account })),
  coming: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ slot }))
    .mutation(({ ctx, input }) => listComing(ctx.app, { ...input, account: ctx.account })),
  attend: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ signup, as: z.enum(ATTENDANCES).nullable() }))
    .mutation(({ ctx, input }) => markAttendance(ctx.app, { ...input, account: ctx.account })),
});
