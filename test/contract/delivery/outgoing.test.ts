import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOutgoingFolder } from '../../../server/outgoing/outgoing-folder.ts';

describe('the folder of sealed bytes waiting', () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'plateau-outgoing-')), 'waiting');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('keeps the bytes under the id, for the owner alone, and forgets them once removed', async () => {
    const outgoing = openOutgoingFolder(folder);
    const id = randomUUID();
    const bytes = new Uint8Array(randomBytes(5000));
    await outgoing.put(id, bytes);
    expect(await outgoing.list()).toEqual([{ id, bytes: 5000 }]);
    expect(Buffer.from((await outgoing.read(id)) ?? []).equals(bytes)).toBe(true);
    expect((await stat(join(folder, `${id}.pgp`))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await outgoing.remove(id);
    expect(await readdir(folder)).toEqual([]);
    expect(await outgoing.read(id)).toBeUndefined();
  });

  it('replaces the bytes of an id whole', async () => {
    const outgoing = openOutgoingFolder(folder);
    const id = randomUUID();
    await outgoing.put(id, new Uint8Array(10));
    await outgoing.put(id, new Uint8Array(3));
    expect(await outgoing.list()).toEqual([{ id, bytes: 3 }]);
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

  it('is empty before the first write, and removing what is not there is no error', async () => {
    const outgoing = openOutgoingFolder(folder);
    expect(await outgoing.list()).toEqual([]);
    await outgoing.remove(randomUUID());
  });

  it('refuses an id that is a path', async () => {
    await expect(openOutgoingFolder(folder).put('../escape', new Uint8Array(1))).rejects.toThrow('uuid');
  });
});
