import * as z from 'zod';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { KeptFigures } from '../../domain/indicators/kept-figures.ts';
import type { InventoryItem } from '../../domain/purge/inventory-item.ts';
import type { PurgeFindings } from '../../domain/purge/purge-findings.ts';
import { WORD_KINDS } from '../../domain/purge/sought-words.ts';

const count = z.int().min(0);
const figure = z.union([count, z.literal('<5')]);

export const KEPT_FIGURES = shapeOf<KeptFigures>({
  delivered: count,
  byDisposition: z.record(z.string(), figure),
  agreements: figure,
  upliftMinor: z.int().nullable(),
  currency: z.string(),
});

const item = shapeOf<InventoryItem>({
  place: z.string(),
  what: z.string(),
  count,
  method: z.string(),
  category: z.enum(['Purge (effacement cryptographique)', 'Clear (effacement logique)', 'Hors périmètre']),
  copy: z.string().optional(),
});

export const PURGE_FINDINGS = shapeOf<PurgeFindings>({
  inventory: z.array(item),
  keyFingerprint: z.string(),
  contactFiles: z.array(z.strictObject({ name: z.string(), sha256: z.string(), rows: count })),
  isLastOfCharity: z.boolean(),
  verifier: z.string(),
  forcedBecause: z.string().nullable(),
  kept: KEPT_FIGURES,
  complementedNeedles: z.array(z.base64()),
  needles: count.optional(),
  scan: z.strictObject({ files: count, bytes: count, hits: z.array(z.string()) }).optional(),
  openingFailed: z.boolean().optional(),
  restartDue: z.boolean().optional(),
  remains: z
    .strictObject({
      isArchived: z.boolean(),
      standbys: z.array(z.string()),
      isFlushed: z.boolean(),
      archiveDays: count,
    })
    .optional(),
  words: z
    .strictObject({
      sought: count,
      found: z.array(z.strictObject({ file: z.string(), kind: z.enum(WORD_KINDS) })),
    })
    .optional(),
});
