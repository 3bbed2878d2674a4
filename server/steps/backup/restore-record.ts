import { AppError, isAppError } from '../../../shared/errors.ts';
import { zoned } from '../../../shared/time.ts';
import { packetPlace, SEALED_KINDS } from '../../domain/next-card/sealed-kinds.ts';
import type { Backups } from '../../ports/backup.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KeyRotation } from '../../ports/keys/key-rotation.ts';
import type { DamagedSealRow, StandingPacket } from '../../ports/rows/damages.ts';
import type { RecordRow } from '../../ports/rows/records.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { SealedBytes, Vault } from '../../ports/vault.ts';
import { refuseErased } from '../find-campaign.ts';
import { trail } from '../trail.ts';

export interface RestoreRecordDeps {
  readonly store: Store;
  readonly vault: Pick<Vault, 'openRecord' | 'openCall'>;
  readonly clock: Clock;
  readonly backups: Pick<Backups, 'packets'>;
  readonly keyRotation: Pick<KeyRotation, 'reseal'>;
}

export interface RestoreRecordRequest {
  readonly recordId: number;
  /** Name of a backup of the folder. */
  readonly backup: string;
  /** The record's number typed again; absent: nothing is written. */
  readonly typedNumber?: number | undefined;
  readonly actor: string;
}

export interface RestoredRecord {
  readonly recordId: number;
  /** French, one for each packet that the backup gives back; [] when nothing of the record is damaged. */
  readonly restored: readonly string[];
  /** French: what stays damaged, and why that backup does not give it back. */
  readonly left: readonly string[];
  readonly isDone: boolean;
}

interface Trial {
  readonly damage: DamagedSealRow;
  readonly standing: StandingPacket;
  /** The bytes to put back, or why there are none. */
  readonly found: SealedBytes | 'absent' | 'other-version' | 'damaged';
}

const WHY = {
  absent: 'elle ne l’a pas : elle est d’avant',
  'other-version': 'elle en a une autre version : elle est d’avant une correction',
  damaged: 'il y est abîmé aussi',
} as const;

/**
 * Gives back from one backup what is damaged of a record, and nothing else: each packet must open under its own identity as it
 * stands now, so that no older content comes back. The record's hold ends with its content; each is audited. Called again,
 * there is nothing to give back. AppErrors `record-unknown`, `campaign-purged`, `backup-without-record`, `number-mismatch`,
 * `backup-not-configured`, and those of reading a backup.
 */
export async function restoreRecord(
  deps: RestoreRecordDeps,
  request: RestoreRecordRequest,
): Promise<RestoredRecord> {
  const { recordId, backup, typedNumber } = request;
  const { record, damages } = await deps.store.read((rows) => damagedRecord(rows, recordId));
  if (damages.length === 0) return { recordId, restored: [], left: [], isDone: false };
  await deps.store.write((rows) => noteTrial(rows, record, { ...request, atMs: deps.clock.nowMs() }));
  const trials = await tryAll(deps, damages, backup);
  const good = trials.filter(({ found }) => found instanceof Uint8Array);
  const left = trials.flatMap(({ damage, found }) =>
    typeof found === 'string' ? [`${SEALED_KINDS[damage.kind].label} : ${WHY[found]}`] : [],
  );
  if (good.length === 0) throw await givesNothing(deps.store, { record, damages, left });
  const restored = good.map(({ damage }) => SEALED_KINDS[damage.kind].label);
  if (typedNumber === undefined) return { recordId, restored, left, isDone: false };
  if (typedNumber !== recordId) throw numberMismatch();
  await deps.store.write(async (rows) => {
    for (const trial of good) await putBack(rows, trial, { ...request, atMs: deps.clock.nowMs() });
  });
  return { recordId, restored, left, isDone: true };
}

async function damagedRecord(
  rows: StoreReader,
  recordId: number,
): Promise<{ readonly record: RecordRow; readonly damages: readonly DamagedSealRow[] }> {
  const record = await rows.records.byId(recordId);
  if (!record) throw recordUnknown();
  refuseErased((await rows.campaigns.byCode(record.campaign))?.state, 'Plus rien ne peut être rendu.');
  return { record, damages: await rows.damages.openOfRecord(recordId) };
}

