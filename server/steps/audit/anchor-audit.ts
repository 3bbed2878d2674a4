import { isAppError } from '../../../shared/errors.ts';
import type { CivilDate } from '../../../shared/time.ts';
import { auditCheckpoint, checkpointNames } from '../../domain/audit/audit-checkpoint.ts';
import { lastUrgentDay, urgentCutoffMs } from '../../domain/delivery/urgent-schedule.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CharityDrop } from '../../ports/drop.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Log } from '../../ports/log.ts';
import type { CheckpointRow } from '../../ports/rows/checkpoints.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface AnchorDeps {
  readonly store: Store;
  readonly exchange: Pick<Exchange, 'signDetached' | 'houseFingerprint'>;
  readonly drop: CharityDrop;
  readonly clock: Clock;
  readonly log: Log;
}

export interface AnchorReport {
  /** The day whose checkpoint was made now. */
  readonly made: CivilDate | undefined;
  readonly sent: number;
  /** The drop was not reached: they wait for the next turn. */
  readonly waiting: number;
  /** The drop has another file under that name: nothing is overwritten, somebody must look. */
  readonly different: readonly CivilDate[];
}

/**
 * With the evening's deliveries (20:45): signs the head of the audit log and takes it to the charity's drop, out of our own
 * reach. One a day, never overwritten; twice makes and sends nothing more. A dead drop is logged and tried again.
 */
export async function anchorAudit(
  deps: AnchorDeps,
  request: { readonly actor: string },
): Promise<AnchorReport> {
  const made = await makeCheckpoint(deps, request.actor);
  let sent = 0;
  const different: CivilDate[] = [];
  const unsent = await deps.store.read((rows) => rows.checkpoints.unsent());
  for (const [at, checkpoint] of unsent.entries()) {
    try {
      if (await sendCheckpoint(deps, checkpoint, request.actor)) sent += 1;
      else different.push(checkpoint.day);
    } catch (error) {
      if (!isAppError(error)) throw error;
      if (error.code !== 'drop-not-configured')
        deps.log.error('checkpoint.failed', { day: checkpoint.day, code: error.code });
      return { made, sent, waiting: unsent.length - at, different };
    }
  }
  return { made, sent, waiting: 0, different };
}

/** Undefined when the day has its checkpoint already, or the log is empty. */
async function makeCheckpoint(deps: AnchorDeps, actor: string): Promise<CivilDate | undefined> {
  const atMs = deps.clock.nowMs();
  const day = lastUrgentDay(atMs);
  const known = await deps.store.read(async (rows) => ({
    last: await rows.checkpoints.last(),
    firstAtMs: (await rows.audit.page(1, 1))[0]?.atMs ?? Number.MAX_SAFE_INTEGER,
  }));
  // A house opened this morning owes nothing for yesterday.
  if (known.firstAtMs >= urgentCutoffMs(day) || (known.last && known.last.day >= day)) return undefined;
  // The key's use is an entry of its own, covered by the very checkpoint it announces.
  const head = await deps.store.write((rows) => trail(rows, { actor, atMs })('audit.checkpoint', day));
  const body = auditCheckpoint({
    day,
    seq: head.seq,
    hash: head.hash,
    atMs,
    houseFingerprint: await deps.exchange.houseFingerprint(),
    previousSha256: known.last ? sha256(Buffer.from(known.last.body)) : '',
  });
  const signature = await deps.exchange.signDetached(Buffer.from(body));
  const row = { day, seq: head.seq, hash: head.hash, atMs, body, signature, sentAtMs: null };
  return (await deps.store.write((rows) => rows.checkpoints.add(row))) ? day : undefined;
}

/** The signature first, the checkpoint last. False when another text lies there under its name. */
async function sendCheckpoint(deps: AnchorDeps, checkpoint: CheckpointRow, actor: string): Promise<boolean> {
  const { day, body, signature } = checkpoint;
  const names = checkpointNames(day);
  const found = await deps.drop.hashOfDelivered(names.body);
  if (found !== undefined && found !== sha256(Buffer.from(body))) {
    deps.log.error('checkpoint.different', { day, code: 'checkpoint-different' });
    return false;
  }
  if (found === undefined) {
    await deps.drop.deliver(names.signature, Buffer.from(signature));
    await deps.drop.deliver(names.body, Buffer.from(body));
  }
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    await rows.checkpoints.markSent(day, atMs);
    const detail = { seq: checkpoint.seq, hash: checkpoint.hash };
    await trail(rows, { actor, atMs })('audit.checkpoint-sent', names.body, { detail });
  });
  return true;
}
