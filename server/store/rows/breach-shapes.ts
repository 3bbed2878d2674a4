import * as z from 'zod';
import { ROLES } from '../../../shared/roles.ts';
import { shapeOf } from '../../../shared/shape-of.ts';
import {
  BREACH_KINDS,
  type BreachAccess,
  type BreachDay,
  type BreachedCampaign,
  type BreachFacts,
} from '../../domain/papers/breach.ts';
import type { PaperDirectory } from '../../domain/papers/paper-directory.ts';

const count = z.int().min(0);

export const BREACH_KIND_LIST = z.array(z.enum(BREACH_KINDS));

export const BREACH_FACTS = shapeOf<BreachFacts>({
  campaigns: z.array(
    shapeOf<BreachedCampaign>({
      code: z.string(),
      name: z.string(),
      charity: z.string(),
      country: z.string(),
      state: z.string(),
      received: count,
      records: count,
      called: count,
      keyFingerprint: z.string(),
    }),
  ),
  directories: z
    .array(
      shapeOf<PaperDirectory>({
        code: z.string(),
        charity: z.string(),
        people: count,
        groups: count,
        openedAtMs: z.int(),
      }),
    )
    .optional(),
  access: z.array(
    shapeOf<BreachAccess>({
      login: z.string(),
      role: z.enum(ROLES),
      campaigns: z.array(z.string()),
      fromMs: z.int(),
      toMs: z.int(),
      disabled: z.boolean(),
    }),
  ),
  timelineFromMs: z.int(),
  timeline: z.array(shapeOf<BreachDay>({ day: z.string(), action: z.string(), times: count, actors: count })),
  auditHead: z.strictObject({ seq: count, hash: z.string() }),
  backups: count,
});
