import { AppError, isAppError } from '../../../shared/errors.ts';
import { packetPlace } from '../../domain/next-card/sealed-kinds.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DamagedSealRow, PacketKey, StandingPacket } from '../../ports/rows/damages.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { isSealDamage } from '../seal-damage.ts';
import { trail } from '../trail.ts';

export interface AsideDeps {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly vault: Pick<Vault, 'openRecord'>;
  readonly clock: Clock;
}

/** A packet that somebody opens. */
export interface OpenedPacket extends PacketKey {
  readonly sealed: SealedBytes;
  /** Account id, or `system`. */
  readonly actor: string;
}

/** Contents tried before one is set aside: when none of them opens either, it is the key or the base, not that record. */
const WITNESSES = 5;

/** True of what `recordDamaged` made. */
export function isRecordDamaged(error: unknown): error is AppError & { readonly code: 'record-damaged' } {
  return isAppError(error) && error.code === 'record-damaged';
}

/**
 * What to throw instead of an error met at an opening. A packet that does not open where it stands is set aside first: its row
 * waits for a backup, a record that could be called is held, and the log says so, once. Any other error is answered as it
 * is; so is this one when the packet changed meanwhile, or when nothing of the campaign opens. AppError `record-damaged`.
 */
export async function setAside(deps: AsideDeps, packet: OpenedPacket, error: unknown): Promise<unknown> {
  if (!isSealDamage(error)) return error;
  const standing = await deps.store.read((rows) => rows.damages.packet(packet));
  if (!standing || Buffer.compare(standing.sealed, packet.sealed) !== 0) return error;
  const isKnown = await deps.store.read((rows) => rows.damages.isOpen(packet));
  if (!isKnown && !(await othersOpen(deps, standing))) return error;
  await deps.store.write(async (rows) => {
    await hold(rows, standing, { why: error.code, foundBy: packet.actor, foundAtMs: deps.clock.nowMs() });
  });
  return recordDamaged([standing.recordId]);
}

/** A campaign of one record has no witness: it is believed. */
async function othersOpen(
  { store, vault }: AsideDeps,
  { campaign, recordId }: StandingPacket,
): Promise<boolean> {
  const others = await store.read((rows) => rows.damages.witnesses(campaign, recordId, WITNESSES));
  for (const other of others) {
    try {
      await vault.openRecord(packetPlace(other.kind, other), other.sealed);
      return true;
    } catch (error) {
      if (!isSealDamage(error)) throw error;
    }
  }
  return others.length === 0;
}

/** States from which a record may still be called, or be put back to. */
const CALLABLE: ReadonlySet<string> = new Set(['staged', 'ready', 'leased']);

async function hold(
  rows: StoreWriter,
  { kind, subject, campaign, recordId }: StandingPacket,
  found: Pick<DamagedSealRow, 'why' | 'foundBy' | 'foundAtMs'>,
): Promise<void> {
  const record = await rows.records.byId(recordId);
  const before = record?.hold === 'damaged' ? null : (record?.hold ?? null);
  const known = (await rows.damages.openOfRecord(recordId)).find(
    (one) => one.kind === kind && one.subject === subject,
  );
  if (!known) {
    await rows.damages.add({ kind, subject, campaign, recordId, ...found, holdBefore: before });
    const detail = { packet: kind, why: found.why, ...(kind === 'record' ? {} : { packetId: subject }) };
    const by = { actor: found.foundBy, atMs: found.foundAtMs };
    await trail(rows, by)('record.damaged', String(recordId), { campaign, detail });
  }
  if (kind !== 'record' || !record || record.hold === 'damaged' || !CALLABLE.has(record.state)) return;
  if (known) await rows.damages.holdAfterwards(recordId, { from: known.holdBefore, to: before });
  await rows.records.update(recordId, { hold: 'damaged' });
}

/** AppError `record-damaged`, with the numbers and what to type. */
export function recordDamaged(recordIds: readonly number[]): AppError {
  const [first = 0, ...others] = [...new Set(recordIds)].toSorted((a, b) => a - b);
  const whose = others.length === 0 ? `de la fiche ${first}` : `des fiches ${[first, ...others].join(', ')}`;
  return new AppError({
    code: 'record-damaged',
    kind: 'conflict',
    message: `Le contenu scellé ${whose} est abîmé : il est mis de côté, rien d’autre n’est touché.`,
    hint: `Le responsable des données le rend d’une sauvegarde : plateau record restore ${first} --from SAUVEGARDE.`,
  });
}
