import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoreReader, StoreWriter } from '../../../server/ports/store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';
import {
  accountRow,
  auditEntry,
  CAMPAIGN,
  callScript,
  campaignRow,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

function raw<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(base.file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('the file', () => {
  test('is for its owner alone, with its log and its folder', async () => {
    const file = join(dirname(base.file), 'neuf', 'plateau.db');
    const store = openStore({ file });
    onTestFinished(() => store.close());
    await store.write((rows) => rows.accounts.insert(accountRow()));
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(dirname(file))).toBe('700');
    expect(store.files().toSorted()).toEqual([file, `${file}-shm`, `${file}-wal`]);
    expect(store.files().map(mode)).toEqual(['600', '600', '600']);
    chmodSync(file, 0o644);
    openStore({ file }).close();
    expect(mode(file)).toBe('600');
  });

  test('holds the schema of the golden file', async () => {
    const statements = raw((db) =>
      db.prepare(`SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`).all(),
    );
    const dump = statements.map((row) => `${row.sql};\n`).join('\n');
    await expect(dump).toMatchFileSnapshot('../../golden/schema.sql');
  });

  test('opened again is the same: migrating twice does nothing', async () => {
    const version = () => raw((db) => db.prepare('PRAGMA schema_version').get());
    const row = accountRow();
    await base.store.write((rows) => rows.accounts.insert(row));
    const before = version();
    base.store.close();
    base.store.close();
    const again = openStore({ file: base.file });
    expect(await again.read((rows) => rows.accounts.byId(row.id))).toEqual(row);
    expect(version()).toEqual(before);
    again.close();
  });

  test('written by a newer program is refused, and left as it is', () => {
    raw((db) => db.exec('PRAGMA user_version = 99'));
    const open = () => openStore({ file: base.file });
    expect(open).toThrow(expect.objectContaining({ code: 'database-too-new' }));
    expect(raw((db) => db.prepare('PRAGMA user_version').get())).toEqual({ user_version: 99 });
  });

  test('that is no database is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'plateau-store-'));
    const file = join(folder, 'plateau.db');
    writeFileSync(file, 'pas une base '.repeat(1000));
    expect(() => openStore({ file })).toThrow(expect.objectContaining({ code: 'database-unreadable' }));
    rmSync(folder, { recursive: true });
  });

  test('is safe by its settings, on every connection', () => {
    // The settings live in the connection, so they are asked of it: a spy on what it runs at opening.
    const asked: string[] = [];
    const { exec } = DatabaseSync.prototype;
    DatabaseSync.prototype.exec = function spy(this: DatabaseSync, sql: string) {
      exec.call(this, sql);
      if (!sql.includes('journal_mode')) return;
      for (const name of ['secure_delete', 'temp_store', 'synchronous', 'foreign_keys', 'busy_timeout'])
        asked.push(`${name}=${Object.values(this.prepare(`PRAGMA ${name}`).get() ?? {})[0]}`);
    };
    try {
      openStore({ file: base.file }).close();
    } finally {
      DatabaseSync.prototype.exec = exec;
    }
    // temp_store 2 = MEMORY, synchronous 2 = FULL.
    expect(asked).toEqual([
      'secure_delete=1',
      'temp_store=2',
      'synchronous=2',
      'foreign_keys=1',
      'busy_timeout=5000',
    ]);
  });
});

