import * as z from 'zod';
import { callOutcomeSchema } from './call-outcome.ts';

/**
 * An outcome that could not reach the server, sealed on the workstation to the public key of its campaign. Only
 * the server opens it, and nobody any more once the campaign's key is destroyed.
 */
export const sealedContentSchema = z.strictObject({
  format: z.literal('plateau-outcome-1'),
  /** Account id of whoever closed the call. */
  agent: z.string().min(1).max(60),
  campaign: z.string().max(20),
  outcome: callOutcomeSchema,
});
export type SealedContent = z.input<typeof sealedContentSchema>;

/** An outcome is under 30 kB clear; base64 adds a third. */
export const MAX_SEALED_CHARACTERS = 64 * 1024;

export const sealedOutcomeSchema = z.strictObject({
  callId: z.uuid(),
  campaign: z.string().regex(/^[A-Z0-9-]{1,20}$/),
  /** Binary OpenPGP message, base64. */
  sealed: z.base64().max(MAX_SEALED_CHARACTERS),
});
export type SealedOutcome = z.output<typeof sealedOutcomeSchema>;

/** The key that a campaign's outcomes are sealed to, vouched for by the house key. */
export interface OutboxKey {
  readonly campaign: string;
  readonly publicKey: string;
  /** Detached armoured signature of `vouchedText` by the house key. */
  readonly signature: string;
}

export interface OutboxKeys {
  /** Armoured; what the workstation pins. */
  readonly houseKey: string;
  readonly keys: readonly OutboxKey[];
}

/** What the house key signs: a key given for one campaign is not taken for another. */
export function vouchedText({ campaign, publicKey }: Pick<OutboxKey, 'campaign' | 'publicKey'>): string {
  return `plateau outbox key\n${campaign}\n${publicKey}`;
}
