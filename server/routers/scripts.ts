import * as z from 'zod';
import { isFileOf } from '../domain/said/script-draft.ts';
import { SCRIPT_KINDS } from '../domain/said/script-parts.ts';
import { campaign, instantMs, noCard, reason, typedLine } from '../procedures/input-fields.ts';
import { scriptKey as key, scriptHash, scriptKind, scriptVersion } from '../procedures/script-fields.ts';
import { leadOrOps, opsOnly, opsOrDataOfficer, router, scriptReaders } from '../procedures/trpc.ts';
import { approveScript, submitScript } from '../steps/script/script-approve.ts';
import { enforceScript, retireScript } from '../steps/script/script-enforce.ts';
import { importScript } from '../steps/script/script-import.ts';
import {
  diffParts,
  diffScripts,
  listScripts,
  readEdition,
  scriptForPage,
  showScript,
} from '../steps/script/script-read.ts';

const MAX_TEXT = 256 * 1024;
/** The files of a folder that a version is made of, and no other. */
const file = z.strictObject({
  path: z
    .string()
    .max(100)
    .refine((path) => SCRIPT_KINDS.some((one) => isFileOf(one, path))),
  text: z
    .string()
    .max(MAX_TEXT)
    .refine((text) => text.length > MAX_TEXT || noCard(text)),
});

/** Life of all that is said and sent: drafted, submitted, approved, in force, retired. */
export const scriptsRouter = router({
  import: opsOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, kind: scriptKind, files: z.array(file).min(1).max(42) }))
    .mutation(async ({ ctx, input }) => {
      const files = new Map(input.files.map((one) => [one.path, one.text]));
      return await importScript(ctx.app, { ...input, files, account: ctx.account });
    }),

  submit: leadOrOps
    .meta({ pace: 'write' })
    .input(key)
    .mutation(({ ctx, input }) => submitScript(ctx.app, { ...input, account: ctx.account })),

  approve: opsOrDataOfficer
    .meta({ pace: 'write' })
    .input(
      key.extend({
        by: typedLine(3, 120),
        hash: scriptHash,
      }),
    )
    .mutation(({ ctx, input }) => approveScript(ctx.app, { ...input, account: ctx.account })),

  enforce: opsOnly
    .meta({ pace: 'write' })
    .input(key.extend({ fromMs: instantMs.optional() }))
    .mutation(({ ctx, input }) => enforceScript(ctx.app, { ...input, account: ctx.account })),

  retire: opsOnly
    .meta({ pace: 'write' })
    .input(key.extend({ reason }))
    .mutation(({ ctx, input }) => retireScript(ctx.app, { ...input, account: ctx.account })),

  list: scriptReaders
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => listScripts(ctx.app, { ...input, account: ctx.account })),

  show: scriptReaders
    .input(key)
    .query(({ ctx, input }) => showScript(ctx.app, { ...input, account: ctx.account })),

  page: scriptReaders
    .input(key)
    .query(({ ctx, input }) => scriptForPage(ctx.app, { ...input, account: ctx.account })),

  edition: scriptReaders
    .input(
      z.strictObject({
        campaign,
        digest: z
          .string()
          .regex(/^[0-9a-f]{12,64}$/)
          .optional(),
      }),
    )
    .query(({ ctx, input }) => readEdition(ctx.app, { ...input, account: ctx.account })),

  changes: scriptReaders
    .input(z.strictObject({ campaign }))
    .query(({ ctx, input }) => diffParts(ctx.app, { ...input, account: ctx.account })),

  diff: scriptReaders
    .input(key.extend({ from: scriptVersion.optional() }))
    .query(({ ctx, input }) => diffScripts(ctx.app, { ...input, account: ctx.account })),
});
