import * as z from 'zod';
import { callSought, cardSought, codeSought, typedLine } from '../procedures/input-fields.ts';
import { dataOfficerOnly, router } from '../procedures/trpc.ts';
import { proveAudit } from '../steps/audit/prove-audit.ts';
import {
  beginAuditExport,
  exportAuditPage,
  searchAudit,
  signAuditExport,
} from '../steps/audit/search-audit.ts';
import { withSoughtCall } from '../steps/call/sought-call.ts';
import { personKey } from './persons.ts';

const seq = z.int().positive();
const instant = z.int().nonnegative();

/** The audit log: proven, searched, taken away. */
export const custodyRouter = router({
  proveAudit: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        given: z
          .array(z.strictObject({ body: z.string().max(10_000), signature: z.string().max(10_000) }))
          .max(400)
          .default([]),
      }),
    )
    .mutation(({ ctx, input }) => proveAudit(ctx.app, input)),

  searchAudit: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        person: personKey.optional(),
        record: seq.optional(),
        card: cardSought.optional(),
        call: callSought.optional(),
        account: typedLine(1, 80).optional(),
        campaign: codeSought.optional(),
        action: z
          .string()
          .regex(/^[a-z.-]{1,40}$/)
          .optional(),
        fromMs: instant.optional(),
        toMs: instant.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { callId: call } = await withSoughtCall(ctx, { callId: input.call });
      return searchAudit(ctx.app, { ...defined({ ...input, call }), actor: ctx.account.id });
    }),

  beginAuditExport: dataOfficerOnly
    .meta({ pace: 'heavy' })
    .mutation(({ ctx }) => beginAuditExport(ctx.app, { actor: ctx.account.id })),

  auditLines: dataOfficerOnly
    .input(z.strictObject({ fromSeq: seq, toSeq: seq }))
    .query(({ ctx, input }) => exportAuditPage(ctx.app, input)),

  signAuditExport: dataOfficerOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ toSeq: seq }))
    .mutation(({ ctx, input }) => signAuditExport(ctx.app, input)),
});

/** Without the fields that were not given. */
function defined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as never;
}
