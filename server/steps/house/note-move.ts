import { AppError } from '../../../shared/errors.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { type KeptHeadDeps, keepHead } from '../audit/kept-head.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { trail } from '../trail.ts';

interface MoveAsked {
  readonly to: Store['engine'];
  readonly reason: string;
  readonly actor: string;
  /** The server of this configuration: whoever asks holds its data folder. */
  readonly serverName: string;
  /** A server without a sign for so long is dead. Milliseconds. */
  readonly leaseMs: number;
}

async function refuseServed({ servers }: StoreReader, { serverName, leaseMs }: MoveAsked): Promise<void> {
  const nowMs = await servers.clockMs();
  const other = (await servers.all()).find(
    ({ name, state, seenAtMs }) => name !== serverName && state !== 'stopped' && nowMs - seenAtMs < leaseMs,
  );
  if (!other) return;
  throw new AppError({
    code: 'house-served',
    kind: 'conflict',
    message: `Le serveur « ${other.name} » sert encore cette maison : elle ne déménage qu’à l’arrêt.`,
    hint: 'Arrêtez tous ses serveurs. Si l’un est mort sans s’arrêter, attendez trente secondes et relancez.',
  });
}

/**
 * Before a row leaves: nobody serves, the base is the last known, its log holds. Why it moves is then in the log, known beside
 * the keys. Begun again, it is noted once. AppErrors `house-served`, `audit-broken`, those of `keepHead`.
 */
export async function noteMove(deps: KeptHeadDeps, asked: MoveAsked): Promise<void> {
  await deps.store.read((rows) => refuseServed(rows, asked));
  await keepHead(deps);
  const chain = await verifyAudit(deps);
  if (!chain.ok) throw auditBroken(chain.brokenAtSeq);
  const { to, reason, actor } = asked;
  await deps.store.write(async (rows) => {
    const [last] = await rows.audit.page((await rows.audit.head()).seq, 1);
    if (last?.action === 'house.move' && last.subject === to) return;
    await trail(rows, { actor, atMs: deps.clock.nowMs() })('house.move', to, { reason });
  });
  await keepHead(deps);
}

/** Such a base is mended or restored where it is. */
export function auditBroken(seq: number): AppError {
  return new AppError({
    code: 'audit-broken',
    kind: 'conflict',
    message: `Le journal est rompu à l’entrée ${seq} : cette base ne déménage pas.`,
    hint: 'Prévenez le responsable des données (plateau audit verify) ; remettez la dernière sauvegarde bonne.',
  });
}
