import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeClientKey, startDropServer } from '../../../scripts/demo/drop-server.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { startDropProxy } from '../../support/sftp/drop-proxy.ts';
import { dropRoom, MEGABYTE } from '../../support/sftp/drop-room.ts';
import {
  type OpensshDrop,
  type OpensshDropOptions,
  startOpensshDrop,
} from '../../support/sftp/openssh-drop.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const room = dropRoom();

function contract(start: (options: OpensshDropOptions) => Promise<OpensshDrop>) {
  async function started(options: Partial<OpensshDropOptions> = {}) {
    const server = await start({ folder: room.folder, authorizedKey: room.authorizedKey, ...options });
    room.closing.push(() => server.close());
    return server;
  }
  const deposit = (name: string, bytes: string | Uint8Array, ageSeconds = 60) => {
    writeFileSync(join(room.folder, 'in', name), bytes);
    const at = Date.now() / 1000 - ageSeconds;
    utimesSync(join(room.folder, 'in', name), at, at);
  };
  const outNames = () => readdirSync(join(room.folder, 'out')).sort();

  test('lists deposits oldest first, without parts, hidden files, folders', async () => {
    const drop = room.open(await started());
    deposit('recent.xlsx.pgp', 'bb', 10);
    deposit('ancien.xlsx.pgp', 'a', 1000);
    deposit('.secret', 'x');
    deposit('en-cours.pgp.part', 'x');
    deposit('en-cours.pgp.filepart', 'x');
    mkdirSync(join(room.folder, 'in', 'dossier'));
    const entries = await drop.listIncoming();
    expect(entries.map((entry) => [entry.name, entry.bytes])).toEqual([
      ['ancien.xlsx.pgp', 1],
      ['recent.xlsx.pgp', 2],
    ]);
    expect(Math.abs((entries[0]?.modifiedAtMs ?? 0) - (Date.now() - 1000_000))).toBeLessThan(60_000);
  });

  test('removes the parts of our own deliveries that a kill left, and nothing else', async () => {
    const drop = room.open(await started());
    const put = (name: string) => writeFileSync(join(room.folder, 'out', name), 'x');
    const ours = [
      '.A.xlsx.pgp.part',
      'A.xlsx.pgp.part',
      'EN-COURS_A.xlsx.pgp',
      '.A.xlsx.pgp.manifest.json.asc.part',
    ];
    const theirs = [
      '.B.xlsx.pgp.part',
      'B.xlsx.pgp.part',
      'EN-COURS_B.xlsx.pgp',
      '.caché',
      'A.xlsx.pgp',
      'rapport.part',
    ];
    for (const name of [...ours, ...theirs]) put(name);
    mkdirSync(join(room.folder, 'out', '.C.pgp.part'));
    const delivered = ['A.xlsx.pgp', 'A.xlsx.pgp.manifest.json.asc', 'C.pgp'];
    const nowMs = Date.now();
    // Just seen: one of them might still grow.
    expect(await drop.sweepParts(delivered, nowMs)).toBe(0);
    expect(await drop.sweepParts(delivered, nowMs + 30_000)).toBe(0);
    writeFileSync(join(room.folder, 'out', '.A.xlsx.pgp.part'), 'still growing');
    expect(await drop.sweepParts(delivered, nowMs + 61_000)).toBe(3);
    expect(outNames()).toEqual(['.A.xlsx.pgp.part', '.C.pgp.part', ...theirs].sort());
    expect(await drop.sweepParts(delivered, nowMs + 125_000)).toBe(1);
    // A look of an hour later needs no other.
    put('.A.xlsx.pgp.part');
    expect(await drop.sweepParts(delivered, nowMs + 2 * 3_600_000)).toBe(1);
    expect(outNames()).toEqual(['.C.pgp.part', ...theirs].sort());
  });

  test('leaves out names that lie: escapes, line breaks, direction marks', async () => {
    const drop = room.open(await started());
    deposit('bon é.pgp', 'x');
    deposit('\u001b[31mrouge.pgp', 'x');
    deposit('deux\nlignes.pgp', 'x');
    deposit('gpj.\u202egp.pgp', 'x');
    expect((await drop.listIncoming()).map((entry) => entry.name)).toEqual(['bon é.pgp']);
  });

  test('fetches a file of several chunks, byte for byte', async () => {
    const drop = room.open(await started());
    const bytes = randomBytes(3 * MEGABYTE + 17);
    deposit('gros.pgp', bytes);
    expect(sha256(await drop.fetch('gros.pgp', 4 * MEGABYTE))).toBe(sha256(bytes));
    deposit('vide.pgp', '');
    expect(await drop.fetch('vide.pgp', 10)).toHaveLength(0);
  });

  test('refuses a file over the cap, a missing one, a folder', async () => {
    const drop = room.open(await started());
    deposit('gros.pgp', randomBytes(2000));
    mkdirSync(join(room.folder, 'in', 'dossier'));
    await expect(drop.fetch('gros.pgp', 1999)).rejects.toMatchObject({ code: 'drop-file-too-large' });
    await expect(drop.fetch('absent.pgp', 1999)).rejects.toMatchObject({ code: 'drop-file-missing' });
    await expect(drop.fetch('dossier', 9999)).rejects.toMatchObject({ code: 'drop-file-missing' });
    expect(await drop.fetch('gros.pgp', 2000)).toHaveLength(2000);
  });

  test('a name is one plain segment, else a bug', async () => {
    const drop = room.open(await started());
    for (const name of ['../x', 'a/b', '..', '.', '.x', '', 'a\\b', 'a\u0000b', 'a\nb', 'x'.repeat(201)]) {
      await expect(drop.fetch(name, 10), JSON.stringify(name)).rejects.toThrow('plain path segment');
      await expect(drop.deliver(name, new Uint8Array(1))).rejects.toThrow('plain path segment');
      await expect(drop.hashOfDelivered(name)).rejects.toThrow('plain path segment');
    }
    expect(outNames()).toEqual([]);
  });

  test('delivers, replaces whole, and hashes what was delivered', async () => {
    const drop = room.open(await started());
    const first = randomBytes(2 * MEGABYTE + 5);
    const second = randomBytes(1000);
    expect(await drop.hashOfDelivered('hebdo.pgp')).toBeUndefined();
    await drop.deliver('hebdo.pgp', first);
    expect(await drop.hashOfDelivered('hebdo.pgp')).toBe(sha256(first));
    await drop.deliver('hebdo.pgp', second);
    expect(sha256(readFileSync(join(room.folder, 'out', 'hebdo.pgp')))).toBe(sha256(second));
    expect(outNames()).toEqual(['hebdo.pgp']);
  });

  test('a longer part left by an earlier try does not end up behind the new file', async () => {
    const drop = room.open(await started());
    writeFileSync(join(room.folder, 'out', '.hebdo.pgp.part'), randomBytes(5000));
    await drop.deliver('hebdo.pgp', Buffer.from('court'));
    expect(readFileSync(join(room.folder, 'out', 'hebdo.pgp'), 'utf8')).toBe('court');
    expect(outNames()).toEqual(['hebdo.pgp']);
  });

  test('operations asked together run one after the other on one connection', async () => {
    const drop = room.open(await started());
    const all = ['a', 'b', 'c', 'd'].map((letter) => drop.deliver('meme.pgp', Buffer.from(letter.repeat(9))));
    await Promise.all(all);
    expect(readFileSync(join(room.folder, 'out', 'meme.pgp'), 'utf8')).toBe('ddddddddd');
  });

  test('the same bytes asked twice at once are written once: no part can stay behind the finished file', async () => {
    const drop = room.open(await started());
    const file = join(room.folder, 'out', 'manifeste.json');
    const bytes = randomBytes(3000);
    const first = drop.deliver('manifeste.json', bytes).then(() => statSync(file).ino);
    await Promise.all([first, drop.deliver('manifeste.json', bytes)]);
    expect(statSync(file).ino).toBe(await first);
    await drop.deliver('manifeste.json', bytes.toReversed());
    expect(sha256(readFileSync(file))).toBe(sha256(bytes.toReversed()));
  });

  test('cut in the middle of an upload: the final name keeps the old file, and trying again mends it', async () => {
    const server = await started();
    const proxy = await startDropProxy(server.url);
    room.closing.push(() => proxy.close());
    const drop = room.open({ url: proxy.url, hostKey: server.hostKey });
    await drop.deliver('hebdo.pgp', Buffer.from('semaine 47'));
    await drop.check();
    const bytes = randomBytes(6 * MEGABYTE);
    proxy.cutAfter(3 * MEGABYTE);
    await expect(drop.deliver('hebdo.pgp', bytes)).rejects.toMatchObject({
      code: 'drop-interrupted',
      hint: expect.stringContaining('Relancez'),
    });
    expect(readFileSync(join(room.folder, 'out', 'hebdo.pgp'), 'utf8')).toBe('semaine 47');
    proxy.cutAfter(undefined);
    await drop.deliver('hebdo.pgp', bytes);
    expect(await drop.hashOfDelivered('hebdo.pgp')).toBe(sha256(bytes));
  });

  test('disk full: said so, nothing under the final name, no part left', async () => {
    const drop = room.open(await started({ quotaBytes: 64 * 1024 }));
    await expect(drop.deliver('hebdo.pgp', randomBytes(MEGABYTE))).rejects.toMatchObject({
      code: 'drop-full',
    });
    expect(outNames()).toEqual([]);
    await drop.deliver('petit.pgp', randomBytes(1000));
    expect(outNames()).toEqual(['petit.pgp']);
  });

  test('another host key than the pinned one is refused before any login', async () => {
    const first = await started();
    const drop = room.open(first);
    await drop.check();
    const port = Number(new URL(first.url).port);
    await first.close();
    await started({ port });
    await expect(drop.check()).rejects.toMatchObject({ code: 'drop-host-key-changed', kind: 'forbidden' });
    await expect(drop.deliver('x.pgp', new Uint8Array(3))).rejects.toMatchObject({
      code: 'drop-host-key-changed',
    });
    expect(outNames()).toEqual([]);
  });

  test('a key that the charity did not authorise is denied', async () => {
    const server = await started();
    room.keyFile = join(room.home, 'other');
    await makeClientKey(room.keyFile);
    await expect(room.open(server).listIncoming()).rejects.toMatchObject({ code: 'drop-denied' });
  });

  test('server down, then back: unreachable, then the same drop works', async () => {
    const first = await started();
    await first.close();
    const closed = room.open(first);
    await expect(closed.listIncoming()).rejects.toMatchObject({
      code: 'drop-unreachable',
      kind: 'unavailable',
    });
    const back = await started({ port: Number(new URL(first.url).port) });
    expect(await room.open(back).listIncoming()).toEqual([]);
  });

  test('folders in/ and out/ that do not exist', async () => {
    const server = await started();
    rmSync(join(room.folder, 'out'), { recursive: true });
    const drop = room.open(server);
    await expect(drop.check()).rejects.toMatchObject({ code: 'drop-folder-missing' });
    await expect(drop.deliver('x.pgp', new Uint8Array(1))).rejects.toMatchObject({
      code: 'drop-folder-missing',
    });
  });

  test('after close, operations are refused', async () => {
    const drop = room.open(await started());
    await drop.check();
    await drop.close();
    await drop.close();
    await expect(drop.listIncoming()).rejects.toMatchObject({ code: 'drop-closed' });
  });
}

describe('drop over the embedded server', () => {
  contract(({ quotaBytes, port = 0, ...rest }) =>
    startDropServer({ ...rest, port, faults: quotaBytes === undefined ? {} : { quotaBytes } }),
  );
});

describeWith('sshd', 'ssh')('drop over OpenSSH', () => {
  contract(startOpensshDrop);
});
