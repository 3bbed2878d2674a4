import * as z from 'zod';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { fileName, noCard, typedLine } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { depositGroups } from '../../steps/library/depositors.ts';
import { findDocuments } from '../../steps/library/find-documents.ts';
import { listDocuments } from '../../steps/library/list-documents.ts';
import { putDocument } from '../../steps/library/put-document.ts';
import { readDocument } from '../../steps/library/read-document.ts';

/** Of the page’s own links: whole. */
const document = z.uuid();

/** The library by the pages of the web door: whose it is comes from the session. */
export const ownLibraryRouter = router({
  documents: participantOnly.query(({ ctx }) => listDocuments(ctx.app, { account: ctx.account })),

  find: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        words: typedLine(0, 200),
        from: z.int().min(0).max(10_000),
        limit: z.int().min(1).max(50),
      }),
    )
    .mutation(({ ctx, input }) => findDocuments(ctx.app, { ...input, account: ctx.account })),

  read: participantOnly
    .meta({ pace: 'read' })
    .input(
      z.strictObject({
        document,
        at: z.int().min(0).max(100),
        number: z.int().min(1).max(100_000).optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { piece, ...told } = await readDocument(ctx.app, { ...input, account: ctx.account });
      return { ...told, base64: Buffer.from(piece).toString('base64') };
    }),

  depositGroups: participantOnly.query(({ ctx }) => depositGroups(ctx.app, { account: ctx.account })),

  send: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ file: z.uuid(), at: z.int().min(0).max(60), base64: z.base64().max(700_000) }))
    .mutation(({ ctx, input: { file, at, base64 } }) =>
      ctx.app.pieces.add(ctx.account.id, { file, at, bytes: Buffer.from(base64, 'base64') }),
    ),

  put: participantOnly
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        ...{ file: z.uuid(), fileName: fileName.refine(noCard), title: typedLine(0, 120) },
        ...{ description: typedLine(0, 500), folder: typedLine(0, 250) },
        ...{ privacy: z.enum(EVENT_PRIVACIES), groups: z.array(z.uuid()).max(20) },
      }),
    )
    .mutation(({ ctx, input: { file, fileName: named, ...said } }) => {
      const bytes = ctx.app.pieces.take(ctx.account.id, file);
      const text = { ...said, tags: [] };
      return putDocument(ctx.app, { text, account: ctx.account, file: { fileName: named, bytes } });
    }),
});
