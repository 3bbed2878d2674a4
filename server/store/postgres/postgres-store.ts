import type { Pool } from 'pg';
import { deskWithin } from '../../desk/desk-within.ts';
import { quickDesk } from '../../desk/quick-desk.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import type { WordsCipher } from '../../ports/typed-words.ts';
import { refuseUnmovedFile } from '../move-marks.ts';
import { rowsOf } from '../rows-of.ts';
import { takeSnapshot } from './base-snapshot.ts';
import { Bell } from './bell.ts';
import { readCatalogue } from './catalogue.ts';
import { openPool } from './connection.ts';
import { DeskCalls } from './desk/desk-calls.ts';
import { engineFacts } from './engine-facts.ts';
import { compactBase, leaveRemains } from './erased-remains.ts';
import type { HostPool } from './host-pool.ts';
import type { ConnectionSetting } from './hosts.ts';
import { refuseMovedBase } from './moving-base.ts';
import { asPostgresRefusal } from './postgres-failures.ts';
import { PostgresSql } from './postgres-sql.ts';
import { prepareBase } from './prepare-base.ts';
import { checkSettings } from './safe-settings.ts';
import { Settling } from './settling.ts';

export interface PostgresToOpen extends ConnectionSetting {
  /** A synchronous standby must be set: no acknowledged call is lost with the machine of the base. */
  readonly needsStandby?: boolean;
  /** Absent where nobody types: words are then written and read as they stand. */
  readonly words?: WordsCipher | undefined;
  /** Where SQLite's base would be: while one is there, it is the base of the house. */
  readonly besideFile?: string;
  /** The one who moves the house looks at it before it is served. */
  readonly isMoving?: boolean;
}

/** A commit that waits for the disk; a number that PostgreSQL does not know as committed was lost in a crash. */
const FLUSH = `SELECT pg_logical_emit_message(true, 'plateau', ''), pg_xact_status($1::xid8) AS status`;

async function flush(pool: Pool, transaction: string): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ status: string | null }>(FLUSH, [transaction]);
    return rows[0]?.status === 'committed';
  } catch (error) {
    // A number from the future: a standby was promoted that never had it.
    if (error instanceof Error && 'code' in error && error.code === '22023') return false;
    throw asPostgresRefusal(error);
  }
}

/**
 * Opens the base of one house on PostgreSQL, made if it is empty. Any number of servers may: each sees what the others committed.
 * AppErrors: those of connection.ts, safe-settings.ts, prepare-base.ts and of a move (move-marks.ts), `store-busy`.
 */
export async function openPostgresStore(setting: PostgresToOpen): Promise<Store> {
  if (setting.besideFile !== undefined) refuseUnmovedFile(setting.besideFile);
  const pool = openPool(setting);
  try {
    await checkSettings(pool, setting.needsStandby ?? false);
    if (!setting.isMoving) await refuseMovedBase(pool);
    await prepareBase(pool);
    const bell = new Bell(() => pool.beside());
    const sql = new PostgresSql({
      pool,
      catalogue: await readCatalogue(pool),
      words: setting.words,
      committed: () => bell.ring(),
    });
    return storeOf({ pool, sql, bell, snapshot: () => takeSnapshot(setting) });
  } catch (error) {
    await pool.end();
    throw asPostgresRefusal(error);
  }
}

interface StoreParts {
  readonly pool: HostPool;
  readonly sql: PostgresSql;
  readonly bell: Bell;
  readonly snapshot: NonNullable<Store['snapshot']>;
}

function storeOf({ pool, sql, bell, snapshot }: StoreParts): Store {
  const rows = rowsOf(sql);
  const settling = new Settling((transaction) => flush(pool, transaction));
  const common = {
    engine: 'postgres' as const,
    read: <T>(work: (reader: StoreReader) => Promise<T>) => sql.read(() => work(rows)),
    survey: <T>(work: (reader: StoreReader) => Promise<T>) => sql.read(() => work(rows)),
    glance: <T>(work: (reader: StoreReader) => Promise<T>) => sql.glance(() => work(rows)),
    settled: () => settling.settled(),
    whenFree: () => sql.whenFree(),
    worksAs: (server: string) => {
      sql.server = server;
    },
    compact: () => compactBase(pool),
    facts: () => engineFacts(pool),
    remains: () => leaveRemains(pool),
    snapshot,
    onBell: (heard: () => void) => bell.listen(heard),
    files: () => [],
    close: () => {
      bell.close();
      void pool.end();
    },
  };
  const write = async <T>(work: (writer: StoreWriter) => Promise<T>) =>
    (await sql.write(() => work(rows))).result;
  const writeUnsettled = async <T>(work: (writer: StoreWriter) => Promise<T>) => {
    const { result, transaction } = await sql.write(() => work(rows), 'NORMAL');
    if (transaction !== undefined) settling.noteWrite(transaction);
    return result;
  };
  const functions = new DeskCalls(sql, rows, (transaction) => settling.noteWrite(transaction));
  const desk = settlingDesk(
    quickDesk(functions, deskWithin({ read: common.read, write: writeUnsettled })),
    settling,
  );
  const unsettled: Store = {
    ...common,
    write: writeUnsettled,
    desk,
    get unsettled() {
      return unsettled;
    },
  };
  return {
    ...common,
    write,
    desk: settledDesk(desk, common.settled),
    unsettled,
  };
}

/** While a card's telling is read, the disk gets what claimed the card: whoever then waits for it has waited already. */
function settlingDesk(desk: Desk, settling: Settling): Desk {
  return {
    ...desk,
    tell: (telling) => {
      settling.begin();
      return desk.tell(telling);
    },
  };
}

/** Each operation answers once the disk has what it wrote. */
function settledDesk(desk: Desk, settled: () => Promise<void>): Desk {
  const kept = async <T>(answer: Promise<T>): Promise<T> => {
    const told = await answer;
    await settled();
    return told;
  };
  return {
    claim: (question) => kept(desk.claim(question)),
    tell: (telling) => desk.tell(telling),
    open: (opening) => kept(desk.open(opening)),
    record: (outcome) => kept(desk.record(outcome)),
  };
}
