import { verifyChain } from '../../domain/audit/audit-chain.ts';
import type { Store } from '../../ports/store.ts';

/** Reads the whole chain and recomputes every hash; says where it breaks. Constant memory. */
export function verifyAudit(deps: { readonly store: Store }): ReturnType<typeof verifyChain> {
  return deps.store.read((rows) => verifyChain(rows.audit.each()));
}
