import { AppError } from '../../../shared/errors.ts';
import { agreeing, inNumber } from '../../../shared/french-plural.ts';
import { civilDate } from '../../../shared/time.ts';
import { isSealedKind } from '../../domain/next-card/sealed-kinds.ts';
import type { Backups } from '../../ports/backup.ts';
import type { KeyRotation } from '../../ports/keys/key-rotation.ts';
import type { RotationRow } from '../../ports/rows/rotations.ts';
import type { Store } from '../../ports/store.ts';
import { type AsideDeps, isRecordDamaged, type OpenedPacket, setAside } from '../records/set-aside.ts';
import { trail } from '../trail.ts';
import { writeWhenFree } from '../write-when-free.ts';
import { backupsOfBefore, noteEnded } from './former-keys.ts';
import { campaignOf, requireKeyPlace, requireLivingPlace } from './key-place.ts';
import { sealedPages } from './sealed-pages.ts';
import { isRotatedOnRings, prepareKey, type RotationWait, rotationWait } from './shared-rotation.ts';

export interface RotateDeps extends AsideDeps {
  readonly store: Store;
  readonly keyRotation: KeyRotation;
  readonly backups: Pick<Backups, 'list'>;
}

export interface Rotated {
  readonly number: number;
  /** Values sealed again by this call. */
  readonly resealed: number;
  /** Values of the place, each opened under the new key at the end, but the damaged ones. */
  readonly values: number;
  /** Values that no key opens: left as they were, and those of a campaign set aside. */
  readonly damaged: number;
  /** Former keys that stay in the ring, for the backups of before. */
  readonly retired: number;
  /** On several servers: what it waits for; the schedule seals again (`followRotations`). */
  readonly waits?: RotationWait;
}

interface Passed {
  readonly values: number;
  readonly resealed: number;
  readonly damaged: number;
}

/**
 * A new session key for a place, while agents work. Every sealed value of every table is sealed again, in pages;
 * passes go on until one opens them all under the new key. Cut anywhere, the values are under one key or the other and both open;
 * the same call goes on. The former key stays, retired: backups of before need it (`endRotation`). In a house of several servers
 * every ring has the new key before one seals with it, and all seal with it before the values are sealed again. AppErrors
 * `campaign-unknown`, `campaign-purged`, `people-base-unknown`, and `seal-broken` when nothing of it opens: a damaged value is
 * set aside and told.
 */
export async function rotateKey(
  deps: RotateDeps,
  request: { readonly place: string; readonly reason: string; readonly actor: string },
): Promise<Rotated> {
  const { place } = request;
  const isOnRings = await isRotatedOnRings(deps.store, place);
  const { number } = await beginRow(deps, request);
  if (isOnRings) return await shareRotation(deps, { place, number });
  await deps.keyRotation.begin(place, number);
  return await resealAll(deps, { ...request, number });
}

/** The new key goes to the other rings; where it stands then. */
async function shareRotation(
  deps: RotateDeps,
  keys: { readonly place: string; readonly number: number },
): Promise<Rotated> {
  await prepareKey(deps, keys);
  const waits = await deps.store.read((rows) => rotationWait(rows, keys));
  const retired = (await deps.keyRotation.retired(keys.place)).length;
  return { number: keys.number, resealed: 0, values: 0, damaged: 0, retired, waits };
}

/** Every value under the key in use, whatever is written meanwhile. */
export async function resealAll(
  deps: RotateDeps,
  request: Pick<RotationRow, 'place' | 'number' | 'reason'> & { readonly actor: string },
): Promise<Rotated> {
  const { place, number } = request;
  let resealed = 0;
  let passed: Passed;
  do {
    passed = await passOver(deps, request);
    resealed += passed.resealed;
  } while (passed.resealed > 0);
  const { values, damaged } = passed;
  await deps.store.write(async (rows) => {
    // A directory takes its rotations with it.
    await requireKeyPlace(rows, place);
    const atMs = deps.clock.nowMs();
    await rows.rotations.change({ place, number }, { resealedAtMs: atMs });
    const noted = {
      ...campaignOf(place),
      reason: request.reason,
      detail: { number, resealed, values, damaged },
    };
    await trail(rows, { actor: request.actor, atMs })('key.rotated', place, noted);
  });
  return { number, resealed, values, damaged, retired: (await deps.keyRotation.retired(place)).length };
}

/** The rotation that runs, or a new one: a ring that is ahead of a base of before has had that number already. */
async function beginRow(
  { store, clock, keyRotation }: RotateDeps,
  { place, reason, actor }: { readonly place: string; readonly reason: string; readonly actor: string },
): Promise<Pick<RotationRow, 'number'>> {
  await store.read((rows) => requireLivingPlace(rows, place));
  const retired = await keyRotation.retired(place);
  return await store.write(async (rows) => {
    await requireLivingPlace(rows, place);
    const all = await rows.rotations.ofPlace(place);
    const running = all.find((one) => one.resealedAtMs === null);
    if (running) return running;
    const begun = {
      place,
      number: Math.max(0, ...retired, ...all.map(({ number }) => number)) + 1,
      startedAtMs: clock.nowMs(),
      startedBy: actor,
      reason,
    };
    await rows.rotations.begin(begun);
    const noted = { ...campaignOf(place), reason, detail: { number: begun.number } };
    await trail(rows, { actor, atMs: begun.startedAtMs })('key.rotation-begun', place, noted);
    return begun;
  });
}

