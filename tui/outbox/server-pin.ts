import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/** A workstation meets a handful of servers; more lines than this is not our file. */
const MAX_BYTES = 64 * 1024;

/** `first`: the key was never seen for that server, and is now kept. */
export type Meeting = 'first' | 'known';

/**
 * Remembers the house key of each server (`known-servers`, one line each: address, fingerprint) the first time, and refuses
 * another one ever after. AppErrors `server-key-changed`, `known-servers-unreadable`.
 */
export function meetServer(file: string, server: string, fingerprint: string): Meeting {
  const lines = readLines(file);
  const known = lines.find((line) => line.split(' ')[0] === server)?.split(' ')[1];
  if (known === fingerprint) return 'known';
  if (known !== undefined) throw keyChanged(file, known, fingerprint);
  writeLines(file, [...lines, `${server} ${fingerprint}`]);
  return 'first';
}

function writeLines(file: string, lines: readonly string[]): void {
  const aside = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(aside, `${lines.join('\n')}\n`, { mode: 0o600 });
    renameSync(aside, file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function readLines(file: string): readonly string[] {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MAX_BYTES) throw unreadable(file);
    return text.split('\n').filter((line) => line !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error instanceof AppError ? error : unreadable(file, error);
  }
}

/** In groups of four, as it is read aloud. */
export function spaced(fingerprint: string): string {
  return fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';
}

function keyChanged(file: string, known: string, given: string): AppError {
  return new AppError({
    code: 'server-key-changed',
    kind: 'forbidden',
    message: `La clé de ce serveur a changé : ${spaced(given)} au lieu de ${spaced(known)}. Rien ne lui est confié.`,
    hint: `Appelez l’exploitation pour comparer les empreintes ; si la nouvelle est la bonne, ôtez la ligne du serveur dans ${file}.`,
  });
}

function unreadable(file: string, cause?: unknown): AppError {
  return new AppError({
    code: 'known-servers-unreadable',
    kind: 'invalid',
    message: 'La liste des serveurs connus ne peut pas être lue ou écrite.',
    hint: `Vérifiez que ${file} est un fichier à vous, en 0600.`,
    cause,
  });
}
