import { type AppError, isAppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/log.ts';
import type { DeliveryRow } from '../../ports/rows/deliveries.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { keepManifest, type ProofDeps, sealedBytesOf, uploadFile, uploadProof } from './send-proof.ts';
import { whileSending } from './sending-turn.ts';

export type SendDeps = ProofDeps;

export interface ResumeResult {
  readonly resumed: number;
  readonly failed: number;
  /** Sealed bytes that no delivery owns: a crash came before their row. */
  readonly orphansRemoved: number;
}

/**
 * Finishes what a crash or a dead line left half-way (promise 3, server/README.md): every `built` delivery is looked
 * for on the drop and sent with its very same bytes if it is not there; bytes without a delivery are removed. A
 * delivery that fails is logged and waits for the next turn. Twice: the second call finds nothing to do.
 */
export async function resumeDeliveries(
  deps: SendDeps & { readonly log: Log },
  request: { readonly actor: string },
): Promise<ResumeResult> {
  let resumed = 0;
  let failed = 0;
  for (const row of await deps.store.read((rows) => rows.deliveries.inState('built'))) {
    try {
      await sendBuilt(deps, row, request.actor);
      resumed += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      noteFailure(deps, row, error);
    }
  }
  const isOwned = async (id: string) =>
    (await deps.store.read((rows) => rows.deliveries.byId(id))) !== undefined;
  return { resumed, failed, orphansRemoved: await deps.outgoing.sweep(isOwned) };
}

function noteFailure({ log }: { readonly log: Log }, row: DeliveryRow, error: AppError): void {
  log.error('delivery.failed', { campaign: row.campaign, kind: row.kind, code: error.code });
}

/**
 * Takes a built delivery to the drop: the file unless the drop already has these bytes, its hash checked there, then the
 * signature of the manifest, the manifest last, and the receipt. Every part may be repeated. The sealed bytes are kept
 * until the campaign's purge: only the charity can open them, and a re-send gives the same ones. AppErrors of the drop,
 * `delivery-altered`, `delivery-bytes-missing`, `delivery-running`.
 */
export async function sendBuilt(deps: SendDeps, row: DeliveryRow, actor: string): Promise<DeliveryRow> {
  return await whileSending(deps, row.id, async () => {
    await uploadFile(deps, row, () => sealedBytesOf(deps, row));
    const { deliveredAtMs, ...proof } = await keepManifest(deps, row);
    await uploadProof(deps, row, proof);
    return await markDelivered(deps, row, { actor, deliveredAtMs });
  });
}

/** The receipt is written once, whoever comes second. */
function markDelivered(
  deps: SendDeps,
  row: DeliveryRow,
  { actor, deliveredAtMs }: { readonly actor: string; readonly deliveredAtMs: number },
): Promise<DeliveryRow> {
  return writeWhenFree(deps, async (rows) => {
    const known = await rows.deliveries.find(row.campaign, row.kind, row.period);
    if (known?.state === 'delivered') return known;
    await rows.deliveries.markDelivered(row.id, deliveredAtMs);
    await trail(rows, { actor, atMs: deps.clock.nowMs() })('delivery.sent', `${row.fileName}.pgp`, {
      campaign: row.campaign,
      detail: { kind: row.kind, period: row.period, rows: row.rows, sha256: row.sha256Sealed },
    });
    return { ...row, state: 'delivered', deliveredAtMs };
  });
}