/** One look at every sealed value of the place; what an agent wrote meanwhile is left for the next pass. */
async function passOver(
  deps: RotateDeps,
  { place, actor }: { readonly place: string; readonly actor: string },
): Promise<Passed> {
  const { store, keyRotation } = deps;
  let values = 0;
  let resealed = 0;
  let damaged = 0;
  let left: AppError | undefined;
  for await (const page of sealedPages(store, place)) {
    const sealed = await keyRotation.reseal(
      place,
      page.map((one) => one.sealed),
    );
    const due = page.flatMap((value, at) => {
      const by = sealed[at];
      return by instanceof Uint8Array ? [{ value, by }] : [];
    });
    for (const [at, value] of page.entries()) {
      const broken = sealed[at];
      if (!(broken instanceof AppError)) continue;
      damaged += 1;
      const { kind } = value;
      if (isSealedKind(kind)) await requireSetAside(deps, { ...value, kind, actor }, broken);
      else left ??= broken;
    }
    if (due.length > 0)
      await writeWhenFree({ store }, async (rows) => {
        for (const { value, by } of due) await rows.rotations.replaceSealed(value, by);
      });
    values += page.length;
    resealed += due.length;
  }
  // Of people none is set aside, and when nothing opens it is the key.
  if (left && damaged === values) throw left;
  return { values, resealed, damaged };
}

/** One damaged value is set aside, and the rotation goes on; when nothing of the campaign opens, it does not. */
async function requireSetAside(deps: RotateDeps, packet: OpenedPacket, broken: AppError): Promise<void> {
  const error = await setAside(deps, packet, broken);
  if (!isRecordDamaged(error)) throw error;
}

/**
 * Destroys the retired keys of a place, once nothing needs them: no rotation runs, every value opens under the key in use, and
 * no backup of before the last rotation holds its records. Twice destroys nothing more. AppErrors `rotation-running`,
 * `retired-key-needed`, and those of `rotateKey`.
 */
export async function endRotation(
  deps: RotateDeps,
  { place, actor }: { readonly place: string; readonly actor: string },
): Promise<{ readonly destroyed: number }> {
  const all = await deps.store.read(async (rows) => {
    await requireKeyPlace(rows, place);
    return await rows.rotations.ofPlace(place);
  });
  if (all.some((one) => one.resealedAtMs === null)) throw rotationRunning(place);
  const retired = await deps.keyRotation.retired(place);
  if (retired.length === 0) return { destroyed: 0 };
  // Of a rotation that this base, of before it, does not know: nothing tells which backups need its former key.
  if (!retired.every((number) => number <= (all.at(-1)?.number ?? 0))) throw rotationRunning(place);
  const old = await backupsOfBefore(deps, place);
  if (old.length > 0) throw retiredKeyNeeded(old.length, civilDate(Math.max(...old)));
  if (!(await opensAll(deps, place))) throw rotationRunning(place);
  const destroyed = await deps.keyRotation.destroyRetired(place);
  const isOnRings = await isRotatedOnRings(deps.store, place);
  if (!isOnRings) await noteEnded(deps.store, { place, actor, atMs: deps.clock.nowMs(), destroyed });
  return { destroyed };
}

/** Nothing is changed: a value that a retired key alone opens is enough to keep it. */
async function opensAll({ store, keyRotation }: RotateDeps, place: string): Promise<boolean> {
  for await (const page of sealedPages(store, place)) {
    const values = page.map((one) => one.sealed);
    const due = await keyRotation.reseal(place, values);
    if (due.some((one) => one instanceof Uint8Array)) return false;
  }
  return true;
}

function rotationRunning(place: string): AppError {
  return new AppError({
    code: 'rotation-running',
    kind: 'conflict',
    message: 'Des données sont encore sous l’ancienne clé : elle n’est pas détruite.',
    hint: `Menez d’abord la rotation à son terme : plateau keys rotate ${place} --reason "…".`,
  });
}

function retiredKeyNeeded(backups: number, newestOn: string): AppError {
  return new AppError({
    code: 'retired-key-needed',
    kind: 'conflict',
    message: `${inNumber(backups, 'sauvegarde(s)')} d’avant la rotation, la dernière du ${newestOn}, ${agreeing(backups, 'ne s’ouvre(nt)')} qu’avec l’ancienne clé.`,
    hint: 'Elles partent d’elles-mêmes avec la durée de garde (PLATEAU_BACKUP_KEEP) : recommencez après.',
  });
}
