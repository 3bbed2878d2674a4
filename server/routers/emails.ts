import * as z from 'zod';
import { MESSAGE_ID, STATUS } from '../../shared/bounce.ts';
import { code, instantMs, reason } from '../procedures/input-fields.ts';
import { opsOnly, router } from '../procedures/trpc.ts';
import { importBounces } from '../steps/email/import-bounces.ts';
import { settleDoubtful } from '../steps/email/settle-doubtful.ts';
import {
  closeFollowUp,
  listDoubtfulEmails,
  listFollowUps,
  listLateEmails,
  settleEmail,
} from '../steps/email/settle-email.ts';

const id = z.uuid();
/** Returns of one call; the command sends more in several. */
const MAX_BOUNCES = 500;

const bounce = z.strictObject({
  messageId: z.string().max(250).regex(MESSAGE_ID),
  status: z.string().regex(STATUS),
  atMs: instantMs,
});

/** Ops: what of the confirmations needs a human (R-24, F-06). Ids and codes only, no address. */
export const emailsRouter = router({
  late: opsOnly.query(({ ctx }) => listLateEmails(ctx.app)),
  doubtful: opsOnly.query(({ ctx }) => listDoubtfulEmails(ctx.app)),
  tasks: opsOnly.query(({ ctx }) => listFollowUps(ctx.app)),

  settle: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id, as: z.enum(['sent', 'resend']), reason }))
    .mutation(({ ctx, input }) => settleEmail(ctx.app, { ...input, actor: ctx.account.id })),

  settleDoubtful: opsOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        campaign: code,
        fromMs: instantMs,
        as: z.enum(['sent', 'resend']),
        reason,
        apply: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => settleDoubtful(ctx.app, { ...input, actor: ctx.account.id })),

  closeTask: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id, reason }))
    .mutation(({ ctx, input }) => closeFollowUp(ctx.app, { ...input, actor: ctx.account.id })),

  importBounces: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ bounces: z.array(bounce).min(1).max(MAX_BOUNCES) }))
    .mutation(({ ctx, input }) => importBounces(ctx.app, { ...input, actor: ctx.account.id })),
});
