import * as z from 'zod';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import type { LiveEvent } from '../../shared/card.ts';
import { PAUSE_KINDS } from '../../shared/desk.ts';
import { SEAT_NAME } from '../../shared/dial.ts';
import { AppError } from '../../shared/errors.ts';
import { PHONE_SLOTS } from '../../shared/phone-slots.ts';
import { sealedOutcomeSchema } from '../../shared/sealed-outcome.ts';
import { liveLine } from '../live/live-lines.ts';
import { whileOpen } from '../live/open-lines.ts';
import { callId, codeSought, noCard } from '../procedures/input-fields.ts';
import type { RequestContext } from '../procedures/request-context.ts';
import { agentOnly, router } from '../procedures/trpc.ts';
import { closeCall } from '../steps/call/close-call.ts';
import { giveOutboxKeys } from '../steps/call/give-outbox-keys.ts';
import { recordCall } from '../steps/call/record-call.ts';
import { recordSealedCall } from '../steps/call/record-sealed-call.ts';
import { dialCard } from '../steps/dial/dial-card.ts';
import { hangUpDial } from '../steps/dial/hang-up.ts';
import { takeSeat } from '../steps/dial/take-seat.ts';
import { reserveNext } from '../steps/next-card/reserve-next.ts';
import { serveNextCard } from '../steps/next-card/serve-next-card.ts';
import { renewLease } from '../steps/records/renew-lease.ts';
import { askPause, endShift, pauseWork, releaseCard, resumeWork } from '../steps/shift/pause-work.ts';
import { readMyDay } from '../steps/shift/read-my-day.ts';
import { takeOverScreen } from '../steps/shift/take-over-screen.ts';

const oneCall = z.strictObject({ callId });

/** Cards and presence belong to one workstation at a time; an outcome is recorded whichever brings it. */
const agentHere = agentOnly.use(async ({ ctx, next }) => {
  await requireHere(ctx, ctx.account.id);
  return await next();
});

async function requireHere({ app, screen }: RequestContext, agent: string): Promise<void> {
  if (screen !== undefined) await app.oneScreen.require(agent, screen);
}

/** What a workstation does during a shift (steps 4–6 of a record's life, server/README.md). */
export const callsRouter = router({
  next: agentHere.meta({ pace: 'write' }).mutation(async ({ ctx }) => {
    await ctx.app.closingTime.refuseNewCard(ctx.account.id);
    return serveNextCard(ctx.app, ctx.account);
  }),

  script: agentOnly
    .input(z.strictObject({ campaign: codeSought, version: z.string().max(30) }))
    .query(async ({ ctx, input }) => {
      const script = ctx.account.campaigns.includes(input.campaign)
        ? await ctx.app.store.read((rows) => rows.campaigns.script(input.campaign, input.version))
        : undefined;
      if (script) return script;
      throw new AppError({
        code: 'script-unknown',
        kind: 'not-found',
        message: 'Ce script n’est pas à votre disposition.',
        hint: 'Demandez une nouvelle fiche ; si cela dure, prévenez votre chef d’équipe.',
      });
    }),

  /** The record of the next call, while this one ends. */
  reserveNext: agentHere.meta({ pace: 'write' }).mutation(({ ctx }) => reserveNext(ctx.app, ctx.account)),

  renewLease: agentHere
    .meta({ pace: 'write' })
    .input(oneCall)
    .mutation(({ ctx, input }) => renewLease(ctx.app, { agent: ctx.account, callId: input.callId })),

  save: agentOnly
    .meta({ pace: 'write' })
    .input(callOutcomeSchema)
    .mutation(({ ctx, input }) => recordCall(ctx.app, { agent: ctx.account, outcome: input })),

  /** The same, and the next card with the answer. */
  saveAndNext: agentOnly
    .meta({ pace: 'write' })
    .input(callOutcomeSchema)
    .mutation(({ ctx, input }) =>
      closeCall(ctx.app, {
        agent: ctx.account,
        outcome: input,
        mayServe: async () => {
          await requireHere(ctx, ctx.account.id);
          await ctx.app.closingTime.refuseNewCard(ctx.account.id);
        },
      }),
    ),

  /** What a workstation seals the outcomes to that it must keep. */
  outboxKeys: agentOnly.query(({ ctx }) => giveOutboxKeys(ctx.app, ctx.account)),

  /** An outcome that a workstation had to keep. */
  saveSealed: agentOnly
    .meta({ pace: 'write' })
    .input(sealedOutcomeSchema)
    .mutation(({ ctx, input }) => recordSealedCall(ctx.app, { agent: ctx.account, kept: input })),

  takeOver: agentOnly
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => takeOverScreen(ctx.app, { agent: ctx.account, screen: ctx.screen })),

  release: agentHere
    .meta({ pace: 'write' })
    .input(oneCall)
    .mutation(({ ctx, input }) => releaseCard(ctx.app, { agent: ctx.account, callId: input.callId })),

  pause: agentHere
    .meta({ pace: 'write' })
    .input(z.strictObject({ kind: z.enum(PAUSE_KINDS) }))
    .mutation(({ ctx, input }) => pauseWork(ctx.app, { agent: ctx.account, kind: input.kind })),

  /** After the card on screen: told to the lead. */
  askPause: agentHere
    .meta({ pace: 'write' })
    .input(z.strictObject({ asked: z.boolean() }))
    .mutation(({ ctx, input }) => askPause(ctx.app, { agent: ctx.account, asked: input.asked })),

  resume: agentHere
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => resumeWork(ctx.app, { agent: ctx.account })),

  endShift: agentHere
    .meta({ pace: 'write' })
    .mutation(({ ctx }) => endShift(ctx.app, { agent: ctx.account })),

  /** The telephone at which the agent sits: it rings, and stays open for the shift. */
  takeSeat: agentHere
    .meta({ pace: 'write' })
    .input(z.strictObject({ seat: z.string().regex(SEAT_NAME).refine(noCard) }))
    .mutation(({ ctx, input }) => takeSeat(ctx.app, { agent: ctx.account, seat: input.seat })),

  /** One number of the card on the screen, through that telephone’s line. */
  dial: agentHere
    .meta({ pace: 'write' })
    .input(z.strictObject({ callId, slot: z.enum(PHONE_SLOTS) }))
    .mutation(({ ctx, input }) => dialCard(ctx.app, { agent: ctx.account, ...input })),

  hangUp: agentHere
    .meta({ pace: 'write' })
    .input(oneCall)
    .mutation(({ ctx, input }) => hangUpDial(ctx.app, { agent: ctx.account, callId: input.callId })),

  myDay: agentOnly.query(({ ctx }) => readMyDay(ctx.app, ctx.account)),

  live: agentOnly.subscription(
    async ({ ctx, signal }): Promise<AsyncGenerator<LiveEvent>> =>
      whileOpen(ctx, await liveLine(ctx.app, { agent: ctx.account.id, screen: ctx.screen }, signal)),
  ),
});
