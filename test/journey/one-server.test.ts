import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trail } from '../../server/steps/trail.ts';
import { openStore } from '../../server/store/sqlite-store.ts';
import { forgeLog } from '../support/audit/forged-log.ts';
import { plateau } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { type Staff, staffInstallation } from '../support/house/staffed-installation.ts';

/** One server a data folder, and what it looks at before it serves anybody: the built `plateau serve`. */
let place: Installation;
let staff: Staff;
let server: ServerProcess;
const base = () => join(place.folder, 'donnees', 'plateau.db');
const head = () => join(place.folder, 'trousseau', 'head.json');
const refusalOf = (one: ServerProcess) =>
  one.listening.then(
    () => 'it listens',
    (error: Error) => error.message,
  );

beforeAll(async () => {
  place = await openInstallation('2026-11-23T17:05:00+01:00');
  staff = await staffInstallation(place, 1);
  server = await place.start();
});
afterAll(() => place.close());

describe('a second server on the same folder', () => {
  it('is refused before it touches anything, on the same port or another, and names the first', async () => {
    const fileName = await staff.giveContactFile(1500);
    const importing = rpcOf(server.url, staff.ops.token).operations.importFile.mutate({
      campaign: staff.campaign,
      fileName,
    });
    await place.until(async (rows) =>
      (await rows.records.countByState(staff.campaign)).staged >= 100 ? true : undefined,
    );
    const elsewhere = { ...place.env, PLATEAU_LISTEN: '127.0.0.1:0' };
    for (const env of [place.env, elsewhere]) {
      const refusal = await refusalOf(place.launch(env));
      expect(refusal).toContain('folder-held');
      expect(refusal).toMatch(/« plateau serve », processus \d+/);
    }
    expect((await importing).accepted).toBeGreaterThan(1000);
    const actions = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).map(({ action }) => action),
    );
    expect(actions).not.toContain('import.abandon');
  });
});

describe('R-31 a process that holds keys', () => {
  const pid = () =>
    Number(/^\d+/.exec(readFileSync(join(place.folder, 'donnees', 'house.holder'), 'utf8'))?.[0]);

  it('opens no debugger to whoever sends SIGUSR1, and goes on', async () => {
    process.kill(pid(), 'SIGUSR1');
    await new Promise((later) => setTimeout(later, 300));
    expect(await rpcOf(server.url).session.clock.query()).toBeDefined();
    expect(server.said()).not.toContain('Debugger listening');
    await expect(fetch('http://127.0.0.1:9229/json')).rejects.toThrow();
  });

  it('leaves no core dump, whatever the system allows', () => {
    const limits = readFileSync(`/proc/${pid()}/limits`, 'utf8');
    expect(limits).toMatch(/Max core file size\s+0\s+0/);
  });
});

