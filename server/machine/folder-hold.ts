import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../shared/errors.ts';

/** A data folder that one process holds for itself. */
export interface FolderHold {
  /** Twice does nothing. */
  release(): void;
}

const LOCK = 'house.lock';
const HOLDER = 'house.holder';

/**
 * Takes the data folder for this process alone, before anything in it is read or mended. The lock is the operating system's, on
 * a file that SQLite opens: it goes with the process, however that ends, and no number of a process that is gone misleads.
 * AppErrors `folder-held`, which names the holder, and `folder-unusable`. Twice in one process: `folder-held`.
 */
export function holdFolder(dataDir: string, work: string): FolderHold {
  makeDataFolder(dataDir);
  const lock = openLock(dataDir);
  const holder = join(dataDir, HOLDER);
  writeFileSync(holder, `${process.pid} ${work}\n`, { mode: 0o600 });
  let isHeld = true;
  return {
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

/** Whether a process holds the folder now. AppError `folder-unusable`. */
export function isFolderHeld(dataDir: string): boolean {
  try {
    openLock(dataDir).close();
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'folder-held') return true;
    throw error;
  }
}

function openLock(dataDir: string): DatabaseSync {
  let lock: DatabaseSync;
  try {
    lock = new DatabaseSync(join(dataDir, LOCK), { timeout: 0 });
  } catch (cause) {
    throw unusable(dataDir, cause);
  }
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (cause) {
    lock.close();
    if (/locked|busy/.test(cause instanceof Error ? cause.message : '')) throw held(dataDir, cause);
    throw unusable(dataDir, cause);
  }
}

/**
 * Makes the data folder (0700) where it is missing. AppError `folder-unusable`. One folder after the other: Node's own recursive
 * way never ends where the system neither has nor makes them (/proc).
 */
export function makeDataFolder(path: string): void {
  try {
    if (existsSync(path)) return;
    const above = dirname(path);
    if (above !== path) makeDataFolder(above);
    mkdirSync(path, { mode: 0o700 });
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw unusable(path, cause);
  }
}

function held(dataDir: string, cause: unknown): AppError {
  const holder = join(dataDir, HOLDER);
  const [, pid, work] = /^(\d+) (.*)$/m.exec(existsSync(holder) ? readFileSync(holder, 'utf8') : '') ?? [];
  const who = pid === undefined ? 'un autre processus' : `« ${work} », processus ${pid}`;
  return new AppError({
    code: 'folder-held',
    kind: 'conflict',
    message: `Ce dossier de données est déjà tenu par ${who}.`,
    hint: 'Rien n’a été touché. Arrêtez d’abord ce processus, ou vérifiez PLATEAU_DATA_DIR (pour une veille : --dir).',
    cause,
  });
}

function unusable(path: string, cause: unknown): AppError {
  return new AppError({
    code: 'folder-unusable',
    kind: 'unavailable',
    message: `Le dossier « ${path} » ne peut pas servir de dossier de données.`,
    hint: 'Donnez dans PLATEAU_DATA_DIR un dossier d’un disque local, ouvert en écriture à ce compte.',
    cause,
  });
}
