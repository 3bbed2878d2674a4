import * as z from 'zod';
import { login, reason } from '../procedures/input-fields.ts';
import { dataOfficerOnly, leadOpsOrOfficer, router } from '../procedures/trpc.ts';
import {
  addAccountKey,
  demandCode,
  forgetCode,
  listAccountKeys,
  removeAccountKey,
} from '../steps/access/account-keys.ts';
import { listEffective, listSessions, revokeSessions } from '../steps/access/account-sessions.ts';
import { unlockAccount } from '../steps/access/unlock-account.ts';

/**
 * The data officer: keys and one-time codes of an account, open sessions, who may do what now; who opens a way past
 * guesses.
 */
export const accessRouter = router({
  effective: dataOfficerOnly.query(({ ctx }) => listEffective(ctx.app)),

  sessions: dataOfficerOnly
    .input(z.strictObject({ login: login.optional() }))
    .query(({ ctx, input }) => listSessions(ctx.app, input.login)),

  revoke: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        login,
        session: z.int().positive().optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => revokeSessions(ctx.app, { ...input, actor: ctx.account.id })),

  unlock: leadOpsOrOfficer
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, reason }))
    .mutation(({ ctx, input }) => unlockAccount(ctx.app, { ...input, by: ctx.account })),

  keys: dataOfficerOnly
    .input(z.strictObject({ login }))
    .query(({ ctx, input }) => listAccountKeys(ctx.app, input.login)),

  addKey: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, publicKey: z.string().max(8000) }))
    .mutation(({ ctx, input }) => addAccountKey(ctx.app, { ...input, actor: ctx.account.id })),

  removeKey: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, fingerprint: z.string().max(60) }))
    .mutation(({ ctx, input }) => removeAccountKey(ctx.app, { ...input, actor: ctx.account.id })),

  demandCode: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login }))
    .mutation(({ ctx, input }) => demandCode(ctx.app, { ...input, actor: ctx.account.id })),

  forgetCode: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login }))
    .mutation(({ ctx, input }) => forgetCode(ctx.app, { ...input, actor: ctx.account.id })),
});
