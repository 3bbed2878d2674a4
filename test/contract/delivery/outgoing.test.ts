import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';
import { openOutgoingRows } from '../../../server/outgoing/outgoing-rows.ts';
import type { Outgoing } from '../../../server/ports/outgoing.ts';
import type { Store } from '../../../server/ports/store.ts';
import { deliveryRow, importRecords, temporaryStore } from '../../support/store/store-rows.ts';

let folder: string;
let base: ReturnType<typeof temporaryStore>;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'plateau-outgoing-')), 'waiting');
  base = temporaryStore();
});
afterEach(async () => {
  base.dispose();
  await rm(join(folder, '..'), { recursive: true });
});

const EDGES: Readonly<Record<string, (store: Store) => Outgoing>> = {
  'in the folder': () => openOutgoingFolder(folder),
  'in the base': openOutgoingRows,
};

/** A folder is the same whatever the engine. */
const tried = Object.entries(EDGES).filter(
  ([where]) => where === 'in the base' || process.env.PLATEAU_TEST_ENGINE !== 'postgres',
);

describe.each(tried)('sealed bytes waiting %s', (_, open) => {
  const isOwned = async (id: string) =>
    (await base.store.read((rows) => rows.deliveries.byId(id))) !== undefined;

  it('are kept under the id, and forgotten once removed', async () => {
    const outgoing = open(base.store);
    const id = randomUUID();
    const bytes = new Uint8Array(randomBytes(5000));
    await outgoing.put(id, bytes);
    expect(await outgoing.list()).toEqual([{ id, bytes: 5000 }]);
    expect(Buffer.from((await outgoing.read(id)) ?? []).equals(bytes)).toBe(true);
    await outgoing.remove(id);
    expect([await outgoing.list(), await outgoing.read(id)]).toEqual([[], undefined]);
  });

  it('come back whole at any size, and are replaced whole', async () => {
    const outgoing = open(base.store);
    const id = randomUUID();
    for (const size of [2 ** 20, 3 * 2 ** 20 + 1, 2 ** 20 + 1, 1]) {
      const bytes = randomBytes(size);
      await outgoing.put(id, bytes);
      expect(bytes.equals((await outgoing.read(id)) ?? Buffer.of())).toBe(true);
      expect(await outgoing.list()).toEqual([{ id, bytes: size }]);
    }
  });

  it('are none before the first; removing what is not there is no error', async () => {
    const outgoing = open(base.store);
    expect(await outgoing.list()).toEqual([]);
    await outgoing.remove(randomUUID());
    expect(await outgoing.sweep(isOwned)).toBe(0);
  });

  it('are swept when no delivery owns them, and stay when one does', async () => {
    const outgoing = open(base.store);
    await importRecords(base.store, [{}]);
    const owned = deliveryRow({ id: randomUUID() });
    await base.store.write((rows) => rows.deliveries.add(owned, []));
    await outgoing.put(owned.id, randomBytes(10));
    for (const id of [randomUUID(), randomUUID()]) await outgoing.put(id, randomBytes(10));
    expect([await outgoing.sweep(isOwned), await outgoing.sweep(isOwned)]).toEqual([2, 0]);
    expect((await outgoing.list()).map(({ id }) => id)).toEqual([owned.id]);
  });

  it('are seen by another that opens the same place, in order of id', async () => {
    const [first, second] = [randomUUID(), randomUUID()].sort();
    if (first === undefined || second === undefined) throw new Error('two ids');
    await open(base.store).put(second, randomBytes(2));
    await open(base.store).put(first, randomBytes(1));
    const other = base.open();
    expect((await open(other).list()).map(({ id }) => id)).toEqual([first, second]);
    await open(other).remove(first);
    other.close();
    expect(await open(base.store).read(first)).toBeUndefined();
  });

  it('are refused under an id that is a path', async () => {
    await expect(async () => await open(base.store).put('../escape', new Uint8Array(1))).rejects.toThrow(
      'uuid',
    );
  });
});

describe('the folder of sealed bytes waiting', () => {
  it('is for the owner alone, and leaves nothing behind', async () => {
    const outgoing = openOutgoingFolder(folder);
    const id = randomUUID();
    await outgoing.put(id, randomBytes(10));
    expect((await stat(join(folder, `${id}.pgp`))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await outgoing.remove(id);
    expect(await readdir(folder)).toEqual([]);
  });

  it('shows and removes a cut write, which is never read as whole', async () => {
    const outgoing = openOutgoingFolder(folder);
    const [whole, cut] = [randomUUID(), randomUUID()];
    await outgoing.put(whole, new Uint8Array(1));
    await writeFile(join(folder, `${cut}.pgp.part`), 'half');
    expect((await outgoing.list()).map((one) => one.id).sort()).toEqual([whole, cut].sort());
    expect(await outgoing.read(cut)).toBeUndefined();
    await outgoing.remove(cut);
    expect((await outgoing.list()).map((one) => one.id)).toEqual([whole]);
  });
});

describe('the base with sealed bytes waiting', () => {
  it('has all of a file or nothing of it when the transaction is cut', async () => {
    const file = { shelf: 'outgoing', name: randomUUID() } as const;
    const cut = base.store.write(async (rows) => {
      await rows.keptFiles.put(file, randomBytes(2 ** 20 + 5));
      throw new Error('cut');
    });
    await expect(cut).rejects.toThrow('cut');
    expect(await openOutgoingRows(base.store).read(file.name)).toBeUndefined();
  });
});
