import * as z from 'zod';
import type { LoggedIn } from '../../shared/desk.ts';
import { typedLine } from '../procedures/input-fields.ts';
import { anyone, loggedIn, router } from '../procedures/trpc.ts';
import { confirmEnrolment, offerEnrolment } from '../steps/access/enrol-code.ts';
import { logIn, logOut } from '../steps/access/log-in.ts';
import { changePassphrase, choosePassphrase } from '../steps/access/own-passphrase.ts';

const passphrase = z.string().min(1).max(200);

/** Who is here, and what time the house has. */
export const sessionRouter = router({
  logIn: anyone
    .input(
      z.strictObject({
        login: typedLine(1, 40),
        password: z.string().min(1).max(200),
        /** One-time code, once `code-needed` has asked for it. */
        code: z.string().max(10).optional(),
      }),
    )
    .mutation(async ({ ctx, input }): Promise<LoggedIn> => {
      const session = await logIn(ctx.app, { ...input, address: ctx.address });
      const { id, displayName, role } = session.account;
      const { token, expiresAtMs, owes } = session;
      return { token, account: id, displayName, role, expiresAtMs, ...(owes && { owes }) };
    }),

  /** The person's own one-time code, seen by nobody else: a secret, then a first code that proves it was taken. */
  beginEnrolment: loggedIn.meta({ pace: 'write' }).mutation(({ ctx }) => offerEnrolment(ctx.app, ctx.token)),

  confirmEnrolment: loggedIn
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ code: z.string().max(10) }))
    .mutation(({ ctx, input }) =>
      confirmEnrolment(ctx.app, { token: ctx.token, code: input.code, address: ctx.address }),
    ),

  /** In place of the password that was drawn, before anything else. */
  choosePassphrase: loggedIn
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ passphrase }))
    .mutation(({ ctx, input }) => choosePassphrase(ctx.app, { token: ctx.token, ...input })),

  /** Whenever the person wants another one. */
  changePassphrase: loggedIn
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ present: z.string().min(1).max(200), passphrase }))
    .mutation(({ ctx, input }) =>
      changePassphrase(ctx.app, { token: ctx.token, address: ctx.address, ...input }),
    ),

  logOut: loggedIn.meta({ pace: 'write' }).mutation(({ ctx }) => logOut(ctx.app, ctx.token)),

  me: loggedIn.query(({ ctx }) => {
    const { id, login, displayName, role, campaigns, validToMs } = ctx.account;
    return { id, login, displayName, role, campaigns, validToMs };
  }),

  /** The server's clock: workstations show its time, and say when it is simulated. */
  clock: anyone.query(({ ctx }) => ({ nowMs: ctx.app.clock.nowMs(), ...ctx.app.clockSetting })),
});
