import * as z from 'zod';
import { participantOnly, router } from '../procedures/trpc.ts';
import { showParticipant } from '../steps/people/show-participant.ts';
import { enteredSpace } from '../steps/web-door/entered-space.ts';
import { endOwnSession, listOwnSessions } from '../steps/web-door/own-sessions.ts';

/**
 * What a participant may ask by the pages of the web door: their own card and sessions. None names a person: whose it is
 * comes from the session.
 */
export const webDoorRouter = router({
  here: participantOnly.query(({ ctx }) => enteredSpace(ctx.app, ctx.bearer)),

  card: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => showParticipant(ctx.app, { account: ctx.account, card: ctx.account.id })),

  sessions: participantOnly.query(({ ctx }) => listOwnSessions(ctx.app, ctx.bearer)),

  endSession: participantOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => endOwnSession(ctx.app, ctx.bearer, input.id)),

  leave: participantOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => endOwnSession(ctx.app, ctx.bearer, ctx.bearer.session.id)),
});
