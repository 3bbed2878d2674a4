import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { custodyAlerts } from '../../../server/steps/campaign/custody-alerts.ts';
import { deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { watchDrop } from '../../../server/steps/delivery/watch-drop.ts';
import { paris } from '../../support/call/centre.ts';
import { type CorrectionRoom, correctionRoom } from '../../support/delivery/correction-room.ts';

const NOW_MS = paris('2026-11-24T15:00');
let room: CorrectionRoom;
beforeEach(async () => {
  room = await correctionRoom(NOW_MS);
});
afterEach(() => room.close());

const watch = () => watchDrop(room.deps);
const place = (folder: 'in' | 'out', name: string) => join(room.home, 'drop', folder, name);
function put(folder: 'in' | 'out', name: string, atMs = NOW_MS): void {
  mkdirSync(join(room.home, 'drop', folder), { recursive: true });
  writeFileSync(place(folder, name), 'MARTIN;Odile;0639981234');
  utimesSync(place(folder, name), atMs / 1000, atMs / 1000);
}
const alerts = async () => (await custodyAlerts(room.deps)).filter(({ kind }) => kind === 'clear-file');
const entries = (action: string) =>
  room.deps.store.read(async (rows) =>
    (await Array.fromAsync(rows.audit.each())).filter((row) => row.action === action),
  );
const notices = () => readdirSync(join(room.home, 'drop', 'out')).filter((name) => name.startsWith('AVIS_'));

describe('R-31 a file in clear on the drop', () => {
  const NAMES = ['Mme MARTIN.xlsx', 'dons.CSV', 'vieux.xls', 'archive.zip', 'dons (1).xlsx (1)', 'liste.ods'];

  test.each(NAMES)('%s is an alert, one entry of the log, one notice to the charity', async (name) => {
    put('in', name);
    expect(await watch()).toMatchObject({ newInClear: 1 });
    for (let times = 0; times < 2; times += 1) expect(await watch()).toMatchObject({ newInClear: 0 });
    expect(await alerts()).toMatchObject([{ subject: 'dépôt', level: 'alarm' }]);
    expect((await alerts())[0]?.text).toMatch(/EN CLAIR \(in\/, \.[a-z]+, 1 Kio, du 24\/11\/2026 15:00\)/);
    expect(await entries('drop.clear-file')).toHaveLength(1);
    expect(await entries('drop.clear-told')).toHaveLength(1);
    const [notice = '', ...others] = notices();
    expect(others).toEqual([]);
    const text = readFileSync(place('out', notice), 'utf8');
    expect(text).toContain('in/, .');
    // Neither the file's name nor what it holds, anywhere.
    const said = JSON.stringify([text, notice, await alerts(), await entries('drop.clear-file')]);
    expect(said).not.toMatch(/MARTIN|Odile|dons|vieux|archive|liste/);

    rmSync(place('in', name));
    await watch();
    expect(await alerts()).toEqual([]);
    put('in', name);
    await watch();
    expect(await alerts()).toHaveLength(1);
    expect([(await entries('drop.clear-file')).length, notices().length]).toEqual([1, 1]);
  });

  test('sealed files, parts, hidden files and our own notice are none; one in out/ is', async () => {
    for (const name of ['A_UPG_FR_20261124.xlsx.pgp', '.caché.xlsx', 'b.xlsx.part']) put('in', name);
    expect(await watch()).toMatchObject({ newInClear: 0 });
    put('out', 'retour déchiffré.xlsx');
    expect(await watch()).toMatchObject({ newInClear: 1 });
    expect((await alerts())[0]?.text).toContain('(out/, .xlsx');
    expect(await watch()).toMatchObject({ newInClear: 0 });
  });

  test('a full drop is told later', async () => {
    put('in', 'dons.csv');
    room.faults.quotaBytes = 10;
    await watch();
    expect(await alerts()).toHaveLength(1);
    expect(await entries('drop.clear-told')).toEqual([]);
    delete room.faults.quotaBytes;
    await watch();
    expect(await entries('drop.clear-told')).toHaveLength(1);
    expect(notices()).toHaveLength(1);
  });
});

describe('R-25 a part that a kill left', () => {
  test('goes at a later visit, when it has not moved; another’s file never', async () => {
    await room.talk();
    room.clock.nowMs = paris('2026-11-30T09:00');
    const { fileName } = await deliverWeekly(room.deps, { campaign: room.campaign.code, actor: 'ops-1' });
    const ours = [`.${fileName}.pgp.part`, `.${fileName}.pgp.manifest.json.asc.part`];
    for (const name of [...ours, '.autre.part']) put('out', name, room.clock.nowMs);
    expect(await watch()).toMatchObject({ removedParts: 0 });
    room.clock.nowMs += 5 * 60_000;
    expect(await watch()).toMatchObject({ removedParts: 2 });
    const left = readdirSync(join(room.home, 'drop', 'out')).filter((name) => name.endsWith('.part'));
    expect(left).toEqual(['.autre.part']);
  });
});
