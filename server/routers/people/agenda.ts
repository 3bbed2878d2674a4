import * as z from 'zod';
import { ATTENDANCES, EVENT_KINDS, EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import {
  campaign,
  cardSought as card,
  codeSought,
  day,
  instantMs,
  noCard,
  reason,
  typedLine,
} from '../../procedures/input-fields.ts';
import { agendaKeeper, attendanceKeeper, router } from '../../procedures/trpc.ts';
import { markAttendance } from '../../steps/agenda/attend-shift.ts';
import { cancelShift, moveShift } from '../../steps/agenda/change-shift.ts';
import { comeToShift } from '../../steps/agenda/come-to-shift.ts';
import { fillShift } from '../../steps/agenda/fill-shift.ts';
import {
  cancelEvent,
  createEvent,
  editEvent,
  listEvents,
  publishEvent,
} from '../../steps/agenda/keep-events.ts';
import { learnTraining } from '../../steps/agenda/learn-training.ts';
import { leaveShift } from '../../steps/agenda/leave-shift.ts';
import { listComing, listShifts, reportShifts } from '../../steps/agenda/list-shifts.ts';
import { planShifts } from '../../steps/agenda/plan-shifts.ts';
import { remindNow } from '../../steps/agenda/send-notices.ts';
import { fillFromWaiting, swapWithCard, swapWithWaiting } from '../../steps/agenda/swap-shift.ts';
import { eventWords } from './agenda-fields.ts';

const charity = codeSought.optional();
/** An event's number as lists show it: the first signs of it are enough. */
const event = z.string().regex(/^[0-9a-f-]{4,36}$/);
const slot = z.int().positive();
const signup = z.int().positive();
const training = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/)
  .refine(noCard);
/** Events of a charity, the hours at which people are needed there, and who comes. */
export const agendaRouter = router({
  events: agendaKeeper
    .input(z.strictObject({ charity, past: z.boolean() }))
    .query(({ ctx, input }) => listEvents(ctx.app, { ...input, account: ctx.account })),
  createEvent: agendaKeeper
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        ...{ charity, kind: z.enum(EVENT_KINDS), privacy: z.enum(EVENT_PRIVACIES), ...eventWords },
        groups: z.array(typedLine(2, 60)).max(20),
      }),
    )
    .mutation(({ ctx, input: { charity: whose, text: body, ...said } }) =>
      createEvent(ctx.app, { charity: whose, text: { ...said, body }, account: ctx.account }),
    ),
  editEvent: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, event, change: z.strictObject(eventWords).partial() }))
    .mutation(({ ctx, input: { change, ...asked } }) => {
      const { text: body, ...said } = change;
      return editEvent(ctx.app, { ...asked, change: { ...said, body }, account: ctx.account });
    }),
  publishEvent: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, event }))
    .mutation(({ ctx, input }) => publishEvent(ctx.app, { ...input, account: ctx.account })),
  cancelEvent: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, event, reason }))
    .mutation(({ ctx, input }) => cancelEvent(ctx.app, { ...input, account: ctx.account })),

  shifts: agendaKeeper
    .input(z.strictObject({ charity, event }))
    .query(({ ctx, input }) => listShifts(ctx.app, { ...input, account: ctx.account })),
  plan: agendaKeeper
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        ...{ charity, event, role: typedLine(0, 60), needs: training.or(z.literal('')) },
        ...{ fromMs: instantMs, toMs: instantMs, capacity: z.int().min(1).max(1000) },
        ...{ opensAtMs: instantMs.optional(), withdrawUntilMs: instantMs.optional() },
        longestHours: z.int().min(0).max(24),
        line: z.strictObject({ campaign, site: z.string().max(20) }).optional(),
        days: z.array(day).max(60),
      }),
    )
    .mutation(({ ctx, input: { charity: whose, event: number, ...plan } }) =>
      planShifts(ctx.app, { charity: whose, event: number, plan, account: ctx.account }),
    ),
  moveShift: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, slot, fromMs: instantMs, toMs: instantMs }))
    .mutation(({ ctx, input: { fromMs, toMs, ...asked } }) =>
      moveShift(ctx.app, { ...asked, hours: { fromMs, toMs }, account: ctx.account }),
    ),
  cancelShift: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, slot, reason }))
    .mutation(({ ctx, input }) => cancelShift(ctx.app, { ...input, account: ctx.account })),
  come: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, slot, mayWait: z.boolean() }))
    .mutation(({ ctx, input }) => comeToShift(ctx.app, { ...input, account: ctx.account })),
  fill: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, slot, where: typedLine(0, 300), mayWait: z.boolean() }))
    .mutation(({ ctx, input }) => fillShift(ctx.app, { ...input, account: ctx.account })),
  report: agendaKeeper
    .input(z.strictObject({ charity, event }))
    .query(({ ctx, input }) => reportShifts(ctx.app, { ...input, account: ctx.account })),
  learn: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, card, training }))
    .mutation(({ ctx, input }) => learnTraining(ctx.app, { ...input, account: ctx.account })),

  remind: agendaKeeper.meta({ pace: 'heavy' }).mutation(({ ctx }) => remindNow(ctx.app)),

  coming: attendanceKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, slot }))
    .mutation(({ ctx, input }) => listComing(ctx.app, { ...input, account: ctx.account })),
  attend: attendanceKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, signup, as: z.enum(ATTENDANCES).nullable() }))
    .mutation(({ ctx, input }) => markAttendance(ctx.app, { ...input, account: ctx.account })),
  leave: attendanceKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, signup, reason }))
    .mutation(({ ctx, input }) => leaveShift(ctx.app, { ...input, account: ctx.account })),
  moveUp: attendanceKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, slot }))
    .mutation(({ ctx, input }) => fillFromWaiting(ctx.app, { ...input, account: ctx.account })),
  swap: attendanceKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, signup, reason }))
    .mutation(({ ctx, input }) => swapWithWaiting(ctx.app, { ...input, account: ctx.account })),
  swapWith: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, signup, card, reason }))
    .mutation(({ ctx, input }) => swapWithCard(ctx.app, { ...input, account: ctx.account })),
});
