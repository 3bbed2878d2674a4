import * as z from 'zod';
import { code, day, fileName, typedLine } from '../procedures/input-fields.ts';
import { opsOnly, router } from '../procedures/trpc.ts';
import { listMandates } from '../steps/agreement/list-mandates.ts';
import { releaseMandate } from '../steps/agreement/release-mandate.ts';
import { remindMandate } from '../steps/agreement/remind-mandate.ts';
import { signMandate } from '../steps/agreement/sign-mandate.ts';
import { attestEnrichment } from '../steps/lists/enrich-attest.ts';
import { exportEnrichment } from '../steps/lists/enrich-export.ts';
import { importEnrichment } from '../steps/lists/enrich-import.ts';
import { importListCheck } from '../steps/lists/import-list-check.ts';
import { importSignedMandates } from '../steps/lists/import-signed-mandates.ts';
import { suppressDonors } from '../steps/lists/suppress-donors.ts';
import { withdrawRecords } from '../steps/lists/withdraw-records.ts';

/** Ops: what comes in during a campaign beside the contact files — withdrawals, objections, list checks, numbers, signatures. */
export const listsRouter = router({
  withdraw: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, fileName }))
    .mutation(({ ctx, input }) => withdrawRecords(ctx.app, { ...input, actor: ctx.account.id })),

  suppress: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ target: code, fileName }))
    .mutation(({ ctx, input }) => suppressDonors(ctx.app, { ...input, actor: ctx.account.id })),

  check: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ target: code, fileName }))
    .mutation(({ ctx, input }) => importListCheck(ctx.app, { ...input, actor: ctx.account.id })),

  enrichExport: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code }))
    .mutation(({ ctx, input }) => exportEnrichment(ctx.app, { ...input, actor: ctx.account.id })),

  enrichImport: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, fileName }))
    .mutation(({ ctx, input }) => importEnrichment(ctx.app, { ...input, actor: ctx.account.id })),

  enrichAttest: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ requestId: z.string().regex(/^[A-Z0-9-]{5,30}$/), on: day }))
    .mutation(({ ctx, input }) => attestEnrichment(ctx.app, { ...input, actor: ctx.account.id })),

  signMandate: opsOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        campaign: code,
        donorId: z.string().trim().min(1).max(30),
        reference: typedLine(1, 60),
        signedOn: day,
      }),
    )
    .mutation(({ ctx, input }) => signMandate(ctx.app, { ...input, actor: ctx.account.id })),

  mandates: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code }))
    .mutation(({ ctx, input }) => listMandates(ctx.app, { ...input, actor: ctx.account.id })),

  remindMandate: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, donorId: z.string().trim().min(1).max(30) }))
    .mutation(({ ctx, input }) => remindMandate(ctx.app, { ...input, actor: ctx.account.id })),

  releaseMandate: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign: code, donorId: z.string().trim().min(1).max(30) }))
    .mutation(({ ctx, input }) => releaseMandate(ctx.app, { ...input, actor: ctx.account.id })),

  importMandates: opsOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ campaign: code, fileName }))
    .mutation(({ ctx, input }) => importSignedMandates(ctx.app, { ...input, actor: ctx.account.id })),
});
