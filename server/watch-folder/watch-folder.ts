import { appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '../../shared/errors.ts';
import { parsedAs } from '../../shared/shape-of.ts';
import { keptWatchSchema, roundLineSchema } from '../domain/watch/kept-watch.ts';
import type { RoundLine } from '../domain/watch/watch-measures.ts';
import type { WatchFolder } from '../ports/watch-folder.ts';

const STATE = 'etat.json';
const FEED = 'veille.atom';
const MADE = { recursive: true, mode: 0o700 } as const;
const MEASURES = /^mesures-(\d{4}-\d{2})\.jsonl$/;

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

/** Whole or not at all: whoever reads meanwhile has the one before. `mode`: 0600, or 0644 for what is served. */
async function replace(path: string, text: string, mode: number): Promise<void> {
  const part = `${path}.part`;
  await rm(part, { force: true });
  const file = await open(part, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
}

async function* linesOf(path: string): AsyncGenerator<RoundLine> {
  const file = await open(path).catch(absent);
  if (!file) return;
  try {
    for await (const text of createInterface({ input: file.createReadStream({ autoClose: false }) })) {
      const line = parsedAs(text, roundLineSchema);
      if (line) yield line;
    }
  } finally {
    await file.close();
  }
}

function stateUnreadable(): AppError {
  return new AppError({
    code: 'watch-state-unreadable',
    kind: 'unavailable',
    message: `L’état de la veille (${STATE}) ne se lit pas.`,
    hint: 'Retirez ce fichier pour repartir de zéro : les mesures restent, une panne en cours sera annoncée de nouveau.',
  });
}

interface WatchPlaces {
  readonly folder: string;
  /** Where the feed goes, in a folder that is there; absent: beside the measures. */
  readonly feedFile?: string | undefined;
}

/** A folder of a watch, made (0700) when it is missing. */
export function openWatchFolder({ folder, feedFile = join(folder, FEED) }: WatchPlaces): WatchFolder {
  const measures = (month: string) => join(folder, `mesures-${month}.jsonl`);
  return {
    read: async () => {
      const text = await readFile(join(folder, STATE), 'utf8').catch(absent);
      if (text === undefined) return undefined;
      const kept = parsedAs(text, keptWatchSchema);
      if (!kept) throw stateUnreadable();
      return kept;
    },
    keep: async (kept) => {
      await mkdir(folder, MADE);
      await replace(join(folder, STATE), `${JSON.stringify(kept)}\n`, 0o600);
    },
    // The line begins with its break: what a kill cut stands alone, and is left out when it is read.
    note: async (month, line) => {
      await mkdir(folder, MADE);
      await appendFile(measures(month), `\n${JSON.stringify(line)}`, { mode: 0o600 });
    },
    rounds: (month) => linesOf(measures(month)),
    months: async () => {
      const names = (await readdir(folder).catch(absent)) ?? [];
      return names.flatMap((name) => MEASURES.exec(name)?.[1] ?? []).toSorted();
    },
    forget: (month) => rm(measures(month), { force: true }),
    feed: async (xml) => {
      await mkdir(folder, MADE);
      await replace(feedFile, xml, 0o644);
    },
  };
}
