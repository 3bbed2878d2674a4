import { createHash } from 'node:crypto';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { CharityDrop } from '../ports/drop.ts';
import type { Log } from '../ports/log.ts';
import type { Outgoing } from '../ports/outgoing.ts';
import type { DeliveryRow } from '../ports/rows/deliveries.ts';
import type { Store } from '../ports/store.ts';

export interface SendDeps {
  readonly store: Store;
  readonly drop: CharityDrop;
  readonly outgoing: Outgoing;
  readonly clock: Clock;
}

export interface ResumeResult {
  readonly resumed: number;
  readonly failed: number;
  /** Sealed bytes that no delivery owns: a crash came before their row. */
  readonly orphansRemoved: number;
}

/**
 * Finishes what a crash or a dead line left half-way (architecture §6.3): every `built` delivery is looked for on the drop
 * and sent with its very same bytes if it is not there; bytes without a delivery are removed. A delivery that fails is
 * logged and waits for the next turn. Twice: the second call finds nothing to do.
 */
export async function resumeDeliveries(
  deps: SendDeps & { readonly log: Log },
  request: { readonly actor: string },
): Promise<ResumeResult> {
  let resumed = 0;
  let failed = 0;
  for (const row of deps.store.read((rows) => rows.deliveries.inState('built'))) {
    try {
      await sendBuilt(deps, row, request.actor);
      resumed += 1;
    } catch (error) {
      if (!isAppError(error)) throw error;
      failed += 1;
      deps.log.error('delivery.failed', { campaign: row.campaign, kind: row.kind, code: error.code });
    }
  }
  return { resumed, failed, orphansRemoved: await removeOrphans(deps) };
}

/**
 * Takes a built delivery to the drop: sends unless the drop already has these bytes, checks the hash there, records the
 * receipt, removes the waiting bytes. Every part may be repeated. AppErrors of the drop, `delivery-altered`, `delivery-bytes-missing`.
 */
export async function sendBuilt(deps: SendDeps, row: DeliveryRow, actor: string): Promise<DeliveryRow> {
  const remoteName = `${row.fileName}.pgp`;
  if ((await deps.drop.hashOfDelivered(remoteName)) !== row.sha256Sealed) {
    await deps.drop.deliver(remoteName, await waitingBytes(deps, row));
    if ((await deps.drop.hashOfDelivered(remoteName)) !== row.sha256Sealed) throw altered();
  }
  const delivered = markDelivered(deps, row, actor);
  await deps.outgoing.remove(row.id);
  return delivered;
}

async function waitingBytes(deps: SendDeps, row: DeliveryRow): Promise<Uint8Array> {
  const sealed = await deps.outgoing.read(row.id);
  if (sealed && createHash('sha256').update(sealed).digest('hex') === row.sha256Sealed) return sealed;
  throw new AppError({
    code: 'delivery-bytes-missing',
    kind: 'unavailable',
    message: 'Le fichier construit n’est plus dans le dossier d’attente, ou il a été altéré.',
    hint: 'Rétablissez le dossier d’attente depuis la sauvegarde, puis relancez la livraison.',
  });
}

/** The receipt is written once, whoever comes second. */
function markDelivered(deps: SendDeps, row: DeliveryRow, actor: string): DeliveryRow {
  return deps.store.write((rows) => {
    const known = rows.deliveries.find(row.campaign, row.kind, row.period);
    if (known?.state === 'delivered') return known;
    const atMs = deps.clock.nowMs();
    rows.deliveries.markDelivered(row.id, atMs);
    rows.audit.append({
      atMs,
      actor,
      action: 'delivery.sent',
      campaign: row.campaign,
      subject: `${row.fileName}.pgp`,
      reason: '',
      detail: { kind: row.kind, period: row.period, rows: row.rows, sha256: row.sha256Sealed },
    });
    return { ...row, state: 'delivered', deliveredAtMs: atMs };
  });
}

function altered(): AppError {
  return new AppError({
    code: 'delivery-altered',
    kind: 'unavailable',
    message: 'Le fichier lu sur le dépôt n’est pas celui qui a été envoyé.',
    hint: 'Relancez la livraison ; si cela se répète, prévenez l’association : son dépôt modifie les fichiers.',
  });
}

async function removeOrphans(deps: SendDeps): Promise<number> {
  let removed = 0;
  for (const { id } of await deps.outgoing.list()) {
    // Read again for each: another process may just have written the row of what waits here.
    const isOwned = deps.store.read((rows) => rows.deliveries.inState('built').some((row) => row.id === id));
    if (isOwned) continue;
    await deps.outgoing.remove(id);
    removed += 1;
  }
  return removed;
}
