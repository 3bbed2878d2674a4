import * as z from 'zod';
import { CHECK_DECISIONS } from '../domain/agreement/agreement-check.ts';
import { callSought, codeSought, reason } from '../procedures/input-fields.ts';
import { consentReader, leadOrVerifier, router } from '../procedures/trpc.ts';
import { decideCheck } from '../steps/agreement/decide-check.ts';
import { listChecks } from '../steps/agreement/list-checks.ts';
import { showCheck } from '../steps/agreement/show-check.ts';
import { showConsent } from '../steps/agreement/show-consent.ts';
import { withSoughtCall } from '../steps/call/sought-call.ts';

const STATES = ['to-check', 'by-rule', 'approved', 'observed', 'rejected', 'acknowledged'] as const;

/**
 * Agreements verified against their trace, and what is kept of each (F-04, F-05): in one's own campaigns, without the
 * donor.
 */
export const agreementsRouter = router({
  list: leadOrVerifier
    .input(
      z.strictObject({
        campaign: codeSought.optional(),
        states: z.array(z.enum(STATES)).min(1).max(STATES.length).default(['to-check']),
      }),
    )
    .query(({ ctx, input }) => listChecks(ctx.app, { ...input, account: ctx.account })),

  /** May open the call's corrections, hence a mutation: it is audited. */
  show: leadOrVerifier
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId: callSought }))
    .mutation(async ({ ctx, input }) =>
      showCheck(ctx.app, { ...(await withSoughtCall(ctx, input)), account: ctx.account }),
    ),

  decide: leadOrVerifier
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        callId: callSought,
        decision: z.enum(CHECK_DECISIONS),
        reason: z.union([z.literal(''), reason]).default(''),
        change: z.boolean().default(false),
      }),
    )
    .mutation(
      async ({ ctx, input }) =>
        await decideCheck(ctx.app, { ...(await withSoughtCall(ctx, input)), account: ctx.account }),
    ),

  /** An entry of the audit log each time. */
  consent: consentReader
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId: callSought, reason }))
    .mutation(async ({ ctx, input }) =>
      showConsent(ctx.app, { ...(await withSoughtCall(ctx, input)), account: ctx.account }),
    ),
});
