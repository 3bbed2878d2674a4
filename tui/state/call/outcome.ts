import type { CallOutcomeInput } from '../../../shared/call-outcome.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import type { Call, Closing } from './call.ts';

/** Limit of the contract (`call-outcome.ts`). */
const MAX_SECONDS = 4 * 3600;

function seconds(call: Call, nowMs: number): number {
  return Math.min(MAX_SECONDS, Math.max(0, Math.round((nowMs - call.openedAtMs) / 1000)));
}

/** What the server is told. Every question of the closing was answered before: a gap is a bug. */
export function outcomeOf(call: Call, closing: Closing, nowMs: number): CallOutcomeInput {
  const common = {
    callId: call.card.callId,
    disposition: closing.code,
    scriptVersion: call.script.version,
    path: [...call.path],
    durationSeconds: seconds(call, nowMs),
    corrections: call.corrections,
    note: call.note,
    ...(call.coordinates ? { coordinates: call.coordinates } : {}),
    ...(call.phoneSlot ? { phoneSlot: call.phoneSlot } : {}),
  };
  const form = dispositionOf(closing.code)?.form ?? 'plain';
  if (form === 'agreement' && call.agreed) {
    const { level: askLevel, amount: newAmount } = call.agreed;
    return { form, ...common, agreement: { askLevel, newAmount, readBackYes: true } };
  }
  if (form === 'one-off' && call.oneOff) {
    return { form, ...common, oneOff: { amount: call.oneOff, readBackYes: true } };
  }
  if (form === 'callback' && closing.callbackAtMs !== undefined) {
    return { form, ...common, callback: { atMs: closing.callbackAtMs } };
  }
  if (form !== 'plain') throw new Error(`the closing of a ${form} call lacks its answer`);
  return { form, ...common };
}
