import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import { parsedAs } from '../../shared/shape-of.ts';
import type { KeptAct, KeptActs } from '../ports/kept-acts.ts';
import { KEPT_ACT } from './kept-act-shape.ts';
import { isErrno } from './key-files.ts';

const FOLDER = 'actes';
/** Lower case: no charity's code is. */
const PURGES = 'destructions';
const END = '.jsonl';

function unwritten(cause: unknown): AppError {
  return new AppError({
    code: 'kept-acts-unwritten',
    kind: 'unavailable',
    message: 'Le journal des oppositions, gardé près du trousseau, ne s’écrit pas : rien n’a été enregistré.',
    hint: 'Libérez de la place sur le disque du trousseau, ou rendez-lui ses droits, puis recommencez.',
    cause,
  });
}

function unreadable(file: string): AppError {
  return new AppError({
    code: 'kept-acts-unreadable',
    kind: 'unavailable',
    message: `Une ligne du journal des oppositions gardé près du trousseau (${basename(file)}) ne se lit pas.`,
    hint: 'N’ôtez rien de ce fichier : remettez la copie de sauvegarde du trousseau, ou la version de Plateau qui l’a écrit.',
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return '';
    throw error;
  }
}

/** The last line of a writing that a power cut tore is no JSON. A whole one that is no act of ours is never passed over. */
function actsOf(file: string): KeptAct[] {
  return textOf(file)
    .split('\n')
    .flatMap((line) => {
      const act = parsedAs(line, KEPT_ACT);
      if (act) return [act];
      if (parsedAs(line, z.json()) !== undefined) throw unreadable(file);
      return [];
    });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function append(file: string, text: string): void {
  const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
  const handle = openSync(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  try {
    // After a torn line: the new one begins on its own. Two processes add whole pieces (O_APPEND).
    const { size } = fstatSync(handle);
    writeSync(handle, size === 0 ? text : `\n${text}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Overwritten in place, whatever name it still has. */
function overwrite(handle: number): void {
  const { size } = fstatSync(handle);
  const noise = randomBytes(size);
  for (let at = 0; at < size; ) at += writeSync(handle, noise, at, size - at, at);
  fsyncSync(handle);
}

/** The file's place is taken by what stays, then its old bytes go; nothing stays: no file either. */
function replace(folder: string, file: string, kept: readonly KeptAct[]): void {
  let old: number;
  try {
    old = openSync(file, 'r+');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  try {
    if (kept.length > 0) {
      const part = `${file}.part`;
      rmSync(part, { force: true });
      const handle = openSync(part, 'wx', 0o600);
      writeSync(handle, linesOf(kept));
      fsyncSync(handle);
      closeSync(handle);
      renameSync(part, file);
      overwrite(old);
    } else {
      overwrite(old);
      unlinkSync(file);
    }
    syncFolder(folder);
  } finally {
    closeSync(old);
  }
}

function linesOf(acts: readonly KeptAct[]): string {
  return acts.map((act) => `${JSON.stringify(act)}\n`).join('');
}

/** `actes/` of the key ring: one file a charity, and one of the destructions. No secret, but no reader either (0600 in 0700). */
export function openKeptActs(keysDir: string): KeptActs {
  const folder = join(keysDir, FOLDER);
  const fileOf = (act: KeptAct) => join(folder, (act.kind === 'purge' ? PURGES : act.charity) + END);
  return {
    add: (acts) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        for (const [file, own] of Map.groupBy(acts, fileOf)) append(file, linesOf(own));
        syncFolder(folder);
      } catch (error) {
        throw unwritten(error);
      }
    },
    all: () => {
      const names = isThere(folder) ? readdirSync(folder) : [];
      const files = names.filter((name) => name.endsWith(END)).sort();
      return files.flatMap((name) => actsOf(join(folder, name)));
    },
    forget: ({ charity, campaign, isLastOfCharity }) => {
      const file = join(folder, charity + END);
      const acts = actsOf(file);
      const kept = acts.filter(
        (act) =>
          act.kind === 'participant' ||
          act.kind === 'directory' ||
          (!isLastOfCharity && (act.kind === 'lift' || act.campaign !== campaign)),
      );
      if (isLastOfCharity || kept.length < acts.length) replace(folder, file, kept);
    },
  };
}

function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
