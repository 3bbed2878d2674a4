import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Desk } from '../../../server/ports/desk.ts';
import type { Store } from '../../../server/ports/store.ts';
import type { WordsCipher } from '../../../server/ports/typed-words.ts';
import { inPostgres } from '../../../server/store/postgres/dialect.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import { LAID_BASE } from './postgres-of-run.ts';

/** On the server of the run (postgres-of-run.ts). */
function urlOf(base: string): string {
  const url = new URL(process.env.PLATEAU_TEST_POSTGRES ?? '');
  url.pathname = `/${base}`;
  return url.href;
}

async function manage(source: string, database = 'postgres'): Promise<void> {
  const { searchParams, username } = new URL(urlOf(database));
  const client = new Client({ host: searchParams.get('host') ?? '', user: username, database });
  await client.connect();
  try {
    await client.query(source);
  } finally {
    await client.end();
  }
}

/** What a store of PostgreSQL has and one of SQLite has not. */
function present<T>(own: T | undefined): T {
  if (own === undefined) throw new Error('a store of PostgreSQL');
  return own;
}

/** The store that will be, for tests that are given one at once: what is asked of it waits for its opening. */
function storeToCome(opening: Promise<Store>): Store {
  const common: Omit<Store, 'write' | 'desk' | 'unsettled'> = {
    engine: 'postgres',
    read: async (work) => (await opening).read(work),
    survey: async (work) => (await opening).survey(work),
    glance: async (work) => (await opening).glance(work),
    settled: async () => (await opening).settled(),
    whenFree: async () => (await opening).whenFree(),
    worksAs: (server) => void opening.then((store) => store.worksAs(server)),
    compact: async () => (await opening).compact(),
    remains: async () => await present((await opening).remains)(),
    snapshot: async () => await present((await opening).snapshot)(),
    files: () => [],
    close: () => {
      void opening.then((store) => store.close());
    },
  };
  const unsettled: Store = {
    ...common,
    write: async (work) => (await opening).unsettled.write(work),
    desk: deskToCome(async () => (await opening).unsettled.desk),
    get unsettled() {
      return unsettled;
    },
  };
  return {
    ...common,
    write: async (work) => (await opening).write(work),
    desk: deskToCome(async () => (await opening).desk),
    unsettled,
  };
}

function deskToCome(desk: () => Promise<Desk>): Desk {
  return {
    claim: async (question) => (await desk()).claim(question),
    tell: async (telling) => (await desk()).tell(telling),
    open: async (opening) => (await desk()).open(opening),
    record: async (outcome) => (await desk()).record(outcome),
  };
}

/** SQLite names a trigger alone; PostgreSQL, its table too. */
function droppedInPostgres(source: string): string {
  return source.replace(/^DROP TRIGGER ((\w+?)_\w+)$/, 'DROP TRIGGER $1 ON $2');
}

interface TemporaryBase {
  readonly store: Store;
  /** For another program. */
  readonly url: string;
  open(words?: WordsCipher): Store;
  raw(...statements: readonly string[]): Promise<void>;
  readonly dispose: () => void;
}

/** The base of that name, copied from the empty one unless it is there already; `dispose` removes it, whoever is still in it. */
export function openPostgresNamed(name: string, words?: WordsCipher): TemporaryBase {
  const base = `t_${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  const made = laid(base);
  const openings: Promise<Store>[] = [];
  const open = (own?: WordsCipher) => {
    const opening = made.then(() => openPostgresStore({ url: urlOf(base), words: own }));
    openings.push(opening);
    return storeToCome(opening);
  };
  const store = open(words);
  const raw = async (...statements: readonly string[]) => {
    await made;
    for (const sql of statements) await manage(droppedInPostgres(inPostgres(sql)), base);
  };
  const dispose = () => {
    store.close();
    // One that a test opened for nothing is not cut in its opening.
    void Promise.allSettled(openings).then(() => removed(base));
  };
  return { store, url: urlOf(base), open, raw, dispose };
}

async function removed(base: string): Promise<void> {
  await manage(`DROP DATABASE IF EXISTS ${base} WITH (FORCE)`);
}

const DUPLICATE_DATABASE = '42P04';

async function laid(base: string): Promise<void> {
  try {
    await manage(`CREATE DATABASE ${base} TEMPLATE ${LAID_BASE}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === DUPLICATE_DATABASE)) throw error;
  }
}

/** An empty base for a server that opens it itself: it is there before that server is told of it. */
export async function basePostgres(): Promise<{
  readonly url: string;
  readonly dispose: () => Promise<void>;
}> {
  const base = `t_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await laid(base);
  return { url: urlOf(base), dispose: () => removed(base) };
}

/** A base of the test's own. */
export function temporaryPostgres(words?: WordsCipher): TemporaryBase {
  return openPostgresNamed(randomUUID(), words);
}