describe('a transaction', () => {
  const everyNoun = async (rows: StoreWriter) => {
    await rows.accounts.insert(accountRow({ id: 'a1' }));
    await rows.campaigns.save(campaignRow(), callScript());
    await rows.audit.append(auditEntry());
    await rows.floor.addLiveEvent({
      atMs: NOW_MS,
      agent: null,
      event: { kind: 'server-stopping', text: '' },
    });
  };
  const traces = () =>
    base.store.read(async (rows) => [
      (await rows.accounts.all()).length,
      (await rows.campaigns.all()).length,
      (await rows.audit.head()).seq,
      await rows.floor.lastLiveEvent(),
    ]);

  test('that throws leaves nothing, and the store goes on', async () => {
    const fail = () =>
      base.store.write(async (rows) => {
        await everyNoun(rows);
        throw new Error('stop');
      });
    await expect(fail()).rejects.toThrow('stop');
    expect(await traces()).toEqual([0, 0, 0, 0]);
    await base.store.write(everyNoun);
    expect(await traces()).toEqual([1, 1, 1, 1]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['a timer', () => pause(1)],
    ['the loop', () => new Promise((resolve) => setImmediate(resolve))],
    ['a file', () => stat('.')],
    ['what never comes', () => new Promise(() => undefined)],
  ])('awaits rows only: %s is a bug, rolled back, and keeps nobody waiting', async (_what, foreign) => {
    const strays = base.store.write(async (rows) => {
      await everyNoun(rows);
      await foreign();
      await rows.audit.append(auditEntry());
    });
    const next = base.store.read((rows) => rows.accounts.all());
    await expect(strays).rejects.toThrow(/nothing foreign/);
    await expect(base.store.read(foreign)).rejects.toThrow(/nothing foreign/);
    expect(await next).toEqual([]);
    expect(await traces()).toEqual([0, 0, 0, 0]);
  });

  test('is one at a time, in the order of asking', async () => {
    const order: string[] = [];
    const walk = (name: string) => async (rows: StoreReader) => {
      for (let step = 1; step <= 3; step += 1) {
        await rows.accounts.all();
        order.push(`${name}${step}`);
      }
    };
    await Promise.all([base.store.write(walk('a')), base.store.read(walk('b')), base.store.write(walk('c'))]);
    expect(order).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3', 'c1', 'c2', 'c3']);
  });

  test('does not nest; a read inside sees what it wrote', async () => {
    await expect(base.store.write(() => base.store.write(everyNoun))).rejects.toThrow(/another transaction/);
    await expect(base.store.read(() => base.store.write(everyNoun))).rejects.toThrow(/another transaction/);
    const seen = await base.store.write(async (rows) => {
      await everyNoun(rows);
      return await base.store.read((inner) =>
        base.store.read(async () => (await inner.campaigns.byCode(CAMPAIGN))?.code),
      );
    });
    expect(seen).toBe(CAMPAIGN);
  });

  test('is not asked for by a glance, which is one question and no more', async () => {
    const { statements, transactions } = await sqlAsked(async () =>
      base.store.glance((rows) => rows.accounts.byId('nobody')),
    );
    expect([statements.length, transactions]).toEqual([1, 0]);
    const twice = () =>
      base.store.glance(async (rows) => [
        await rows.accounts.byId('nobody'),
        await rows.accounts.byLogin('nobody'),
      ]);
    await expect(twice()).rejects.toThrow(/one question/);
    expect(await base.store.read((rows) => rows.accounts.all())).toEqual([]);
  });

  test('is the only place where rows change: a kept writer is of no use afterwards', async () => {
    let kept: StoreWriter | undefined;
    await base.store.write(async (rows) => {
      kept = rows;
    });
    await expect(kept?.campaigns.save(campaignRow(), callScript())).rejects.toThrow(
      /inside Store\.(read|write) only/,
    );
    await expect(kept?.campaigns.setState(CAMPAIGN, 'closed')).rejects.toThrow(
      /inside Store\.(read|write) only/,
    );
    await expect(base.store.read(async () => await kept?.audit.append(auditEntry()))).rejects.toThrow(
      /inside Store\.(read|write) only/,
    );
  });

  test('reads one state of the base, whatever another connection writes meanwhile', async () => {
    const other = openStore({ file: base.file });
    const counts = await base.store.read(async (rows) => {
      const before = (await rows.accounts.all()).length;
      await other.write((writer) => writer.accounts.insert(accountRow()));
      return [before, (await rows.accounts.all()).length];
    });
    expect(counts).toEqual([0, 0]);
    expect(await base.store.read((rows) => rows.accounts.all())).toHaveLength(1);
    other.close();
  });
});

describe('rules of the base, whatever program writes to it', () => {
  test.each([
    [`UPDATE record SET state = 'leased'`, /leased by its lease row/],
    [
      `INSERT INTO record SELECT 99, campaign, contact_file_id, 99, segment, country, canton, area, 'b', 'leased',
      queue, due_at_ms, next_part, owner, attempts, tries_m, tries_a, tries_s, tries_sa, busy_count, voicemail_left,
      argued, last_attempt_at_ms, disposition, closed_at_ms, gift_minor, monthly_minor, currency, frequency, sealed,
      version, dncm_checked_on, hold, email_blind, priority, classes, seniority FROM record LIMIT 1`,
      /leased by its lease row/,
    ],
    [`UPDATE record SET state = 'closed'`, /CHECK/],
    [
      `INSERT INTO lease SELECT id, 'c9', 'a9', campaign, 1, 1, 1, 'x', NULL, NULL, NULL, NULL FROM record WHERE state <> 'ready'`,
      /ready/,
    ],
    [`UPDATE lease SET record_id = 1 + record_id`, /never changes its record/],
    ['DELETE FROM record', /FOREIGN KEY/],
  ])('%s is refused', async (sql, why) => {
    await importRecords(base.store, [{}, {}]);
    const request = { agent: 'a1', callId: 'c1', looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 1 };
    await base.store.write((rows) => rows.records.claim(request));
    expect(() => raw((db) => db.exec(sql))).toThrow(why);
  });
});

test('compact while another connection reads is refused in words', async () => {
  await importRecords(base.store, [{}]);
  const other = new DatabaseSync(base.file);
  other.exec('BEGIN');
  other.prepare('SELECT count(*) FROM record').get();
  await base.store.write((rows) => rows.accounts.insert(accountRow()));
  await expect(base.store.compact()).rejects.toThrow(expect.objectContaining({ code: 'store-busy' }));
  other.exec('COMMIT');
  other.close();
  await base.store.compact();
  expect(existsSync(base.file)).toBe(true);
});
