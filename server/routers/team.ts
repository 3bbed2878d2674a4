import * as z from 'zod';
import type { LiveEvent } from '../../shared/card.ts';
import { MAX_MESSAGE } from '../../shared/floor-message.ts';
import { whileOpen } from '../live/open-lines.ts';
import {
  campaign,
  codeSought,
  instantMs,
  login,
  reason,
  recordId,
  typedLine,
  typedWords,
} from '../procedures/input-fields.ts';
import { leadOnly, router } from '../procedures/trpc.ts';
import { releaseFrozen } from '../steps/call/freeze-card.ts';
import { pauseCampaign, resumeCampaign } from '../steps/campaign/pause-campaign.ts';
import { moveHistory } from '../steps/floor/move-history.ts';
import { pullRecord } from '../steps/floor/pull-record.ts';
import { readBoard } from '../steps/floor/read-board.ts';
import { readFloor } from '../steps/floor/read-floor.ts';
import { reassignRecords } from '../steps/floor/reassign-records.ts';
import { sendMessage } from '../steps/floor/send-message.ts';
import { undoMove } from '../steps/floor/undo-move.ts';
import { readTargets } from '../steps/indicators/read-targets.ts';
import { switchCampaigns } from '../steps/shift/switch-campaigns.ts';

const reassignInputSchema = z.strictObject({
  filter: z.strictObject({
    campaign: codeSought.optional(),
    states: z
      .array(z.enum(['callback', 'lease', 'retry', 'new']))
      .max(4)
      .optional(),
    agent: login.optional(),
    recordIds: z.array(recordId).max(500).optional(),
    segment: typedLine(0, 40).optional(),
    canton: z.string().max(4).optional(),
    dueFromMs: instantMs.optional(),
    dueBeforeMs: instantMs.optional(),
  }),
  /** Logins that share the records by load; empty: back to the pool. */
  to: z.array(login).max(50),
  /** On top for the one person of `to`. */
  next: z.boolean().optional(),
  reason,
  dryRun: z.boolean(),
});

const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), login }),
  z.strictObject({ kind: z.literal('campaign'), campaign: codeSought }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** Team leads steer the floor (F-09). */
export const teamRouter = router({
  floor: leadOnly.query(({ ctx }) => readFloor(ctx.app, { lead: ctx.account })),
  reassign: leadOnly
    .meta({ pace: 'write' })
    .input(reassignInputSchema)
    .mutation(({ ctx, input }) => reassignRecords(ctx.app, { ...input, lead: ctx.account })),
  /** Undoes a move of the day. */
  undoMove: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ moveId: z.uuid(), reason, dryRun: z.boolean() }))
    .mutation(({ ctx, input }) => undoMove(ctx.app, { ...input, lead: ctx.account })),
  moves: leadOnly.query(({ ctx }) => moveHistory(ctx.app, { lead: ctx.account })),
  /** The live board. */
  board: leadOnly.query(({ ctx }) => readBoard(ctx.app, { lead: ctx.account })),
  targets: leadOnly.query(({ ctx }) => readTargets(ctx.app, { lead: ctx.account })),
  pull: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ recordId, reason }))
    .mutation(({ ctx, input }) => pullRecord(ctx.app, { ...input, lead: ctx.account })),
  pause: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, reason }))
    .mutation(({ ctx, input }) => pauseCampaign(ctx.app, { ...input, lead: ctx.account })),
  resume: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ campaign, reason }))
    .mutation(({ ctx, input }) => resumeCampaign(ctx.app, { ...input, lead: ctx.account })),
  campaigns: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ login, campaigns: z.array(campaign).max(50), reason }))
    .mutation(({ ctx, input }) => switchCampaigns(ctx.app, { ...input, lead: ctx.account })),
  message: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ to: audience, text: typedWords(1, MAX_MESSAGE) }))
    .mutation(({ ctx, input }) => sendMessage(ctx.app, { ...input, lead: ctx.account })),
  releaseFrozen: leadOnly
    .meta({ pace: 'write' })
    .input(z.strictObject({ recordId, reason }))
    .mutation(({ ctx, input }) => releaseFrozen(ctx.app, { ...input, lead: ctx.account })),
  /** What the lead must know at once. */
  live: leadOnly.subscription(async function* ({ ctx, signal }): AsyncGenerator<LiveEvent> {
    yield* whileOpen(ctx, ctx.app.live.eventsFor(ctx.account.id, signal));
  }),
});
