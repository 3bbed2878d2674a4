import * as z from 'zod';
import { codeSought, noCard, reason, typedLine } from '../../procedures/input-fields.ts';
import { agendaKeeper, directoryKeeper, participantOnly, router } from '../../procedures/trpc.ts';
import { sendNewsletterApproved } from '../../steps/approval/approved-acts.ts';
import { draftNewsletter, dropNewsletter, listNewsletters } from '../../steps/newsletter/keep-newsletters.ts';
import { ownArchive, ownLetter, searchArchive } from '../../steps/newsletter/read-archive.ts';
import { previewNewsletter, proofreadNewsletter } from '../../steps/newsletter/read-newsletter.ts';
import { countNewsletter, stopNewsletter } from '../../steps/newsletter/send-newsletter.ts';
import { chooseLetters } from '../../steps/web-door/stop-letters.ts';

const charity = codeSought.optional();
/** A letter's number as lists show it: the first signs of it are enough. */
const newsletter = z.string().regex(/^[0-9a-f-]{4,36}$/);
const source = z.string().min(1).max(60_000).refine(noCard);
const words = typedLine(0, 100);

/** Letters to the people of a directory: the mobilisation team writes and sends, the data officer reads and agrees. */
export const newslettersRouter = router({
  list: directoryKeeper
    .input(z.strictObject({ charity }))
    .query(({ ctx, input }) => listNewsletters(ctx.app, { ...input, account: ctx.account })),

  draft: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, newsletter: newsletter.optional(), source }))
    .mutation(({ ctx, input }) => draftNewsletter(ctx.app, { ...input, account: ctx.account })),

  drop: agendaKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, newsletter }))
    .mutation(({ ctx, input }) => dropNewsletter(ctx.app, { ...input, account: ctx.account })),

  preview: directoryKeeper
    .input(z.strictObject({ charity, newsletter }))
    .query(({ ctx, input }) => previewNewsletter(ctx.app, { ...input, account: ctx.account })),

  proofread: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, newsletter, to: z.string().max(254).refine(noCard) }))
    .mutation(({ ctx, input }) => proofreadNewsletter(ctx.app, { ...input, account: ctx.account })),

  count: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, newsletter }))
    .mutation(({ ctx, input }) => countNewsletter(ctx.app, { ...input, account: ctx.account })),

  send: agendaKeeper
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ charity, newsletter, expected: z.int().min(0), reason }))
    .mutation(({ ctx, input }) => sendNewsletterApproved(ctx.app, { ...input, account: ctx.account })),

  stop: directoryKeeper
    .meta({ pace: 'write' })
    .input(z.strictObject({ charity, newsletter, reason }))
    .mutation(({ ctx, input }) => stopNewsletter(ctx.app, { ...input, account: ctx.account })),

  archive: directoryKeeper
    .input(z.strictObject({ charity, words }))
    .query(({ ctx, input }) => searchArchive(ctx.app, { ...input, account: ctx.account })),
});

/** Letters by the pages of the web door: those that were written to the person, or to everybody. */
export const ownLettersRouter = router({
  archive: participantOnly
    .input(z.strictObject({ words }))
    .query(({ ctx, input }) => ownArchive(ctx.app, ctx.bearer, input.words)),

  show: participantOnly
    .input(z.strictObject({ newsletter: z.uuid() }))
    .query(({ ctx, input }) => ownLetter(ctx.app, ctx.bearer, input.newsletter)),

  choose: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ wants: z.boolean() }))
    .mutation(({ ctx, input }) => chooseLetters(ctx.app, ctx.bearer, input.wants)),
});
