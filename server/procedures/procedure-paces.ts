import type { PaceKind } from '../ports/procedure-pace.ts';

/** What a procedure takes when it names no pace of its own. A mutation always does (a test refuses one that does not). */
const USUAL = { query: 'read', mutation: 'write', subscription: 'line' } as const;

/**
 * How fast a procedure may be called. `heavy`, beside its role, is for those that hash, walk a whole campaign or move
 * files: a few a second are already many for a person.
 */
export function paceOf(
  meta: { readonly pace?: PaceKind } | undefined,
  type: 'query' | 'mutation' | 'subscription',
): PaceKind {
  return meta?.pace ?? USUAL[type];
}
