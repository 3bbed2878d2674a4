import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkKeptHead, keepHead } from '../../../server/steps/audit/kept-head.ts';
import { openHouseSecrets } from '../../../server/vault/house-secrets.ts';
import { openKeptHead } from '../../../server/vault/kept-head-file.ts';
import { changePassphrase } from '../../../server/vault/passphrase-change.ts';
import { forgeLog } from '../../support/audit/forged-log.ts';
import { layKeyRing } from '../../support/house/laid-key-ring.ts';
import { openLaidStore } from '../../support/store/laid-base.ts';
import { auditEntry, NOW_MS } from '../../support/store/store-rows.ts';

const PASSPHRASE = 'phrase secrète des essais';
const CLOCK = { nowMs: () => NOW_MS };

interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly mac?: string;
}

/** A key ring and a base of eight entries, whose head the house kept. */
async function house({ isKept = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'plateau-tete-'));
  const keysDir = join(folder, 'trousseau');
  await layKeyRing({ keysDir, passphrase: async () => PASSPHRASE });
  const base = join(folder, 'plateau.db');
  const headFile = join(keysDir, 'head.json');
  const open = (file: string, passphrase = PASSPHRASE) => {
    const store = openLaidStore(file);
    onTestFinished(() => store.close());
    const keptHead = openKeptHead({ keysDir, passphrase: async () => passphrase });
    return { store, keptHead, clock: CLOCK };
  };
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const deps = open(base);
  if (isKept) await checkKeptHead(deps, undefined);
  for (let n = 0; n < 8; n += 1)
    await deps.store.write((rows) => rows.audit.append(auditEntry({ reason: n % 2 ? 'essai' : '' })));
  if (isKept) await keepHead(deps);
  await deps.store.compact();
  return {
    deps,
    open,
    keysDir,
    headFile,
    head: (): Head => JSON.parse(readFileSync(headFile, 'utf8')),
    writeHead: (head: object) => writeFileSync(headFile, JSON.stringify(head)),
    /** A copy of the base, that somebody took two entries out of. */
    forged: async () => {
      const file = join(folder, 'réécrite.db');
      copyFileSync(base, file);
      return { head: await forgeLog(file, [3, 5]), deps: open(file) };
    },
    start: (because?: string) => checkKeptHead(open(base), because),
  };
}

describe('R-32 a log that somebody rewrote whole, base and head', () => {
  test('is refused where the head was rewritten without the key, whatever mark it was given', async () => {
    const { forged, writeHead, head } = await house();
    const honest = head();
    const { head: after, deps } = await forged();
    for (const mac of [undefined, honest.mac, '0'.repeat(64)]) {
      writeHead({ ...after, atMs: NOW_MS, mac });
      await expect(checkKeptHead(deps, undefined)).rejects.toMatchObject({ code: 'kept-head-forged' });
    }
    writeHead(honest);
    await expect(checkKeptHead(deps, undefined)).rejects.toMatchObject({ code: 'database-rolled-back' });
  });

  test('is refused where the head was taken away, and nothing puts one back by itself', async () => {
    const { forged, headFile } = await house();
    const { deps } = await forged();
    rmSync(headFile);
    for (const keep of [() => checkKeptHead(deps, undefined), () => keepHead(deps), () => keepHead(deps)])
      await expect(keep()).rejects.toMatchObject({
        code: 'database-rolled-back',
        message: expect.stringContaining('n’est plus dans le trousseau, et le journal de cette base a 6'),
        hint: expect.stringContaining('--accept-rollback'),
      });
  });

  test('is never vouched for by what keeps the head while the house works', async () => {
    const { forged, head } = await house();
    const honest = head();
    const { deps } = await forged();
    for (let n = 0; n < 5; n += 1) await deps.store.write((rows) => rows.audit.append(auditEntry()));
    await expect(keepHead(deps)).rejects.toMatchObject({ code: 'database-rolled-back' });
    expect(head()).toEqual(honest);
  });

  test('is refused where both were emptied: the ring knows that it kept one', async () => {
    const { open, keysDir, headFile } = await house();
    rmSync(headFile);
    const empty = open(join(keysDir, '..', 'vide.db'));
    // As the opening of a house on an empty base does.
    await empty.keptHead.begin();
    await expect(checkKeptHead(empty, undefined)).rejects.toMatchObject({ code: 'kept-head-forged' });
  });

  test.each([
    ['taken away', (file: string) => rmSync(file), 'absente'],
    ['rewritten', (file: string) => writeFileSync(file, markless(file)), 'fausse'],
    ['cut', (file: string) => writeFileSync(file, '{"seq":'), 'illisible'],
  ])(
    'with its head %s, it is served with a reason only, which the log keeps',
    async (_how, harm, subject) => {
      const { start, headFile, deps } = await house();
      harm(headFile);
      await expect(start()).rejects.toMatchObject({ code: expect.stringMatching(/rolled-back|kept-head/) });
      await start('trousseau remis depuis sa copie');
      expect(await deps.store.read(async (rows) => await Array.fromAsync(rows.audit.each(9)))).toMatchObject([
        { action: 'house.rollback-accepted', subject, reason: 'trousseau remis depuis sa copie' },
      ]);
      await start();
    },
  );
});

