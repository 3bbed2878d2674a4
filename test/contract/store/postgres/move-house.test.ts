import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { filesInBase, filesInFolder } from '../../../../scripts/cli/host-move/carry-files.ts';
import { moveToPostgres } from '../../../../scripts/cli/host-move/move-to-postgres.ts';
import { moveToSqlite } from '../../../../scripts/cli/host-move/move-to-sqlite.ts';
import { withMovingPostgres } from '../../../../scripts/cli/host-move/moving-postgres.ts';
import { readConfig } from '../../../../server/config/config.ts';
import type { Store } from '../../../../server/ports/store.ts';
import { movedTables } from '../../../../server/store/move/moved-tables.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { openStore } from '../../../../server/store/sqlite-store.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { accountRow, auditEntry, importRecords, NOW_MS } from '../../../support/store/store-rows.ts';

/** More than two slices of the largest kind. */
const RECORDS = 2_100;

class Cut extends Error {}

const WAITING = randomUUID();
/** Two rows of the base. */
const SEALED = randomBytes(2 ** 20 + 9);
const PAPERS = ['ATT-1.pdf', 'ATT-1.pdf.asc'].map((name) => [name, randomBytes(40)] as const);

/** What a house keeps beside its rows, by name. */
async function keptIn({ outgoing, certificates }: ReturnType<typeof filesInFolder>) {
  const waiting = (await outgoing.list()).map(async ({ id }) => [id, await outgoing.read(id)] as const);
  const papers = (await certificates.list()).map(
    async (name) => [name, await certificates.read(name)] as const,
  );
  const read = await Promise.all([...waiting, ...papers]);
  // One that was cut is listed, and never read as whole.
  return new Map(read.flatMap(([name, bytes]) => (bytes ? [[name, Buffer.from(bytes)] as const] : [])));
}

