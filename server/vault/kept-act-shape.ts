import * as z from 'zod';
import { shapeOf } from '../../shared/shape-of.ts';
import type { KeptAct } from '../ports/kept-acts.ts';

type Act<Kind extends KeptAct['kind']> = Extract<KeptAct, { readonly kind: Kind }>;

const charity = z.string();
const campaign = z.string();
const atMs = z.int();
const blinds = z.array(z.string());

/** By kind: one forgotten does not compile. */
const SHAPES: { readonly [Kind in KeptAct['kind']]: z.ZodType<Act<Kind>> } = {
  objection: shapeOf<Act<'objection'>>({ kind: z.literal('objection'), charity, campaign, blinds, atMs }),
  lift: shapeOf<Act<'lift'>>({ kind: z.literal('lift'), charity, blinds, atMs }),
  erasure: shapeOf<Act<'erasure'>>({
    kind: z.literal('erasure'),
    charity,
    campaign,
    blind: z.string(),
    requestId: z.string(),
    atMs,
  }),
  participant: shapeOf<Act<'participant'>>({
    kind: z.literal('participant'),
    charity,
    participant: z.string(),
    blinds: blinds.optional(),
    atMs,
  }),
  pledge: shapeOf<Act<'pledge'>>({ kind: z.literal('pledge'), charity, campaign, pledge: z.string(), atMs }),
  directory: shapeOf<Act<'directory'>>({
    ...{ kind: z.literal('directory'), charity, operator: z.string(), verifier: z.string() },
    ...{ openedAtMs: z.int(), counts: z.record(z.string(), z.int().min(0)), atMs },
  }),
  purge: shapeOf<Act<'purge'>>({ kind: z.literal('purge'), charity, campaign, operator: z.string(), atMs }),
};

export const KEPT_ACT: z.ZodType<KeptAct> = z.union(Object.values(SHAPES));