describe('a start that cannot serve says so at once', () => {
  it('with a wrong passphrase', async () => {
    await server.stop();
    const wrong = join(place.folder, 'fausse');
    writeFileSync(wrong, 'une tout autre phrase\n', { mode: 0o600 });
    expect(await refusalOf(place.launch({ PLATEAU_PASSPHRASE_FILE: wrong }))).toContain('passphrase-wrong');
  });

  it('R-32 on a log that somebody rewrote, whatever they did to its head beside the keys', async () => {
    const honest = { base: readFileSync(base()), head: readFileSync(head()) };
    const { seq, hash } = await forgeLog(base(), [4, 6]);
    const harms: [harm: () => void, code: string][] = [
      [() => {}, 'database-rolled-back'],
      [() => writeFileSync(head(), JSON.stringify({ seq, hash, atMs: Date.now() })), 'kept-head-forged'],
      [() => rmSync(head()), 'database-rolled-back'],
    ];
    for (const [harm, code] of harms) {
      harm();
      const refusal = await refusalOf(place.launch({}));
      expect(refusal).toContain(code);
      expect(refusal).toContain('--accept-rollback "motif"');
    }
    writeFileSync(base(), honest.base);
    writeFileSync(head(), honest.head);
  });

  it('R-32 what a command of the host wrote, no server running, is known beside the keys at once', async () => {
    const before = await place.look((rows) => rows.audit.head());
    const file = join(place.folder, 'association.asc');
    writeFileSync(file, place.charity.publicKey);
    const args = ['keys', 'add-charity', staff.charity, file];
    const told = await plateau(args, { env: place.env, cwd: place.folder });
    expect([told.status, told.stderr]).toEqual([0, '']);
    const last = await place.look((rows) => rows.audit.head());
    expect(last.seq).toBe(before.seq + 1);
    expect(JSON.parse(readFileSync(head(), 'utf8'))).toMatchObject(last);
    const honest = readFileSync(base());
    await forgeLog(base(), [last.seq]);
    expect(await refusalOf(place.launch({}))).toContain('1 entrée du journal manque');
    writeFileSync(base(), honest);
  });

  it('in a folder of the system that takes no file', async () => {
    const refusal = await refusalOf(place.launch({ PLATEAU_DATA_DIR: '/proc/plateau/donnees' }));
    expect(refusal).toContain('folder-unusable');
  });

  it('R-35 on a base with one bad page: what to do is said in French, nothing is served', async () => {
    const whole = readFileSync(base());
    const file = openSync(base(), 'r+');
    // In the middle of the base, where indexes and records lie.
    writeSync(file, Buffer.alloc(4096, 0x5a), 0, 4096, Math.floor(statSync(base()).size / 8192) * 4096);
    closeSync(file);
    const refusal = await refusalOf(place.launch({}));
    expect(refusal).toContain('database-damaged');
    expect(refusal).toContain('plateau restore');
    writeFileSync(base(), whole);
  });
});

describe('an hour set back', () => {
  it('before what the house wrote last is refused, unless somebody says that the one before was wrong', async () => {
    const [log, kept] = [readFileSync(base()), readFileSync(head())];
    const store = openStore({ file: base() });
    const atMs = Date.now() + 3 * 86_400_000;
    await store.write((rows) => trail(rows, { actor: 'system', atMs })('house.acts-replayed', 'actes'));
    store.close();
    const now = { PLATEAU_CLOCK_START: '' };
    const refusal = await refusalOf(place.launch(now));
    expect(refusal).toMatch(/L’heure de ce serveur a reculé : elle est 4320 minute[\s\S]*clock-behind/);
    expect(refusal).toContain('timedatectl');
    const doctor = await plateau(['doctor'], { env: { ...place.env, ...now }, cwd: place.folder });
    expect(doctor.stdout).toMatch(/DÉFAUT +horloge/);
    const accepted = await place.start(now, '--accept-clock', 'l’horloge avançait de trois jours');
    const last = await place.look(async (rows) =>
      (await Array.fromAsync(rows.audit.each())).find((one) => one.action === 'house.clock-accepted'),
    );
    expect(last?.atMs).toBeLessThan(atMs);
    await accepted.stop();
    expect(await refusalOf(place.launch(now, '--accept-clock', 'laissé dans un script'))).toContain(
      'clock-not-behind',
    );
    writeFileSync(base(), log);
    writeFileSync(head(), kept);
  });
});

describe('after a server that did not stop by itself', () => {
  it('the next one tells where the log ends; after a clean stop it says nothing', async () => {
    server = await place.start();
    expect(server.said()).not.toContain('ne s’était pas arrêté proprement');
    await rpcOf(server.url, staff.agents[0]?.token).calls.next.mutate();
    await server.kill();
    server = await place.start();
    const last = await place.look(async (rows) => (await rows.audit.head()).seq);
    const told = Number(/jusqu’à l’entrée (\d+), du lun\. 23\/11/.exec(server.said())?.[1]);
    expect(told).toBeGreaterThan(10);
    expect(told).toBeLessThanOrEqual(last);
  });
});
