import * as z from 'zod';
import type { LoggedIn } from '../../shared/desk.ts';
import { anyone, enrolling, loggedIn, router } from '../procedures/trpc.ts';
import { confirmEnrolment, offerEnrolment } from '../steps/access/enrol-code.ts';
import { logIn, logOut } from '../steps/access/log-in.ts';

/** Who is here, and what time the house has. */
export const sessionRouter = router({
  logIn: anyone
    .input(
      z.strictObject({
        login: z.string().min(1).max(40),
        password: z.string().min(1).max(200),
        /** One-time code, once `code-needed` has asked for it. */
        code: z.string().max(10).optional(),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<LoggedIn> => {
      const session = await logIn(ctx.app, { ...input, address: ctx.address });
      const { id, displayName, role } = session.account;
      const { token, expiresAtMs, scope } = session;
      const enrol = scope === 'enrol' ? ({ enrol: true } as const) : {};
      return { token, account: id, displayName, role, expiresAtMs, ...enrol };
    }),

  /** The person's own one-time code, seen by nobody else: a secret, then a first code that proves it was taken. */
  beginEnrolment: enrolling.meta({ pace: 'write' }).mutation(({ ctx }) => offerEnrolment(ctx.app, ctx.token)),

  confirmEnrolment: enrolling
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ code: z.string().max(10) }))
    .mutation(({ ctx, input }) =>
      confirmEnrolment(ctx.app, { token: ctx.token, code: input.code, address: ctx.address }),
    ),

  logOut: enrolling.meta({ pace: 'write' }).mutation(({ ctx }) => logOut(ctx.app, ctx.token)),

  me: loggedIn.query(({ ctx }) => {
    const { id, login, displayName, role, campaigns, validToMs } = ctx.account;
    return { id, login, displayName, role, campaigns, validToMs };
  }),

  /** The server's clock: workstations show its time, and say when it is simulated. */
  clock: anyone.query(({ ctx }) => ({ nowMs: ctx.app.clock.nowMs(), ...ctx.app.clockSetting })),
});