/** To see that they open, they are opened: in the log first, shown to nobody. */
async function noteTrial(
  rows: StoreWriter,
  { id, campaign }: RecordRow,
  { backup, actor, atMs }: RestoreRecordRequest & { readonly atMs: number },
): Promise<void> {
  const reason = 'Contenu essayé pour être rendu d’une sauvegarde';
  await trail(rows, { actor, atMs })('record.open', String(id), {
    campaign,
    reason,
    detail: { count: 1, backup },
  });
}

async function tryAll(
  deps: RestoreRecordDeps,
  damages: readonly DamagedSealRow[],
  backup: string,
): Promise<readonly Trial[]> {
  const packets = await deps.backups.packets(backup, damages);
  const trials: Trial[] = [];
  for (const [at, damage] of damages.entries()) {
    const standing = await deps.store.read((rows) => rows.damages.packet(damage));
    if (standing) trials.push({ damage, standing, found: await tryOne(deps, standing, packets[at]) });
  }
  return trials;
}

async function tryOne(
  { vault, keyRotation }: RestoreRecordDeps,
  standing: StandingPacket,
  sealed: SealedBytes | undefined,
): Promise<Trial['found']> {
  if (!sealed) return 'absent';
  const place = packetPlace(standing.kind, standing);
  try {
    await (place.kind === 'record' ? vault.openRecord(place, sealed) : vault.openCall(place, sealed));
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === 'seal-moved') return 'other-version';
    if (error.code === 'seal-broken') return 'damaged';
    throw error;
  }
  // A backup of before a rotation has it under a former key, which is destroyed one day.
  const [resealed] = await keyRotation.reseal(standing.campaign, [sealed]);
  return resealed instanceof Uint8Array ? resealed : sealed;
}

async function putBack(
  rows: StoreWriter,
  { damage, standing, found }: Trial,
  { backup, actor, atMs }: RestoreRecordRequest & { readonly atMs: number },
): Promise<void> {
  const now = await rows.damages.packet(damage);
  // Somebody gave it back, or erased the person, meanwhile.
  if (!(found instanceof Uint8Array) || !(await rows.damages.isOpen(damage))) return;
  if (now?.version !== standing.version) return;
  const { recordId, campaign, kind } = damage;
  const held = (await rows.damages.openOfRecord(recordId)).find(({ id }) => id === damage.id);
  await rows.damages.putBack(damage, { sealed: found, atMs, from: backup });
  if (kind === 'record' && (await rows.records.byId(recordId))?.hold === 'damaged')
    await rows.records.update(recordId, { hold: held?.holdBefore ?? null });
  await trail(rows, { actor, atMs })('record.restored', String(recordId), {
    campaign,
    detail: { packet: kind, backup, ...(kind === 'record' ? {} : { packetId: damage.subject }) },
  });
}

function recordUnknown(): AppError {
  return new AppError({
    code: 'record-unknown',
    kind: 'not-found',
    message: 'Cette fiche n’existe pas ou plus.',
    hint: 'Les fiches abîmées et leurs numéros : plateau record damaged.',
  });
}

function numberMismatch(): AppError {
  return new AppError({
    code: 'number-mismatch',
    kind: 'conflict',
    message: 'Le numéro tapé n’est pas celui de la fiche.',
    hint: 'Rien n’a été fait ; recommencez en tapant le numéro exact.',
  });
}

interface Lost {
  readonly record: RecordRow;
  readonly damages: readonly DamagedSealRow[];
  readonly left: readonly string[];
}

async function givesNothing(store: Store, { record, damages, left }: Lost): Promise<AppError> {
  const firstMs = Math.min(...damages.map(({ foundAtMs }) => foundAtMs));
  const found = zoned(firstMs).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' });
  const file = await store.read((rows) => rows.records.contactFile(record.contactFileId));
  const line = file ? `la ligne ${record.rowNumber} de ${file.name}` : 'sa ligne';
  return new AppError({
    code: 'backup-without-record',
    kind: 'conflict',
    message: `Cette sauvegarde ne rend rien de la fiche ${record.id} : ${left.join(' ; ')}.`,
    hint: `Essayez-en une autre (plateau backup list), la plus proche d’avant le ${found}. Si aucune ne l’a : la fiche reste de côté, ouvrez une violation (plateau breach open) et demandez à l’association ${line}.`,
  });
}
