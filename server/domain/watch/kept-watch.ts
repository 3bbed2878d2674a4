import * as z from 'zod';
import { openShapeOf } from '../../../shared/shape-of.ts';
import type { WaitingMail } from './waiting-mails.ts';
import type { RoundLine } from './watch-measures.ts';
import { FAILURES, NOTHING_SEEN, type TargetState, type WatchEvent, type WatchState } from './watch-state.ts';

/** What a watch that starts again goes on from. */
export interface KeptWatch {
  readonly startedMs: number;
  readonly state: WatchState;
  readonly waiting: readonly WaitingMail[];
  /** Of the feed, newest first. */
  readonly events: readonly WatchEvent[];
}

export function firstWatch(startedMs: number): KeptWatch {
  return { startedMs, state: NOTHING_SEEN, waiting: [], events: [] };
}

const why = z.enum(FAILURES);

const target = openShapeOf<TargetState>({
  ...{ isDown: z.boolean(), failures: z.number(), successes: z.number(), sinceMs: z.number() },
  ...{ answeringSinceMs: z.number(), saidMs: z.number(), why, detail: z.string() },
});

const mail = openShapeOf<WaitingMail>({
  ...{ id: z.string(), to: z.string(), target: z.string(), subject: z.string(), text: z.string() },
  kind: z.enum(['down', 'reminder', 'up']),
});

const at = { atMs: z.number() };
const event: z.ZodType<WatchEvent> = z.discriminatedUnion('kind', [
  z.object({
    ...{ ...at, target: z.string(), sinceMs: z.number(), why, detail: z.string() },
    kind: z.enum(['down', 'reminder']),
  }),
  z.object({ ...at, kind: z.literal('up'), target: z.string(), sinceMs: z.number(), untilMs: z.number() }),
  z.object({ ...at, kind: z.literal('blind') }),
  z.object({ ...at, kind: z.literal('seeing'), sinceMs: z.number() }),
]);

/** As `etat.json` is read back. */
export const keptWatchSchema = openShapeOf<KeptWatch>({
  startedMs: z.number(),
  state: z.object({ targets: z.record(z.string(), target), blindSinceMs: z.number().nullable() }),
  waiting: z.array(mail),
  events: z.array(event),
});

/** As a line of measures is read back. */
export const roundLineSchema = openShapeOf<RoundLine>({
  ...{ atMs: z.number(), blind: z.boolean() },
  ms: z.record(z.string(), z.number()),
  down: z.record(z.string(), z.string()),
});
