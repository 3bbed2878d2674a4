import * as z from 'zod';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { fileName, noCard, reason, typedLine } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { depositGroups } from '../../steps/library/depositors.ts';
import { editDocument } from '../../steps/library/edit-document.ts';
import { findDocuments } from '../../steps/library/find-documents.ts';
import { documentHistory, listDocuments } from '../../steps/library/list-documents.ts';
import { putDocument, putVersion } from '../../steps/library/put-document.ts';
import { readDocument } from '../../steps/library/read-document.ts';
import { withdrawDocument } from '../../steps/library/withdraw-document.ts';

/** Of the page’s own links: whole. */
const document = z.uuid();
const name = fileName.refine(noCard);

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

  history: participantOnly.input(z.strictObject({ document })).query(async ({ ctx, input }) => {
    const told = await documentHistory(ctx.app, { ...input, account: ctx.account });
    // By whom is for those who keep the directory.
    const versions = told.versions.map(({ number, name: file, bytes, atMs }) => ({
      ...{ number, name: file, bytes, atMs },
    }));
    return { ...told, versions };
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
        ...{ file: z.uuid(), fileName: name, title: typedLine(0, 120) },
        ...{ description: typedLine(0, 500), folder: typedLine(0, 250) },
        ...{ privacy: z.enum(EVENT_PRIVACIES), groups: z.array(z.uuid()).max(20) },
      }),
    )
    .mutation(({ ctx, input: { file, fileName: named, ...said } }) => {
      const bytes = ctx.app.pieces.take(ctx.account.id, file);
      const text = { ...said, tags: [] };
      return putDocument(ctx.app, { text, account: ctx.account, file: { fileName: named, bytes } });
    }),

  putVersion: participantOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ document, file: z.uuid(), fileName: name }))
    .mutation(({ ctx, input: { file, fileName: named, document: whose } }) => {
      const bytes = ctx.app.pieces.take(ctx.account.id, file);
      return putVersion(ctx.app, {
        ...{ document: whose, account: ctx.account, file: { fileName: named, bytes } },
      });
    }),

  edit: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        document,
        change: z.strictObject({
          ...{ title: typedLine(1, 120), description: typedLine(0, 500), folder: typedLine(0, 250) },
          ...{ tags: z.array(typedLine(1, 40)).max(10), privacy: z.enum(EVENT_PRIVACIES).optional() },
        }),
      }),
    )
    .mutation(({ ctx, input }) => editDocument(ctx.app, { ...input, account: ctx.account })),

  withdraw: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ document, reason }))
    .mutation(({ ctx, input }) => withdrawDocument(ctx.app, { ...input, account: ctx.account })),
});
