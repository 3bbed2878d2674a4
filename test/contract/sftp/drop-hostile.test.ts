import { randomBytes } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { describe, expect, test } from 'vitest';
import { startDropServer } from '../../../scripts/demo/drop-server.ts';
import type { DropFaults } from '../../../scripts/demo/drop-server-files.ts';
import { soundKeyPair } from '../../../scripts/demo/ssh-key-pair.ts';
import type { LogFields } from '../../../server/ports/log.ts';
import { openSftpDrop } from '../../../server/sftp/sftp-drop.ts';
import { startDropProxy } from '../../support/sftp/drop-proxy.ts';
import { dropRoom, MEGABYTE, QUICK } from '../../support/sftp/drop-room.ts';

const room = dropRoom();

describe('drop over servers that behave badly', () => {
  async function started(faults: DropFaults) {
    const server = await startDropServer({
      folder: room.folder,
      authorizedKey: room.authorizedKey,
      port: 0,
      faults,
    });
    room.closing.push(() => server.close());
    return server;
  }

  test('every key pair of the demo can be read back (ssh2 spoils one in 256)', () => {
    for (let n = 0; n < 600; n++) {
      const pair = soundKeyPair('essai');
      expect(ssh2.utils.parseKey(pair.private)).not.toBeInstanceOf(Error);
      expect(ssh2.utils.parseKey(pair.public)).not.toBeInstanceOf(Error);
    }
  });

  test('no pinned host key, no drop', () => {
    for (const hostKey of ['', 'SHA256:', 'MD5:aa:bb', '*']) {
      const options = { url: 'sftp://charity@127.0.0.1:1/', privateKeyFile: room.keyFile, hostKey };
      expect(() => openSftpDrop(options)).toThrow(
        expect.objectContaining({ code: 'drop-host-key-required' }),
      );
    }
  });

  test('paths in a listing are left out and told, never followed', async () => {
    const listedNames = ['../../etc/passwd', '/etc/passwd', '..', '.', 'a\\b', 'x\u0007', 'bon.pgp'];
    const { url, hostKey } = await started({ listedNames });
    const told: unknown[] = [];
    const note = (event: string, fields?: LogFields) => told.push([event, fields]);
    const log = { info: note, warn: note, error: note };
    const drop = openSftpDrop({ url, hostKey, privateKeyFile: room.keyFile, log });
    room.closing.push(() => drop.close());
    expect((await drop.listIncoming()).map((entry) => entry.name)).toEqual(['bon.pgp']);
    expect(told).toEqual([['drop.hostile-names', { count: 4 }]]);
  });

  test('a server that logs in and then keeps silent is given up', async () => {
    const drop = room.open(await started({ silent: true }), { ...QUICK, stallMs: 50 });
    await expect(drop.listIncoming()).rejects.toMatchObject({ code: 'drop-unreachable' });
    await expect(drop.deliver('x.pgp', new Uint8Array(9))).rejects.toMatchObject({
      code: 'drop-interrupted',
    });
    await expect(drop.fetch('x.pgp', 9)).rejects.toMatchObject({ code: 'drop-interrupted' });
  });

  test('without posix-rename: a new name is delivered, an existing one is refused and kept', async () => {
    const drop = room.open(await started({ withoutExtensions: true }));
    await drop.deliver('hebdo.pgp', Buffer.from('un'));
    await expect(drop.deliver('hebdo.pgp', Buffer.from('deux'))).rejects.toMatchObject({
      code: 'drop-replace-refused',
    });
    expect(readFileSync(join(room.folder, 'out', 'hebdo.pgp'), 'utf8')).toBe('un');
  });

  test.each([
    ['no update, answered 8', { refusesUpdate: 8, withoutExtensions: true }],
    ['no update, answered 4', { refusesUpdate: 4, withoutExtensions: true }],
    ['no update, answered 3', { refusesUpdate: 3, withoutExtensions: true }],
    ['no names with a dot in front', { refusedNames: /^\./ }],
    ['no ending but .pgp', { refusedNames: /^\.|\.part$/ }],
    ['files seen two looks late', { lateLooks: 2 }],
  ])('%s: doctor’s trial and a delivery arrive whole and leave nothing else', async (_name, faults) => {
    const drop = room.open(await started(faults));
    await drop.check();
    await drop.deliver('A.xlsx.pgp', Buffer.from('semaine'));
    expect(readdirSync(join(room.folder, 'out'))).toEqual(['A.xlsx.pgp']);
    expect(readFileSync(join(room.folder, 'out', 'A.xlsx.pgp'), 'utf8')).toBe('semaine');
  });

  test.each([
    ['upload only', { uploadOnly: true }, 'drop-write-only'],
    ['no name at all', { refusedNames: /./ }, 'drop-denied'],
    ['a full disk', { quotaBytes: 2 }, 'drop-full'],
  ])('%s: doctor and the delivery give the true reason', async (_name, faults, code) => {
    const drop = room.open(await started(faults));
    await expect(drop.check()).rejects.toMatchObject({ code });
    await expect(drop.deliver('A.xlsx.pgp', Buffer.from('semaine'))).rejects.toMatchObject({ code });
    expect(readdirSync(join(room.folder, 'out'))).toEqual([]);
  });

  test('a file that grows while it is read is refused', async () => {
    const server = await started({});
    const path = join(room.folder, 'in', 'gros.pgp');
    writeFileSync(path, randomBytes(4 * MEGABYTE));
    const proxy = await startDropProxy(server.url);
    room.closing.push(() => proxy.close());
    proxy.onReply((bytes) => {
      if (bytes > 2 * MEGABYTE) appendFileSync(path, 'x');
    });
    const drop = room.open({ url: proxy.url, hostKey: server.hostKey });
    await expect(drop.fetch('gros.pgp', 64 * MEGABYTE)).rejects.toMatchObject({ code: 'drop-file-moving' });
  });

  test('an unused connection is closed, and the next operation opens another', async () => {
    const server = await started({});
    const proxy = await startDropProxy(server.url);
    room.closing.push(() => proxy.close());
    const drop = room.open({ url: proxy.url, hostKey: server.hostKey }, { ...QUICK, idleMs: 20 });
    await drop.listIncoming();
    await expect.poll(() => proxy.openConnections()).toBe(0);
    expect(await drop.listIncoming()).toEqual([]);
  });

  test('a private key that is none', async () => {
    const server = await started({});
    writeFileSync(room.keyFile, 'pas une clé');
    await expect(room.open(server).check()).rejects.toMatchObject({ code: 'drop-key-unreadable' });
    rmSync(room.keyFile);
    await expect(room.open(server).check()).rejects.toMatchObject({ code: 'drop-key-unreadable' });
  });
});
