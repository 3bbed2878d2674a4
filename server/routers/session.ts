import * as z from 'zod';
import type { LoggedIn } from '../../shared/desk.ts';
import { logIn, logOut } from '../steps/log-in.ts';
import { anyone, loggedIn, router } from './trpc.ts';

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
      return { token: session.token, account: id, displayName, role, expiresAtMs: session.expiresAtMs };
    }),

  logOut: loggedIn.mutation(({ ctx }) => logOut(ctx.app, ctx.token)),

  me: loggedIn.query(({ ctx }) => {
    const { id, login, displayName, role, campaigns, validToMs } = ctx.account;
    return { id, login, displayName, role, campaigns, validToMs };
  }),

  /** The server's clock: workstations show its time, and say when it is simulated. */
  clock: anyone.query(({ ctx }) => ({ nowMs: ctx.app.clock.nowMs(), ...ctx.app.clockSetting })),
});
