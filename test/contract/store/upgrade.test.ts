import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyUpgrade, checkUpgrade } from '../../../scripts/cli/host-upgrade.ts';
import { readConfig } from '../../../server/config/config.ts';
import { upgradeCounts, upgradeFaults } from '../../../server/domain/house/base-upgrade.ts';
import { holdFolder } from '../../../server/machine/folder-hold.ts';
import { baseFacts } from '../../../server/store/base-copy.ts';
import { INIT_SQL } from '../../../server/store/migrations/until-0.4.0/001-init.ts';
import { INIT_FLOOR_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-floor.ts';
import { INIT_LEASES_SQL } from '../../../server/store/migrations/until-0.4.0/001-init-leases.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plateau-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = () => join(folder, 'plateau.db');
const config = () => readConfig({ PLATEAU_DATA_DIR: folder });

/** A base of the first version, with one access; `isForged` adds an entry of the log that follows none. */
function layOldBase(isForged = false): void {
  const db = new DatabaseSync(file());
  db.exec(INIT_SQL + INIT_LEASES_SQL + INIT_FLOOR_SQL);
  db.exec('PRAGMA user_version = 1');
  if (isForged) db.exec("INSERT INTO audit VALUES (1, 1, 'x', 'call.open', '', '', '', '{}', 'aa', 'bb')");
  db.close();
}

describe('an older base under this program', () => {
  it('is tried on a copy: the base stays as it is, and nothing of the copy is left', async () => {
    layOldBase();
    const { from, to } = await checkUpgrade(config());
    expect([from, to > 20, baseFacts(file()).version]).toEqual([1, true, 1]);
    expect(readdirSync(folder)).toEqual(['plateau.db']);
  });

  it('is migrated, looked at, and needs nothing the second time', async () => {
    layOldBase();
    const { to } = await applyUpgrade(config());
    expect(baseFacts(file()).version).toBe(to);
    expect(await applyUpgrade(config())).toMatchObject({ from: to, to });
    expect(readdirSync(folder).filter((name) => name.includes('avant'))).toEqual([]);
  });

  it('goes back by itself when the log does not hold, and says why', async () => {
    layOldBase(true);
    for (const upgrade of [checkUpgrade, applyUpgrade])
      await expect(upgrade(config())).rejects.toMatchObject({
        code: 'upgrade-lossy',
        message: expect.stringContaining('chaîne rompue à l’entrée 1'),
      });
    expect(baseFacts(file())).toMatchObject({ version: 1 });
    expect(baseFacts(file()).rows.get('audit')).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('avant'))).toEqual([]);
  });

  it('is left alone while a server holds the folder, and where there is none', async () => {
    await expect(checkUpgrade(config())).rejects.toMatchObject({ code: 'base-missing' });
    layOldBase();
    const hold = holdFolder(folder, 'plateau serve');
    await expect(applyUpgrade(config())).rejects.toMatchObject({ code: 'folder-held' });
    hold.release();
    expect(baseFacts(file()).version).toBe(1);
  });

  it('a row less of what a house counts is a fault, a row more is none', () => {
    const before = new Map([
      ['call', 3],
      ['live_event', 9],
    ]);
    const facts = { before, chain: { ok: true, count: 0 } as const };
    expect(upgradeFaults({ ...facts, after: new Map([['call', 3]]) })).toEqual([]);
    expect(upgradeFaults({ ...facts, after: new Map([['call', 4]]) })).toEqual([]);
    expect(upgradeFaults({ ...facts, after: new Map([['call', 2]]) })).toEqual(['appels : 3 avant, 2 après']);
  });

  it('counts one campaign as French counts', () => {
    const counted = upgradeCounts(
      new Map([
        ['campaign', 1],
        ['record', 2],
      ]),
    );
    expect(counted.slice(1, 4)).toEqual(['1 campagne', '2 fiches', '0 appel']);
  });
});
