import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import threads from 'node:worker_threads';

/** Where the product lies, bundled with this file; the program's own file is the test's. */
const HERE = import.meta.dirname;

type Call = (this: unknown, ...args: unknown[]) => unknown;
/** Names the act now, with the lines that ask for it; to be called once it is done. */
type Tell = (what: string) => () => void;

const CHANGES = ['rename', 'unlink', 'rmdir', 'mkdir', 'link', 'rm', 'writeFile', 'copyFile', 'appendFile'];
const HANDLE_CHANGES = ['write', 'writeFile', 'truncate', 'appendFile'];

/** The same in every process, so that an act met again after a restart is known: functions of the product, and where in its file. */
function site(): string {
  const lines = (new Error().stack ?? '')
    .split('\n')
    .filter((line) => line.includes(HERE) && !line.includes(process.argv[1] ?? HERE));
  const places = lines.map((line) => {
    const name = /^ *at (?:async )?([\w.$]+) /.exec(line)?.[1] ?? '';
    return `${name}:${/:(\d+:\d+)\)?$/.exec(line)?.[1]}`;
  });
  return places.slice(0, 6).join(' < ');
}

/** Chance in a name (parts of key files) is no part of the act. */
function plain(path: unknown): string {
  const end = String(path).split('/').slice(-2).join('/');
  return end.replace(/[0-9a-f]{12}\.part/, '*.part');
}

function wrap(owner: object, name: string, made: (real: Call) => Call): void {
  Reflect.set(owner, name, made(Reflect.get(owner, name) as Call));
}

/** After the call, or once its promise is kept: what fails changes nothing. */
function after(result: unknown, done: () => void): unknown {
  if (!(result instanceof Promise)) {
    done();
    return result;
  }
  return result.then((value: unknown) => {
    done();
    return value;
  });
}

/**
 * From then on `onAct` is told after each change of the disk that this thread makes: a file written, renamed or removed, a
 * transaction about to be committed and committed, the base rewritten or its log emptied, a worker at work. Acts are counted at
 * Node's own doors, not in the product: one added to the product tomorrow is told of too.
 */
export async function tellEveryAct(onAct: (name: string) => void): Promise<void> {
  Error.stackTraceLimit = 40;
  const tell: Tell = (what) => {
    const act = `${what} | ${site()}`;
    return () => onAct(act);
  };
  const told =
    (name: string) =>
    (real: Call): Call =>
      function (...args) {
        const done = tell(`${name} ${plain(args[0])}`);
        return after(real.apply(this, args), done);
      };
  for (const name of CHANGES) {
    wrap(promises, name, told(name));
    wrap(fs, `${name}Sync`, told(name));
  }
  // By number, which says nothing: the lines that ask for it name the file.
  const toldOfHandle = (real: Call): Call =>
    function (...args) {
      const done = tell('write');
      return after(real.apply(this, args), done);
    };
  wrap(fs, 'writeSync', toldOfHandle);
  await tellHandles(tell);
  tellDatabase(tell);
  tellWorkers(tell);
  syncBuiltinESMExports();
}

/** Opening makes an empty file at most: its first writing is the act. */
async function tellHandles(tell: Tell): Promise<void> {
  const paths = new WeakMap<object, string>();
  const handle = await promises.open(HERE, 'r');
  const prototype = Object.getPrototypeOf(handle) as object;
  await handle.close();
  const told =
    (name: string) =>
    (real: Call): Call =>
      function (...args) {
        const done = tell(`${name} ${paths.get(this as object) ?? ''}`);
        return after(real.apply(this, args), done);
      };
  for (const name of HANDLE_CHANGES) wrap(prototype, name, told(name));
  const open = (real: Call): Call =>
    async function (...args) {
      const opened = (await real.apply(this, args)) as object;
      paths.set(opened, plain(args[0]));
      return opened;
    };
  wrap(promises, 'open', open);
}

/** Reads begin and commit too; only a transaction that writes changes the disk. */
function tellDatabase(tell: Tell): void {
  let writes = false;
  const exec = (real: Call): Call =>
    function (...args) {
      const source = String(args[0]);
      if (source.startsWith('BEGIN')) writes = source === 'BEGIN IMMEDIATE';
      if (!writes || source !== 'COMMIT') return real.apply(this, args);
      // Killed just before, the next process finds what it finds after the act before this one.
      return after(real.apply(this, args), tell('COMMIT'));
    };
  const prepare = (real: Call): Call =>
    function (...args) {
      const statement = real.apply(this, args) as { all: Call };
      const source = String(args[0]);
      if (!/^(VACUUM|PRAGMA wal_checkpoint)/.test(source)) return statement;
      const all = statement.all;
      statement.all = (...values) => after(all.apply(statement, values), tell(source));
      return statement;
    };
  wrap(DatabaseSync.prototype, 'exec', exec);
  wrap(DatabaseSync.prototype, 'prepare', prepare);
}

/** A worker's own acts are in another thread: it is cut as soon as it runs. */
function tellWorkers(tell: Tell): void {
  const Real = threads.Worker;
  threads.Worker = class extends Real {
    constructor(...args: ConstructorParameters<typeof Real>) {
      super(...args);
      this.once('online', tell(`worker ${plain(args[0])}`));
    }
  };
}
