import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { makeClientKey } from '../../../scripts/demo/drop-server.ts';
import type { CharityDrop } from '../../../server/ports/drop.ts';
import type { DropTimeouts } from '../../../server/sftp/drop-options.ts';
import { openSftpDrop } from '../../../server/sftp/sftp-drop.ts';

export const MEGABYTE = 1024 * 1024;
export const QUICK: Partial<DropTimeouts> = { connectMs: 10_000, retryMs: [10] };

export interface DropRoom {
  home: string;
  /** Of the drop's server: holds `in/` and `out/`. */
  folder: string;
  keyFile: string;
  authorizedKey: string;
  /** Closed in reverse order after the test. */
  closing: (() => Promise<void>)[];
  open(at: DropAddress, timeouts?: Partial<DropTimeouts>): CharityDrop;
}

interface DropAddress {
  readonly url: string;
  readonly hostKey: string;
}

/** A folder, a client key, and what must be closed, anew for each test of the file. */
export function dropRoom(): DropRoom {
  const room: DropRoom = {
    home: '',
    folder: '',
    keyFile: '',
    authorizedKey: '',
    closing: [],
    open: ({ url, hostKey }, timeouts = QUICK) => {
      const drop = openSftpDrop({ url, hostKey, privateKeyFile: room.keyFile, timeouts });
      room.closing.push(() => drop.close());
      return drop;
    },
  };
  beforeEach(async () => {
    room.home = mkdtempSync(join(tmpdir(), 'plateau-drop-'));
    room.folder = join(room.home, 'drop');
    room.keyFile = join(room.home, 'key');
    room.authorizedKey = await makeClientKey(room.keyFile);
    room.closing = [];
  });
  afterEach(async () => {
    for (const close of room.closing.reverse()) await close();
    rmSync(room.home, { recursive: true, force: true });
  });
  return room;
}
