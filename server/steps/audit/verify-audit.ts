import { verifyChain } from '../../domain/audit/audit-chain.ts';
import type { Store } from '../../ports/store.ts';

/** Reads the whole chain and recomputes every hash; says where it breaks. Constant memory. */
export async function verifyAudit(deps: {
  readonly store: Store;
}): Promise<Awaited<ReturnType<typeof verifyChain>>> {
  return await deps.store.read(async (rows) => await verifyChain(rows.audit.each()));
}
