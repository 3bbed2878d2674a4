import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { MadeFile } from '../../../server/steps/papers/paper-files.ts';
import { AppError } from '../../../shared/errors.ts';

function taken(path: string): AppError {
  return new AppError({
    code: 'output-exists',
    kind: 'conflict',
    message: `${path} existe déjà : rien n’a été remplacé.`,
    hint: 'Donnez un autre nom, ou un dossier nouveau.',
  });
}

/** The name as it came: a server that is not ours could name a file outside the folder. AppError `output-name-refused`. */
export function safeName(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(name)) return name;
  throw new AppError({
    code: 'output-name-refused',
    kind: 'invalid',
    message: 'Le serveur nomme un fichier hors du dossier : rien n’a été écrit.',
    hint: 'Vérifiez PLATEAU_SERVER ; si c’est bien le vôtre, prévenez l’exploitation.',
  });
}

/**
 * Refuses a path where `writeNew` could not write, before anything is asked of the server: what it answers may exist once (new
 * codes of badges, a certificate of destruction) and would be lost. AppErrors `output-exists`, `file-refused` through the caller.
 */
export function roomForNew(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })) throw taken(path);
  roomIn(dirname(path));
}

/** The same of a folder where new files go beside those that are there. */
export function roomIn(folder: string): void {
  accessSync(nearestFolder(folder), constants.W_OK | constants.X_OK);
}

/** The same of a folder where `writeInto` is to write. */
export function roomForFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && (!found.isDirectory() || readdirSync(folder).length > 0)) throw taken(folder);
  roomIn(folder);
}

/** The same of what `writeAs` is to write beside each other, the last ending of a file by itself. */
export function roomForAs(base: string): void {
  for (const ending of ['.pdf', '.md', '.json']) roomForNew(`${stemOf(base)}${ending}`);
}

/** The first folder above that exists; those below it are made when they are needed. */
function nearestFolder(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return nearestFolder(dirname(path));
  if (found.isDirectory()) return path;
  throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR', path });
}

/**
 * Never over a file, never through a link; for this account alone. Whole or not at all: a disk that is full leaves nothing
 * that the next try would find in its way. AppError `output-exists`.
 */
export function writeNew(path: string, content: string | Uint8Array): void {
  roomIn(dirname(path));
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const descriptor = created(path);
  try {
    writeFileSync(descriptor, typeof content === 'string' ? Buffer.from(content, 'base64') : content);
  } catch (error) {
    rmSync(path, { force: true });
    // Of an open file the system names no path, and the person would not know which disk.
    throw Object.assign(error as Error, { path });
  } finally {
    closeSync(descriptor);
  }
}

function created(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(path);
    throw error;
  }
}

/** Into a new or empty folder. AppError `output-exists`. Returns the paths. */
export function writeInto(folder: string, files: readonly MadeFile[]): readonly string[] {
  roomForFolder(folder);
  for (const { name } of files) safeName(name);
  return files.map(({ name, base64 }) => {
    const path = join(folder, name);
    writeNew(path, base64);
    return path;
  });
}

/** Beside each other under the name given, each with its own ending: `dossier` gives `dossier.pdf`, `dossier.pdf.asc`… */
export function writeAs(base: string, files: readonly MadeFile[]): readonly string[] {
  const stem = stemOf(base);
  return files.map(({ name, base64 }) => {
    const path = `${stem}${safeName(name).slice(name.indexOf('.'))}`;
    writeNew(path, base64);
    return path;
  });
}

const stemOf = (base: string) => base.replace(/\.(pdf|json|md)$/, '');
