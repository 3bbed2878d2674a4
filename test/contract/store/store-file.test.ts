import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoreWriter } from '../../../server/ports/store.ts';
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
  test('is for its owner alone, with its log and its folder', () => {
    const file = join(dirname(base.file), 'neuf', 'plateau.db');
    const store = openStore({ file });
    onTestFinished(() => store.close());
    store.write((rows) => rows.accounts.insert(accountRow()));
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

  test('opened again is the same: migrating twice does nothing', () => {
    const version = () => raw((db) => db.prepare('PRAGMA schema_version').get());
    const row = accountRow();
    base.store.write((rows) => rows.accounts.insert(row));
    const before = version();
    base.store.close();
    base.store.close();
    const again = openStore({ file: base.file });
    expect(again.read((rows) => rows.accounts.byId(row.id))).toEqual(row);
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
  const everyNoun = (rows: StoreWriter) => {
    rows.accounts.insert(accountRow({ id: 'a1' }));
    rows.campaigns.save(campaignRow(), callScript());
    rows.audit.append(auditEntry());
    rows.floor.addLiveEvent({ atMs: NOW_MS, agent: null, event: { kind: 'server-stopping', text: '' } });
  };
  const traces = () =>
    base.store.read((rows) => [
      rows.accounts.all().length,
      rows.campaigns.all().length,
      rows.audit.head().seq,
      rows.floor.lastLiveEvent(),
    ]);

  test('that throws leaves nothing, and the store goes on', () => {
    const fail = () =>
      base.store.write((rows) => {
        everyNoun(rows);
        throw new Error('stop');
      });
    expect(fail).toThrow('stop');
    expect(traces()).toEqual([0, 0, 0, 0]);
    base.store.write(everyNoun);
    expect(traces()).toEqual([1, 1, 1, 1]);
  });

  test('never waits: work that returns a promise is a bug, and is rolled back', () => {
    const wait = () => base.store.write(async (rows) => everyNoun(rows));
    expect(wait).toThrow(/nothing is awaited/);
    expect(() => base.store.read(async () => 1)).toThrow(/nothing is awaited/);
    expect(traces()).toEqual([0, 0, 0, 0]);
  });

  test('does not nest; a read inside sees what it wrote', () => {
    expect(() => base.store.write(() => base.store.write(everyNoun))).toThrow(/another transaction/);
    expect(() => base.store.read(() => base.store.write(everyNoun))).toThrow(/another transaction/);
    const seen = base.store.write((rows) => {
      everyNoun(rows);
      return base.store.read((inner) => base.store.read(() => inner.campaigns.byCode(CAMPAIGN)?.code));
    });
    expect(seen).toBe(CAMPAIGN);
  });

  test('is not asked for by a glance, which is one question and no more', async () => {
    const { statements, transactions } = await sqlAsked(async () =>
      base.store.glance((rows) => rows.accounts.byId('nobody')),
    );
    expect([statements.length, transactions]).toEqual([1, 0]);
    const twice = () =>
      base.store.glance((rows) => [rows.accounts.byId('nobody'), rows.accounts.byLogin('nobody')]);
    expect(twice).toThrow(/one question/);
    expect(base.store.read((rows) => rows.accounts.all())).toEqual([]);
  });

  test('is the only place where rows change: a kept writer is of no use afterwards', () => {
    let kept: StoreWriter | undefined;
    base.store.write((rows) => {
      kept = rows;
    });
    expect(() => kept?.campaigns.save(campaignRow(), callScript())).toThrow(/inside Store.write only/);
    expect(() => kept?.campaigns.setState(CAMPAIGN, 'closed')).toThrow(/inside Store.write only/);
    expect(() => base.store.read(() => kept?.audit.append(auditEntry()))).toThrow(/inside Store.write only/);
  });

  test('reads one state of the base, whatever another connection writes meanwhile', () => {
    const other = openStore({ file: base.file });
    const counts = base.store.read((rows) => {
      const before = rows.accounts.all().length;
      other.write((writer) => writer.accounts.insert(accountRow()));
      return [before, rows.accounts.all().length];
    });
    expect(counts).toEqual([0, 0]);
    expect(base.store.read((rows) => rows.accounts.all())).toHaveLength(1);
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
  ])('%s is refused', (sql, why) => {
    importRecords(base.store, [{}, {}]);
    const request = { agent: 'a1', callId: 'c1', looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 1 };
    base.store.write((rows) => rows.records.claim(request));
    expect(() => raw((db) => db.exec(sql))).toThrow(why);
  });
});

test('compact while another connection reads is refused in words', async () => {
  importRecords(base.store, [{}]);
  const other = new DatabaseSync(base.file);
  other.exec('BEGIN');
  other.prepare('SELECT count(*) FROM record').get();
  base.store.write((rows) => rows.accounts.insert(accountRow()));
  await expect(base.store.compact()).rejects.toThrow(expect.objectContaining({ code: 'store-busy' }));
  other.exec('COMMIT');
  other.close();
  await base.store.compact();
  expect(existsSync(base.file)).toBe(true);
});
