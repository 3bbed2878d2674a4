import * as z from 'zod';
import { noCard } from '../../procedures/input-fields.ts';
import { participantOnly, router } from '../../procedures/trpc.ts';
import { askOwnChange } from '../../steps/follow-up/ask-own-change.ts';
import { showParticipant } from '../../steps/people/show-participant.ts';
import { enteredSpace } from '../../steps/web-door/entered-space.ts';
import { changeOwnCard, ownCardFile, readOwnCard } from '../../steps/web-door/own-card.ts';
import { listOwnGroups, showOwnGroup } from '../../steps/web-door/own-groups.ts';
import { endOwnSession, listOwnSessions } from '../../steps/web-door/own-sessions.ts';

const key = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);

const ownFields = z.array(z.strictObject({ key, text: z.string().max(2500).refine(noCard) })).max(80);

/**
 * What a participant may ask by the pages of the web door: their own card and sessions. Whose it is
 * comes from the session; another's number opens what rights open.
 */
export const webDoorRouter = router({
  here: participantOnly.query(({ ctx }) => enteredSpace(ctx.app, ctx.bearer)),

  card: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => showParticipant(ctx.app, { account: ctx.account, card: ctx.account.id })),

  ownCard: participantOnly.meta({ pace: 'write' }).mutation(({ ctx }) => readOwnCard(ctx.app, ctx.bearer)),

  changeOwnCard: participantOnly
    .meta({ pace: 'write' })
    .input(
      z.strictObject({
        version: z.int().min(0),
        set: ownFields,
      }),
    )
    .mutation(({ ctx, input }) => changeOwnCard(ctx.app, ctx.bearer, input)),

  askOwnChange: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ set: ownFields, words: z.string().max(1000).refine(noCard) }))
    .mutation(({ ctx, input }) => askOwnChange(ctx.app, ctx.bearer, input)),

  ownFile: participantOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ format: z.enum(['json', 'vcf']) }))
    .mutation(({ ctx, input }) => ownCardFile(ctx.app, ctx.bearer, input.format)),

  groups: participantOnly.query(({ ctx }) => listOwnGroups(ctx.app, ctx.bearer)),

  group: participantOnly
    .meta({ pace: 'heavy' })
    .input(z.strictObject({ group: z.uuid(), from: z.int().min(0).max(1000) }))
    .mutation(({ ctx, input }) => showOwnGroup(ctx.app, ctx.bearer, input)),

  person: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ card: z.uuid() }))
    .mutation(({ ctx, input }) => showParticipant(ctx.app, { ...input, account: ctx.account })),

  sessions: participantOnly.query(({ ctx }) => listOwnSessions(ctx.app, ctx.bearer)),

  endSession: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => endOwnSession(ctx.app, ctx.bearer, input.id)),

  leave: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => endOwnSession(ctx.app, ctx.bearer, ctx.bearer.session.id)),
});
