import * as z from 'zod';
import { ASK_LEVELS } from '../../../shared/call-outcome.ts';
import { CURRENCIES } from '../../../shared/currency.ts';
import { FREQUENCIES } from '../../../shared/money.ts';
import { shapeOf } from '../../../shared/shape-of.ts';
import type { ConsentStatement, ReadBack } from '../../domain/agreement/consent-statement.ts';

const amount = z.int().nullable();

export const CONSENT_STATEMENT = shapeOf<ConsentStatement>({
  format: z.literal('plateau-consent-1'),
  callId: z.string(),
  version: z.int().min(1),
  previous: z.string(),
  kind: z.enum(['given', 'corrected', 'cancelled', 'undone']),
  campaign: z.string(),
  disposition: z.string(),
  agent: z.string(),
  author: z.string(),
  at: z.string(),
  currency: z.enum(CURRENCIES),
  frequency: z.enum(FREQUENCIES),
  oldMinor: amount,
  newMinor: amount,
  firstDebitOn: z.string().nullable(),
  askLevel: z.enum(ASK_LEVELS).nullable(),
  script: z.strictObject({ version: z.string(), sha256: z.string() }),
  readBack: shapeOf<ReadBack>({
    node: z.string(),
    wordingSha256: z.string(),
    variables: z.record(z.string(), z.string()),
    textSha256: z.string(),
  }).nullable(),
});
