import type { CallOutcome } from '../../../shared/call-outcome.ts';
import { sha256 } from '../files/sha256.ts';

/** SHA-256 (hex) of the outcome with its keys in one order: a replay gives the same text however it was serialised. */
export function outcomeHash(outcome: CallOutcome): string {
  return sha256(JSON.stringify(sorted(outcome)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const inOrder = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(inOrder.map(([key, one]) => [key, sorted(one)]));
}
