import { z } from 'zod';
import { callOutcomeSchema } from '../../shared/call-outcome.ts';
import type { LiveEvent } from '../../shared/card.ts';
import { PAUSE_KINDS } from '../../shared/desk.ts';
import { AppError } from '../../shared/errors.ts';
import { keepLease } from '../steps/keep-lease.ts';
import { endShift, pauseWork, releaseCard, resumeWork } from '../steps/pause-work.ts';
import { readMyDay } from '../steps/read-my-day.ts';
import { recordCall } from '../steps/record-call.ts';
import { serveNextCard } from '../steps/serve-next-card.ts';
import { agentOnly, router } from './trpc.ts';

const callId = z.strictObject({ callId: z.uuid() });

/** What a workstation does during a shift (architecture §2, steps 4–6). */
export const callsRouter = router({
  next: agentOnly.mutation(({ ctx }) => serveNextCard(ctx.app, ctx.account)),

  script: agentOnly
    .input(z.strictObject({ campaign: z.string().max(20), version: z.string().max(30) }))
    .query(({ ctx, input }) => {
      const script = ctx.account.campaigns.includes(input.campaign)
        ? ctx.app.store.read((rows) => rows.campaigns.script(input.campaign, input.version))
        : undefined;
      if (script) return script;
      throw new AppError({
        code: 'script-unknown',
        kind: 'not-found',
        message: 'Ce script n’est pas à votre disposition.',
        hint: 'Demandez une nouvelle fiche ; si cela dure, prévenez votre chef d’équipe.',
      });
    }),

  keepLease: agentOnly
    .input(callId)
    .mutation(({ ctx, input }) => keepLease(ctx.app, { agent: ctx.account, callId: input.callId })),

  save: agentOnly
    .input(callOutcomeSchema)
    .mutation(({ ctx, input }) => recordCall(ctx.app, { agent: ctx.account, outcome: input })),

  release: agentOnly
    .input(callId)
    .mutation(({ ctx, input }) => releaseCard(ctx.app, { agent: ctx.account, callId: input.callId })),

  pause: agentOnly
    .input(z.strictObject({ kind: z.enum(PAUSE_KINDS) }))
    .mutation(({ ctx, input }) => pauseWork(ctx.app, { agent: ctx.account, kind: input.kind })),

  resume: agentOnly.mutation(({ ctx }) => resumeWork(ctx.app, { agent: ctx.account })),

  endShift: agentOnly.mutation(({ ctx }) => endShift(ctx.app, { agent: ctx.account })),

  myDay: agentOnly.query(({ ctx }) => readMyDay(ctx.app, ctx.account)),

  live: agentOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* ctx.app.live.eventsFor(ctx.account.id, signal);
  }),
});
