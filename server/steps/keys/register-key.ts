import type { AuditAction } from '../../domain/audit/audit-actions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface RegisterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly exchange: Pick<Exchange, 'addCharityKey' | 'addSupplierKey'>;
}

interface PartyKey {
  readonly kind: 'charity' | 'supplier';
  readonly code: string;
  readonly armoured: string;
  readonly replace: boolean;
  readonly actor: string;
}

/**
 * Registers whom files are sealed to, and writes it down: a key put in the place of another one would read everything that
 * leaves. The same key again is noted again. AppErrors of the exchange; a refusal is noted too.
 */
export async function registerPartyKey(
  deps: RegisterDeps,
  request: PartyKey,
): Promise<{ readonly fingerprint: string }> {
  const { kind, code, armoured, replace, actor } = request;
  const note = (action: AuditAction, fingerprint: string) =>
    deps.store.write((rows) =>
      trail(rows, { actor, atMs: deps.clock.nowMs() })(action, code, { detail: { replace, fingerprint } }),
    );
  const add = kind === 'charity' ? deps.exchange.addCharityKey : deps.exchange.addSupplierKey;
  try {
    const fingerprint = await add.call(deps.exchange, code, armoured, replace);
    note(`key.${kind}`, fingerprint);
    return { fingerprint };
  } catch (error) {
    note(`key.${kind}-refused`, '');
    throw error;
  }
}
