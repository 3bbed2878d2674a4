import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../server/store/sqlite-store.ts';
import type { Card } from '../../shared/card.ts';
import { referenceScript } from '../support/campaign/reference-campaign.ts';
import { plateau, startPlateau } from '../support/house/command-line.ts';
import {
  type Installation,
  openInstallation,
  rpcOf,
  type ServerProcess,
} from '../support/house/server-process.ts';
import { outcomeBy, type Staff, staffInstallation } from '../support/house/staffed-installation.ts';
import { freePort } from '../support/machine/free-port.ts';
import { describeWith } from '../support/machine/programs.ts';
import { PostgresCluster } from '../support/store/postgres-cluster.ts';

const script = referenceScript();
const ALWAYS = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };

/** Looks every five milliseconds: a command is killed where it is then. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}

/** A house whose base is PostgreSQL: the built `plateau serve` and commands, from the first day to a crash of the base. */
describeWith('postgres')('a house on PostgreSQL', () => {
  let cluster: PostgresCluster;
  let place: Installation;
  let staff: Staff;
  let server: ServerProcess;

  beforeAll(async () => {
    cluster = await PostgresCluster.start();
    await cluster.sql('postgres', 'CREATE DATABASE maison');
    const opened = await openInstallation('2026-11-23T17:05:00+01:00');
    const urlFile = join(opened.folder, 'adresse-base');
    writeFileSync(urlFile, `${cluster.url('maison')}\n`, { mode: 0o600 });
    const backupDir = join(opened.folder, 'sauvegardes');
    const own = { PLATEAU_DATABASE_URL_FILE: urlFile, PLATEAU_BACKUP_DIR: backupDir };
    place = { ...opened, env: { ...opened.env, ...own } };
    staff = await staffInstallation(place, 2);
    server = await place.start(own);
    const fileName = await staff.giveContactFile(12);
    await rpcOf(server.url, staff.ops.token).operations.importFile.mutate({
      campaign: staff.campaign,
      fileName,
    });
  });
  afterAll(async () => {
    await place.close();
    await cluster.dispose();
  });

  const desk = (at = 0) => rpcOf(server.url, staff.agents[at]?.token).calls;
  const command = (...args: string[]) =>
    plateau(args, {
      env: { ...place.env, PLATEAU_TOKEN_FILE: staff.dataOfficer.tokenFile },
      cwd: place.folder,
    });
  const kept = async () =>
    (await cluster.sql('maison', 'SELECT call_id FROM call ORDER BY call_id')).map((row) => row.call_id);
  const cardOf = async (at = 0): Promise<Card> => {
    const served = await desk(at).next.mutate();
    if (!('card' in served)) throw new Error(`a card is served: ${JSON.stringify(served)}`);
    return served.card;
  };

  it('serves cards, records an outcome once however often it is sent, and gives the next', async () => {
    const [mine, theirs] = [await cardOf(0), await cardOf(1)];
    expect(mine.recordId).not.toBe(theirs.recordId);
    expect((await cardOf(0)).callId).toBe(mine.callId);
    const outcome = outcomeBy(script, mine, 'AC_UP');
    const [first, again] = await Promise.all([desk().save.mutate(outcome), desk().save.mutate(outcome)]);
    expect([first.callId, again]).toEqual([mine.callId, first]);
    expect(await kept()).toEqual([mine.callId]);
    expect((await cardOf(0)).recordId).not.toBe(mine.recordId);
  });

  it('R-35 goes on when PostgreSQL has looked at its tables anew, as autovacuum does in the middle of an evening', async () => {
    await cluster.sql('maison', 'VACUUM ANALYZE');
    for (let call = 0; call < 2; call += 1) {
      const card = await cardOf(1);
      expect(await desk(1).save.mutate(outcomeBy(script, card, 'NJ_REP'))).toMatchObject({
        callId: card.callId,
      });
    }
    await cluster.sql('maison', 'VACUUM ANALYZE');
    const card = await cardOf(1);
    expect(await desk(1).save.mutate(outcomeBy(script, card, 'NJ_REP'))).toMatchObject({
      callId: card.callId,
    });
  });

  it('is one and the same after the server was killed, and its log verifies', async () => {
    const before = await cardOf(0);
    await server.kill();
    server = await place.start({ ...place.env, PLATEAU_CLOCK_START: '2026-11-23T17:06:00+01:00' });
    expect((await cardOf(0)).callId).toBe(before.callId);
    const verified = await command('audit', 'verify');
    expect([verified.status, verified.stderr]).toEqual([0, '']);
  });

  it('goes on by itself when PostgreSQL dies and comes back; nothing told as recorded is lost', async () => {
    const outcome = outcomeBy(script, await cardOf(0), 'NJ_REP');
    await desk().save.mutate(outcome);
    const next = outcomeBy(script, await cardOf(0), 'NJ_REP');
    await cluster.kill();
    await expect(desk().save.mutate(next)).rejects.toThrow(/base de données/);
    await cluster.run();
    expect(await desk().save.mutate(next)).toMatchObject({ callId: next.callId });
    expect(await kept()).toEqual(expect.arrayContaining([outcome.callId, next.callId]));
  });

  describe('with three servers', () => {
    const others: ServerProcess[] = [];
    const startOther = async (name: string, own: Record<string, string> = {}) => {
      const port = await freePort();
      const one = await place.start({
        ...place.env,
        PLATEAU_CLOCK_START: '2026-11-23T17:06:30+01:00',
        PLATEAU_SERVER_NAME: name,
        PLATEAU_DATA_DIR: join(place.folder, `donnees-${name}`),
        PLATEAU_LISTEN: `127.0.0.1:${port}`,
        PLATEAU_SERVER: `http://127.0.0.1:${port}`,
        PLATEAU_SCHEDULE: 'on',
        PLATEAU_SERVER_LEASE_SECONDS: '6',
        ...own,
      });
      others.push(one);
      return one;
    };
    const callsAt = ({ url }: ServerProcess, at: number) => rpcOf(url, staff.agents[at]?.token).calls;
    const served = async (at: ServerProcess, agent: number): Promise<Card> => {
      const answer = await callsAt(at, agent).next.mutate();
      if (!('card' in answer)) throw new Error('a card is served');
      return answer.card;
    };
    afterAll(() => Promise.all(others.map((one) => one.stop())));
    const importing = () => cluster.sql('maison', `SELECT 1 FROM contact_file WHERE state = 'importing'`);

    it('R-58 gives no card twice, and the same card with the same call at another once one is lost', async () => {
      const [second, third] = [await startOther('deux'), await startOther('trois')];
      const [mine, theirs] = [await served(second, 0), await served(third, 1)];
      expect(mine.recordId).not.toBe(theirs.recordId);
      await second.kill();
      expect(await served(third, 0)).toMatchObject({ recordId: mine.recordId, callId: mine.callId });
      expect(await served(server, 0)).toMatchObject({ callId: mine.callId });
      const outcome = outcomeBy(script, mine, 'NJ_REP');
      const saved = [callsAt(third, 0).save.mutate(outcome), callsAt(server, 0).save.mutate(outcome)];
      expect(await Promise.all(saved)).toMatchObject([{ callId: mine.callId }, { callId: mine.callId }]);
      expect((await kept()).filter((id) => id === mine.callId)).toHaveLength(1);
      expect((await served(server, 1)).callId).toBe(theirs.callId);
    });

    it('R-58 sends a ring of its own the keys that it lacks: its agents have their cards there too', async () => {
      const keysDir = join(place.folder, 'trousseau-quatre');
      cpSync(place.env.PLATEAU_KEYS_DIR ?? '', keysDir, { recursive: true });
      rmSync(join(keysDir, 'campaigns', staff.campaign), { recursive: true });
      const fourth = await startOther('quatre', { PLATEAU_KEYS_DIR: keysDir });
      const there = async () => (await served(fourth, 0)).callId;
      await expect.poll(there, { timeout: 45_000, interval: 500 }).toMatch(/^[0-9a-f-]{36}$/);
      expect(existsSync(join(keysDir, 'campaigns', staff.campaign, 'private.asc'))).toBe(true);
      expect(await cluster.sql('maison', "SELECT 1 FROM ring_request WHERE packet <> ''")).toEqual([]);
      await fourth.stop();
    });

    it('mends what a dead one left half-way, within a minute', async () => {
      const second = await startOther('deux');
      const fileName = await staff.giveContactFile(1_500, '20261124');
      const request = { campaign: staff.campaign, fileName };
      const cut = rpcOf(second.url, staff.ops.token).operations.importFile.mutate(request);
      cut.catch(() => undefined);
      await expect.poll(importing, { interval: 5, timeout: 20_000 }).toHaveLength(1);
      await second.kill();
      // On a slow machine the last row may have come before the kill.
      const left = await importing();
      await expect.poll(importing, { timeout: 50_000 }).toEqual([]);
      const abandoned = await cluster.sql('maison', `SELECT 1 FROM audit WHERE action = 'import.abandon'`);
      expect(abandoned).toHaveLength(left.length);
    });
  });

  it('says what it is, and refuses what it cannot do yet', async () => {
    const doctor = await command('doctor');
    expect(doctor.stdout).toMatch(/base — PostgreSQL \d+\.\d+, réglages sûrs, à jour, \d+ Mio/);
    expect(doctor.stdout).toMatch(/base : secours — aucun/);
    const plan = await rpcOf(server.url, staff.dataOfficer.token).privacy.planPurge.query({
      campaign: staff.campaign,
    });
    expect(plan).toMatchObject({ blocked: true, obstacles: [expect.stringContaining('PostgreSQL')] });
  });

  describe('its backups', () => {
    const backUp = async () => {
      const made = await command('backup', 'create');
      expect([made.status, made.stderr]).toEqual([0, '']);
      return /plateau-\d{8}T\d{6}Z/.exec(made.stdout)?.[0] ?? '';
    };
    const check = (urlFile: string) =>
      plateau(['restore', '--check'], {
        env: { ...place.env, PLATEAU_DATABASE_URL_FILE: urlFile },
        cwd: place.folder,
      });

    it('R-35 hold the whole base in open formats, verify, and are put back in SQLite with every call', async () => {
      const name = await backUp();
      const verified = await command('backup', 'verify', name);
      expect([verified.status, verified.stdout]).toEqual([
        0,
        expect.stringContaining('Base intègre, 12 fiches'),
      ]);
      // The report of the import, sealed for the charity and delivered, is kept until the purge.
      const [waiting] = await cluster.sql('maison', `SELECT name FROM kept_file WHERE shelf = 'outgoing'`);
      expect(existsSync(join(place.folder, 'donnees', 'outgoing'))).toBe(false);
      const into = join(place.folder, 'remise');
      const restored = await command('restore', name, '--into', into);
      expect([restored.status, restored.stderr]).toEqual([0, '']);
      expect(readdirSync(join(into, 'outgoing'))).toContain(`${waiting?.name}.pgp`);
      const store = openStore({ file: join(into, 'plateau.db') });
      const calls = await store.read((rows) => rows.calls.ended(staff.campaign, ALWAYS, ['AC_UP', 'NJ_REP']));
      store.close();
      expect(calls.map(({ callId }) => callId).sort()).toEqual((await kept()).toSorted());
    });

    it('R-35 of PostgreSQL itself are looked at once put back on another server: log, head, keys, how far they come', async () => {
      const before = await backUp();
      const copy = await cluster.copy();
      const urlFile = join(place.folder, 'adresse-copie');
      writeFileSync(urlFile, copy.url('maison'), { mode: 0o600 });
      await desk().save.mutate(outcomeBy(script, await cardOf(0), 'NJ_REP'));
      const after = await backUp();
      const [older, current] = [await check(urlFile), await check(place.env.PLATEAU_DATABASE_URL_FILE ?? '')];
      await copy.dispose();
      expect([older.status, current.status, current.stderr]).toEqual([0, 0, '']);
      expect(older.stdout).toMatch(/Journal intègre : \d+ entrées[\s\S]*manquent?[\s\S]*--accept-rollback/);
      expect(older.stdout).toContain(`jusqu’à la sauvegarde ${before}`);
      expect(older.stderr).toContain(`Plus récentes qu’elle : ${after}`);
      expect(current.stdout).toContain('C’est la dernière base que la maison a connue.');
      expect(current.stdout).toMatch(/Fiches essayées : 5 ouvertes, 0 sans clé/);
    });
  });

  describe('when it moves', () => {
    const LATER = { PLATEAU_CLOCK_START: '2026-11-23T17:20:00+01:00' };
    const move = (to: string) =>
      startPlateau(['move-house', '--to', to, '--reason', 'essai de déménagement'], {
        env: { ...place.env, ...LATER, PLATEAU_SERVER_LEASE_SECONDS: '6' },
        cwd: place.folder,
      });
    const counted = (said: string) => Number(/(\d+) appels/.exec(said)?.[1]);
    const file = () => join(place.folder, 'donnees', 'plateau.db');
    const waiting = () => readdirSync(join(place.folder, 'donnees', 'outgoing'));

    it('is refused while it is served', async () => {
      const refused = await move('sqlite').ended;
      expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining('déjà tenu par')]);
    });

    it('to SQLite and killed twice on its way, it is served by neither, then plays a call there', async () => {
      const calls = (await kept()).length;
      await server.stop();
      const first = move('sqlite');
      await until(() => existsSync(`${file()}.arrivee`));
      expect((await first.kill()).stdout).not.toContain('copiées');
      const second = move('sqlite');
      await until(() => second.said().includes('copiées'));
      await second.kill();
      const third = await move('sqlite').ended;
      expect([third.status, third.stderr, counted(third.stdout)]).toEqual([0, '', calls]);
      expect(third.stdout).toMatch(/\d+ fichiers? scellés? et 0 fichier d’attestations copiés/);
      expect(waiting()).not.toEqual([]);
      expect((await command('doctor')).stdout).toContain('house-not-moved');
      server = await place.start({ PLATEAU_DATABASE_URL_FILE: '', ...LATER });
      await desk().save.mutate(outcomeBy(script, await cardOf(0), 'NJ_REP'));
      expect((await command('audit', 'verify')).status).toBe(0);
      await server.stop();
      const back = await move('postgres').ended;
      expect([back.status, back.stderr, counted(back.stdout)]).toEqual([0, '', calls + 1]);
      expect([existsSync(file()), (await kept()).length, waiting()]).toEqual([false, calls + 1, []]);
    });

    it('back on PostgreSQL it goes on, and an old configuration makes no empty base', async () => {
      server = await place.start({ ...place.env, ...LATER });
      const next = outcomeBy(script, await cardOf(0), 'NJ_REP');
      expect(await desk().save.mutate(next)).toMatchObject({ callId: next.callId });
      const without = await plateau(['doctor'], {
        env: { ...place.env, PLATEAU_DATABASE_URL_FILE: '' },
        cwd: place.folder,
      });
      expect(without.stdout + without.stderr).toContain('house-moved');
      expect(existsSync(file())).toBe(false);
    });
  });
});
