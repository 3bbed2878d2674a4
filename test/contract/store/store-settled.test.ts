import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogSettling } from '../../../server/store/log-settling.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { accountRow, temporaryStore } from '../../support/store/store-rows.ts';

/** What agents write: committed at once, on the disk together, before they are answered. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const add = (number: number) =>
  base.store.unsettled.write((rows) =>
    rows.accounts.insert(accountRow({ id: `compte-${number}`, login: `fictif${number}` })),
  );
const count = () => base.store.read(async (rows) => (await rows.accounts.all()).length);

describe('writes that are settled together', () => {
  it('are seen at once by every reader, this connection’s and another’s', async () => {
    await add(1);
    expect(await count()).toBe(1);
    const other = openStore({ file: base.file });
    expect(await other.read(async (rows) => (await rows.accounts.all()).length)).toBe(1);
    other.close();
  });

  it('one flush serves all who wait, and a write made meanwhile waits for the next', async () => {
    await add(1);
    const first = base.store.settled();
    const second = base.store.unsettled.settled();
    await add(2);
    await Promise.all([first, second, base.store.settled()]);
    // Nothing was written since: answered without the disk.
    await base.store.settled();
    expect(await count()).toBe(2);
  });

  it('hold after the process is gone: the base and its log, copied as they lie, give every row', async () => {
    for (const number of [1, 2, 3]) await add(number);
    await base.store.settled();
    const copy = join(base.file, '..', 'copie.db');
    copyFileSync(base.file, copy);
    copyFileSync(`${base.file}-wal`, `${copy}-wal`);
    const restored = openStore({ file: copy });
    expect(await restored.read(async (rows) => (await rows.accounts.all()).length)).toBe(3);
    restored.close();
  });

  it('a refused transaction leaves nothing, and other writes go on', async () => {
    await add(1);
    await expect(add(1)).rejects.toThrow();
    await base.store.write((rows) => rows.accounts.insert(accountRow({ id: 'autre', login: 'autre' })));
    await base.store.settled();
    expect(await count()).toBe(2);
  });

  it('the log is copied into the base by a thread, and stays short', async () => {
    const before = statSync(base.file).size;
    for (let number = 0; number < 1_200; number += 1) {
      await add(number);
      if (number % 100 === 0) await base.store.settled();
    }
    await vi.waitFor(() => expect(statSync(base.file).size).toBeGreaterThan(before), 10_000);
    // Erasing needs the log for itself: the thread at work is waited for.
    await base.store.compact();
    expect(statSync(`${base.file}-wal`).size).toBe(0);
    expect(await count()).toBe(1_200);
  });

  it('a log that cannot be flushed is said, and answers nobody any more', async () => {
    const log = new LogSettling(join(base.file, '..', 'absente.db'));
    await log.settled();
    log.noteWrite();
    const failed = expect.objectContaining({ code: 'disk-failed' });
    await expect(log.settled()).rejects.toEqual(failed);
    await expect(log.settled()).rejects.toEqual(failed);
  });
});