describeWith('postgres')('a house that moves', () => {
  let cluster: PostgresCluster;
  let houses = 0;
  beforeAll(async () => {
    cluster = await PostgresCluster.start();
  });
  afterAll(() => cluster.dispose());

  /** A folder with a base of SQLite, and an empty base of PostgreSQL. */
  async function aHouse(records: number) {
    houses += 1;
    const base = `maison_${houses}`;
    await cluster.sql('postgres', `CREATE DATABASE ${base}`);
    const folder = mkdtempSync(join(tmpdir(), 'plateau-move-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'plateau.db');
    writeFileSync(join(folder, 'adresse'), cluster.url(base));
    const config = readConfig({
      PLATEAU_DATA_DIR: folder,
      PLATEAU_DATABASE_URL_FILE: join(folder, 'adresse'),
    });
    const store = openStore({ file });
    await importRecords(
      store,
      Array.from({ length: records }, () => ({})),
    );
    await store.write(async (rows) => {
      for (let at = 0; at < 40; at += 1) await rows.audit.append(auditEntry({ reason: `motif ${at}` }));
      await rows.accounts.insert(accountRow({ id: 'a1' }));
      await rows.floor.addLiveEvent({
        atMs: NOW_MS,
        agent: null,
        event: { kind: 'server-stopping', text: '' },
      });
    });
    store.close();
    const { outgoing, certificates } = filesInFolder(folder);
    await outgoing.put(WAITING, SEALED);
    writeFileSync(join(folder, 'outgoing', `${randomUUID()}.pgp.part`), 'écriture coupée');
    for (const [name, bytes] of PAPERS) await certificates.write(name, bytes);
    const move = (to: Store['engine'], cutAt = Number.POSITIVE_INFINITY) => {
      let said = 0;
      const tell = () => {
        said += 1;
        if (said === cutAt) throw new Cut();
      };
      return withMovingPostgres(config, async (opened) =>
        to === 'postgres' ? await moveToPostgres(file, opened, tell) : await moveToSqlite(file, opened, tell),
      );
    };
    /** What each configuration is answered: « served », or the code of the refusal. */
    const answers = async () => {
      const codeOf = (error: { readonly code: string }) => error.code;
      const served = (one: Store) => {
        one.close();
        return 'served';
      };
      const postgres = openPostgresStore({ url: cluster.url(base), besideFile: file }).then(served, codeOf);
      let sqlite: string;
      try {
        sqlite = served(openStore({ file }));
      } catch (error) {
        sqlite = codeOf(error as { readonly code: string });
      }
      return { sqlite, postgres: await postgres };
    };
    return { base, folder, file, config, move, answers, url: cluster.url(base) };
  }

  const rowsOfFile = (file: string) => {
    const db = new DatabaseSync(file);
    try {
      return new Map(
        movedTables().map(({ name, columns, order }) => [
          name,
          db
            .prepare(`SELECT "${columns.join('", "')}" FROM "${name}" ORDER BY "${order.join('", "')}"`)
            .all(),
        ]),
      );
    } finally {
      db.close();
    }
  };

  test('goes to PostgreSQL whole, works there, and comes back whole with what was done', async () => {
    const { file, folder, move, answers, url } = await aHouse(RECORDS);
    const before = rowsOfFile(file);
    const there = await move('postgres');
    expect([there?.rows.get('record'), there?.rows.get('audit'), there?.head.seq]).toEqual([RECORDS, 40, 40]);
    expect(await answers()).toEqual({ sqlite: 'house-moved', postgres: 'served' });

    const store = await openPostgresStore({ url, besideFile: file });
    const [here, kept] = [filesInFolder(folder), filesInBase(store)];
    expect(await keptIn(kept)).toEqual(new Map([[WAITING, SEALED], ...PAPERS]));
    expect(await here.outgoing.list()).toEqual([]);
    const [sentThere, sealedThere] = [randomUUID(), randomBytes(7)];
    await kept.outgoing.put(sentThere, sealedThere);
    await kept.outgoing.remove(WAITING);
    expect((await store.snapshot?.())?.files.map((one) => [one.path, Buffer.from(one.bytes)])).toEqual([
      ...PAPERS.map(([name, bytes]) => [`certificates/${name}`, bytes]),
      [`outgoing/${sentThere}.pgp`, sealedThere],
    ]);
    const ids = await importRecords(store, [{ rowNumber: 9_001 }]);
    await store.write(async (rows) => {
      await rows.audit.append(auditEntry({ reason: 'fait là-bas' }));
      await rows.floor.addLiveEvent({
        atMs: NOW_MS,
        agent: null,
        event: { kind: 'server-stopping', text: '' },
      });
    });
    expect(ids).toEqual([RECORDS + 1]);
    await expect(store.write((rows) => rows.accounts.insert(accountRow({ id: 'a1' })))).rejects.toThrow();
    store.close();
    await expect(
      cluster.sql(url.split('/').at(3)?.split('?')[0] ?? '', 'DELETE FROM audit'),
    ).rejects.toThrow();

    const back = await move('sqlite');
    expect([back?.rows.get('record'), back?.head.seq]).toEqual([RECORDS + 1, 41]);
    expect(await answers()).toEqual({ sqlite: 'served', postgres: 'house-not-moved' });
    expect(await keptIn(here)).toEqual(new Map([[sentThere, sealedThere], ...PAPERS]));
    const after = rowsOfFile(file);
    for (const [table, rows] of before) {
      // A new contact file and its record, an entry, an event: all else as it left.
      if (['record', 'contact_file', 'audit', 'audit_reason', 'live_event', 'record_phone'].includes(table))
        expect(after.get(table)?.slice(0, rows.length), table).toEqual(rows);
      else expect(after.get(table), table).toEqual(rows);
    }
    const db = new DatabaseSync(file);
    expect(() => db.exec('DELETE FROM audit')).toThrow(/audit/);
    expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    db.close();
  });

  test('cut after each of its steps in turn, both ways, is served from one base or none, and ends', async () => {
    const { folder, move, answers } = await aHouse(30);
    const kept = new Map([[WAITING, SEALED], ...PAPERS]);
    for (const to of ['postgres', 'sqlite'] as const) {
      let cuts = 0;
      for (let isOver = false; !isOver; ) {
        isOver = await move(to, cuts + 1).then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(Cut);
            return false;
          },
        );
        if (!isOver) cuts += 1;
        const now = await answers();
        if (now.sqlite === 'served') expect(await keptIn(filesInFolder(folder))).toEqual(kept);
        expect(Object.values(now).filter((one) => one === 'served').length).toBeLessThanOrEqual(1);
        if (isOver) expect(now).toMatchObject({ [to]: 'served' });
      }
      expect(cuts).toBe(5);
    }
    expect(readdirSync(folder).filter((name) => /partie|arrivee|ailleurs/.test(name))).toEqual([]);
  });

  test('and worked on after a cut is carried anew: nothing of the first try is left', async () => {
    const { file, move, url } = await aHouse(30);
    await expect(move('postgres', 2)).rejects.toBeInstanceOf(Cut);
    const store = openStore({ file });
    await store.write(async (rows) => {
      await rows.records.update(3, { state: 'closed', disposition: 'RS_ENTRETIEN', closedAtMs: NOW_MS });
      await rows.accounts.endSessionsOf('a1');
    });
    store.close();
    await move('postgres');
    const moved = await openPostgresStore({ url });
    expect(await moved.read((rows) => rows.records.byId(3))).toMatchObject({ state: 'closed' });
    moved.close();
  });

  test('is refused where a house is already, which stays as it is', async () => {
    const { move, url, base } = await aHouse(3);
    const other = await openPostgresStore({ url });
    await other.write((rows) => rows.accounts.insert(accountRow({ id: 'autre' })));
    other.close();
    await expect(move('postgres')).rejects.toEqual(expect.objectContaining({ code: 'base-in-use' }));
    expect(await cluster.sql(base, 'SELECT id FROM account')).toEqual([{ id: 'autre' }]);
  });
});