const markless = (file: string) => {
  const { mac: _, ...head } = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify(head);
};

describe('R-32 an honest house starts', () => {
  test('for the first time, on an empty base, and again', async () => {
    const { start } = await house();
    await start();
    await start();
  });

  test('after a crash: the base is ahead of its head', async () => {
    const { deps, start, head } = await house();
    const before = head();
    for (let n = 0; n < 40; n += 1) await deps.store.write((rows) => rows.audit.append(auditEntry()));
    await start();
    expect([before.seq, head().seq]).toEqual([8, 48]);
  });

  test('under a new passphrase: the mark’s key is relocked with the others', async () => {
    const { open, keysDir, deps } = await house();
    await changePassphrase({ keysDir, current: PASSPHRASE, next: 'une autre phrase secrète' });
    const base = join(keysDir, '..', 'plateau.db');
    await checkKeptHead(open(base, 'une autre phrase secrète'), undefined);
    // Unlocked once in a process: it goes on.
    await keepHead(deps);
    await expect(checkKeptHead(open(base), undefined)).rejects.toMatchObject({ code: 'passphrase-wrong' });
  });

  test('after 0.4.0, whose head had no mark: taken once where the log goes on from it, marked from then on', async () => {
    const { deps, start, head, writeHead, keysDir } = await house({ isKept: false });
    const secrets = openHouseSecrets({ keysDir, passphrase: async () => PASSPHRASE });
    const sealed = await secrets.seal('camille', Buffer.from('code'));
    const old = { ...(await deps.store.read((rows) => rows.audit.head())), atMs: NOW_MS };
    writeHead({ ...old, hash: 'a'.repeat(64) });
    await expect(start()).rejects.toMatchObject({ code: 'database-rolled-back' });
    writeHead(old);
    await start();
    expect(head()).toEqual({ ...old, mac: expect.stringMatching(/^[0-9a-f]{64}$/) });
    writeHead(old);
    await expect(start()).rejects.toMatchObject({ code: 'kept-head-forged' });
    // What the ring sealed before it had the mark's key still opens.
    expect(Buffer.from(await secrets.open('camille', sealed)).toString()).toBe('code');
  });

  test('cut between its first marked head and the mark’s key', async () => {
    const { deps, start, writeHead } = await house({ isKept: false });
    const cut = {
      ...(await deps.store.read((rows) => rows.audit.head())),
      atMs: NOW_MS,
      mac: 'b'.repeat(64),
    };
    writeHead(cut);
    await start();
    await start();
  });
});

test('R-32 the head of another house is not this one’s, though it names the same entry', async () => {
  const [one, other] = [await house(), await house()];
  const head = { seq: one.head().seq, hash: one.head().hash, atMs: NOW_MS };
  await other.deps.keptHead.writeMarked(head);
  await one.start();
  writeFileSync(one.headFile, readFileSync(other.headFile));
  await expect(one.start()).rejects.toMatchObject({ code: 'kept-head-forged' });
});
