import * as z from 'zod';
import { GIVEN_ROLES } from '../../shared/roles.ts';
import { campaign, instantMs, login, reason, typedLine } from '../procedures/input-fields.ts';
import { dataOfficerOnly, router } from '../procedures/trpc.ts';
import {
  createAccount,
  disableAccount,
  extendAccount,
  listAccounts,
  setPassword,
} from '../steps/access/manage-accounts.ts';
import { purgeApproved } from '../steps/approval/approved-acts.ts';
import { verifyAudit } from '../steps/audit/verify-audit.ts';
import { fetchCertificate } from '../steps/papers/certificate-files.ts';
import { planPurge } from '../steps/purge/plan-purge.ts';

/** The data officer: who may enter, what was done, and the certified end (F-08, R-30 to R-33). */
export const privacyRouter = router({
  accounts: dataOfficerOnly.query(({ ctx }) => listAccounts(ctx.app)),

  createAccount: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        login,
        displayName: typedLine(1, 60),
        role: z.enum(GIVEN_ROLES),
        campaigns: z.array(campaign).max(50),
        validFromMs: instantMs,
        validToMs: instantMs,
        password: z.string().min(1).max(200).optional(),
      }),
    )
    .mutation(({ ctx, input }) => createAccount(ctx.app, { ...input, actor: ctx.account.id })),

  setPassword: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ login, password: z.string().min(1).max(200).optional() }))
    .mutation(({ ctx, input }) => setPassword(ctx.app, { ...input, actor: ctx.account.id })),

  disableAccount: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, reason }))
    .mutation(({ ctx, input }) => disableAccount(ctx.app, { ...input, actor: ctx.account.id })),

  extendAccount: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        login,
        validToMs: instantMs.optional(),
        campaigns: z.array(campaign).max(50).optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => extendAccount(ctx.app, { ...input, actor: ctx.account.id })),

  verifyAudit: dataOfficerOnly.meta({ pace: 'heavy' }).query(({ ctx }) => verifyAudit(ctx.app)),

  planPurge: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => planPurge(ctx.app, input)),

  certificate: dataOfficerOnly
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => fetchCertificate(ctx.app, input)),

  /** Under four eyes: the first call asks for a second person's accord, the same call does it once they gave it. */
  runPurge: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        campaign,
        typedCode: z.string().max(20),
        verifier: typedLine(2, 80),
        forceReason: reason.optional(),
      }),
    )
    .mutation(({ ctx, input }) => purgeApproved(ctx.app, { ...input, operator: ctx.account })),
});
