import * as z from 'zod';
import { EVENT_PRIVACIES } from '../../../shared/people/agenda-words.ts';
import { campaign, codeSought, fileName, noCard, reason, typedLine } from '../../procedures/input-fields.ts';
import { agendaKeeper, router } from '../../procedures/trpc.ts';
import { editDocument } from '../../steps/library/edit-document.ts';
import { findDocuments } from '../../steps/library/find-documents.ts';
import { documentHistory, listDocuments } from '../../steps/library/list-documents.ts';
import { pinDocument, unpinDocument } from '../../steps/library/pin-document.ts';
import { putDocument, putVersion } from '../../steps/library/put-document.ts';
import { readDocument } from '../../steps/library/read-document.ts';
import { withdrawDocument } from '../../steps/library/withdraw-document.ts';

const charity = codeSought.optional();
/** A document's number as lists show it: the first signs of it are enough. */
const document = z.string().regex(/^[0-9a-f-]{4,36}$/);
const sent = z.uuid();
const name = fileName.refine(noCard);

/** The library of a charity: what is published there, its versions. */
export const libraryRouter = router({
  documents: agendaKeeper
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => listDocuments(ctx.app, { ...input, account: ctx.account })),

  history: agendaKeeper
    .input(z.strictObject({ charity, document }))
    .query(({ ctx, input }) => documentHistory(ctx.app, { ...input, account: ctx.account })),

  find: agendaKeeper
    .meta({ pace: 'read' })
    .input(
      z.strictObject({
        ...{ charity, words: typedLine(1, 200) },
        ...{ from: z.int().min(0).max(100_000), limit: z.int().min(1).max(200) },
      }),
    )
    .mutation(({ ctx, input }) => findDocuments(ctx.app, { ...input, account: ctx.account })),

  pin: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, document, campaign }))
    .mutation(({ ctx, input }) => pinDocument(ctx.app, { ...input, account: ctx.account })),

  unpin: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, document, campaign }))
    .mutation(({ ctx, input }) => unpinDocument(ctx.app, { ...input, account: ctx.account })),

  put: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(
      z.strictObject({
        ...{ charity, file: sent, fileName: name, title: typedLine(0, 120) },
        ...{ description: typedLine(0, 500), tags: z.array(typedLine(1, 40)).max(10) },
        ...{ folder: typedLine(0, 250), privacy: z.enum(EVENT_PRIVACIES) },
        groups: z.array(typedLine(2, 60)).max(20),
      }),
    )
    .mutation(({ ctx, input: { charity: whose, file, fileName: named, ...text } }) => {
      const bytes = ctx.app.pieces.take(ctx.account.id, file);
      return putDocument(ctx.app, {
        ...{ charity: whose, text, account: ctx.account },
        file: { fileName: named, bytes },
      });
    }),

  edit: agendaKeeper
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        ...{ charity, document },
        change: z.strictObject({
          title: typedLine(1, 120).optional(),
          description: typedLine(0, 500).optional(),
          tags: z.array(typedLine(1, 40)).max(10).optional(),
          folder: typedLine(0, 250).optional(),
          privacy: z.enum(EVENT_PRIVACIES).optional(),
          groups: z.array(typedLine(2, 60)).max(20).optional(),
        }),
      }),
    )
    .mutation(({ ctx, input }) => editDocument(ctx.app, { ...input, account: ctx.account })),

  putVersion: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, document, file: sent, fileName: name }))
    .mutation(({ ctx, input: { file, fileName: named, ...asked } }) => {
      const bytes = ctx.app.pieces.take(ctx.account.id, file);
      return putVersion(ctx.app, { ...asked, file: { fileName: named, bytes }, account: ctx.account });
    }),

  read: agendaKeeper
    .meta({ pace: 'read' })
    .input(
      z.strictObject({
        ...{ charity, document, number: z.int().min(1).max(100_000).optional() },
        at: z.int().min(0).max(100),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { piece, ...told } = await readDocument(ctx.app, { ...input, account: ctx.account });
      return { ...told, base64: Buffer.from(piece).toString('base64') };
    }),

  withdraw: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, document, reason }))
    .mutation(({ ctx, input }) => withdrawDocument(ctx.app, { ...input, account: ctx.account })),
});
