import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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

/** A server that is not ours could name a file outside the folder. */
function safe(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/.test(name)) return name;
  throw new AppError({
    code: 'output-name-refused',
    kind: 'invalid',
    message: 'Le serveur nomme un fichier hors du dossier : rien n’a été écrit.',
    hint: 'Vérifiez PLATEAU_SERVER ; si c’est bien le vôtre, prévenez l’exploitation.',
  });
}

/** Never over a file, never through a link; for this account alone. AppError `output-exists`. */
export function writeNew(path: string, base64: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, Buffer.from(base64, 'base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(path);
    throw error;
  }
}

/** Into a new or empty folder. AppError `output-exists`. Returns the paths. */
export function writeInto(folder: string, files: readonly MadeFile[]): readonly string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && (!found.isDirectory() || readdirSync(folder).length > 0)) throw taken(folder);
  for (const { name } of files) safe(name);
  return files.map(({ name, base64 }) => {
    const path = join(folder, name);
    writeNew(path, base64);
    return path;
  });
}

/** Beside each other under the name given, each with its own ending: `dossier` gives `dossier.pdf`, `dossier.pdf.asc`… */
export function writeAs(base: string, files: readonly MadeFile[]): readonly string[] {
  const stem = base.replace(/\.(pdf|json|md)$/, '');
  return files.map(({ name, base64 }) => {
    const path = `${stem}${safe(name).slice(name.indexOf('.'))}`;
    writeNew(path, base64);
    return path;
  });
}
