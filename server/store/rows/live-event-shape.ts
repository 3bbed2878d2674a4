import * as z from 'zod';
import { type LiveEvent, OTHER_SCREEN, STOP_KINDS } from '../../../shared/card.ts';
import { DIAL_PHASES } from '../../../shared/dial.ts';
import type { FloorMessage } from '../../../shared/floor-message.ts';
import { shapeOf } from '../../../shared/shape-of.ts';

const text = z.string();
type Event<Kind extends LiveEvent['kind']> = Extract<LiveEvent, { readonly kind: Kind }>;

/** By kind: one forgotten does not compile. */
const SHAPES: { readonly [Kind in LiveEvent['kind']]: z.ZodType<Event<Kind>> } = {
  'record-moved': shapeOf<Event<'record-moved'>>({ kind: z.literal('record-moved'), text }),
  'record-stopped': shapeOf<Event<'record-stopped'>>({
    kind: z.literal('record-stopped'),
    callId: z.string(),
    why: z.enum(STOP_KINDS),
    text,
  }),
  telephone: shapeOf<Event<'telephone'>>({
    kind: z.literal('telephone'),
    state: z.enum(['up', 'down']),
    text,
  }),
  dial: shapeOf<Event<'dial'>>({
    kind: z.literal('dial'),
    callId: z.string(),
    phase: z.enum(DIAL_PHASES),
    atMs: z.int(),
    text,
  }),
  'campaign-closed': shapeOf<Event<'campaign-closed'>>({
    kind: z.literal('campaign-closed'),
    campaign: z.string(),
    text,
  }),
  'script-changed': shapeOf<Event<'script-changed'>>({
    kind: z.literal('script-changed'),
    campaign: z.string(),
    text,
  }),
  'session-ended': shapeOf<Event<'session-ended'>>({ kind: z.literal('session-ended'), text }),
  message: shapeOf<Event<'message'>>({
    kind: z.literal('message'),
    message: shapeOf<FloorMessage>({
      id: z.string(),
      atMs: z.int(),
      from: z.string(),
      text,
      isMine: z.literal(true).optional(),
      acknowledged: z.boolean().optional(),
    }),
    text,
  }),
  'place-freed': shapeOf<Event<'place-freed'>>({
    kind: z.literal('place-freed'),
    campaign: z.string(),
    text: z.string(),
  }),
  'record-frozen': shapeOf<Event<'record-frozen'>>({
    kind: z.literal('record-frozen'),
    campaign: z.string(),
    text,
  }),
  'server-stopping': shapeOf<Event<'server-stopping'>>({ kind: z.literal('server-stopping'), text }),
  [OTHER_SCREEN]: shapeOf<Event<typeof OTHER_SCREEN>>({
    kind: z.literal(OTHER_SCREEN),
    hadPlace: z.literal(true).optional(),
    text,
  }),
};

export const LIVE_EVENT: z.ZodType<LiveEvent> = z.union(Object.values(SHAPES));
