import { AppError } from '../../../shared/errors.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { KeyCopies } from '../../ports/keys/key-copies.ts';
import type { KeyCopyRow } from '../../ports/rows/key-copies.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

export interface KeyCopyDeps {
  readonly store: Store;
  readonly keyCopies: KeyCopies;
  readonly clock: Clock;
}

interface CopiedKeyRing {
  readonly id: string;
  readonly parts: readonly string[];
}

/**
 * Copies the key ring, part by part, sealed to the data officer, and registers every part: a purge ends those of its
 * campaign. AppErrors of `KeyCopies.make`.
 */
export async function copyKeyRing(
  deps: KeyCopyDeps & { readonly chance: Chance },
  { folder, actor }: { readonly folder: string; readonly actor: string },
): Promise<CopiedKeyRing> {
  const atMs = deps.clock.nowMs();
  const files = await deps.keyCopies.make({ folder, atMs });
  const id = deps.chance.uuid();
  await deps.store.write(async (rows) => {
    for (const { part, file, sha256 } of files)
      await rows.keyCopies.add({ id, part, file, sha256, madeAtMs: atMs, madeBy: actor });
    const detail = { parts: files.length };
    await trail(rows, { actor, atMs })('key.copy', id, { detail });
  });
  return { id, parts: files.map(({ part }) => part) };
}

/** Every part of every copy, oldest first. */
export async function listKeyCopies({ store }: { readonly store: Store }): Promise<readonly KeyCopyRow[]> {
  return await store.read((rows) => rows.keyCopies.all());
}

/** The parts that a purge of the campaign must end: its own keys, and the charity's blind-index key with its last campaign. */
export function partsOfCampaign(campaign: string, charity: string | undefined): readonly string[] {
  return [`campaigns-${campaign}`, ...(charity === undefined ? [] : [`charities-${charity}`])];
}

/** Those not ended that are no longer where they were written: only their holder can say that they are destroyed. */
export async function copiesToAttest(
  keyCopies: Pick<KeyCopies, 'isThere'>,
  copies: readonly KeyCopyRow[],
): Promise<readonly KeyCopyRow[]> {
  const away: KeyCopyRow[] = [];
  for (const copy of copies) if (copy.endedHow === null && !(await keyCopies.isThere(copy))) away.push(copy);
  return away;
}

/** Destroys what is where it was written; cut anywhere, a second call finishes. Returns how many ended now. */
export async function destroyKeyCopies(
  deps: KeyCopyDeps,
  { parts, actor }: { readonly parts: readonly string[]; readonly actor: string },
): Promise<number> {
  let ended = 0;
  for (const copy of await deps.store.read((rows) => rows.keyCopies.ofParts(parts))) {
    if (copy.endedHow === null && (await deps.keyCopies.destroy(copy))) {
      await deps.store.write((rows) =>
        rows.keyCopies.end(copy, { endedAtMs: deps.clock.nowMs(), endedBy: actor, endedHow: 'destroyed' }),
      );
      ended += 1;
    }
    await deps.keyCopies.clear(copy);
  }
  return ended;
}

/**
 * The holder's word that a copy is destroyed, or one part of it; the reason says how. AppErrors `key-copy-unknown`;
 * `key-copy-still-there` when the house itself still sees it.
 */
export async function attestKeyCopy(
  deps: KeyCopyDeps,
  request: {
    readonly id: string;
    readonly part?: string | undefined;
    readonly reason: string;
    readonly actor: string;
  },
): Promise<{ readonly ended: number }> {
  const { id, part, reason, actor } = request;
  const held = await deps.store.read((rows) => heldParts(rows, id, part));
  if (held.length === 0) throw unknownCopy();
  for (const copy of held) if (await deps.keyCopies.isThere(copy)) throw stillThere();
  const atMs = deps.clock.nowMs();
  await deps.store.write(async (rows) => {
    for (const copy of held)
      await rows.keyCopies.end(copy, { endedAtMs: atMs, endedBy: actor, endedHow: 'attested' });
    const detail = { parts: held.length };
    await trail(rows, { actor, atMs })('key.copy-attested', id, { reason, detail });
  });
  return { ended: held.length };
}

async function heldParts(
  rows: StoreReader,
  id: string,
  part: string | undefined,
): Promise<readonly KeyCopyRow[]> {
  return (await rows.keyCopies.all()).filter(
    (copy) => copy.id === id && copy.endedHow === null && (part ?? copy.part) === copy.part,
  );
}

function unknownCopy(): AppError {
  return new AppError({
    code: 'key-copy-unknown',
    kind: 'not-found',
    message: 'Aucune copie du trousseau en cours ne porte ce numéro, ou cette partie.',
    hint: 'La liste : plateau keys copies.',
  });
}

function stillThere(): AppError {
  return new AppError({
    code: 'key-copy-still-there',
    kind: 'conflict',
    message: 'Cette copie est encore là où elle a été écrite : rien n’est attesté.',
    hint: 'Détruisez-la d’abord, ou laissez la destruction de la campagne l’écraser elle-même.',
  });
}
