import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type SoughtWord, WORD_KINDS } from '../domain/purge/sought-words.ts';
import { giveWay } from '../give-way.ts';
import type { ScanRequest, ScanResult, Traces, WordTrace } from '../ports/traces.ts';
import { foldAscii, formsOf } from './word-forms.ts';
import { WordIndex } from './word-index.ts';

const CHUNK_BYTES = 1 << 20;

async function filesUnder(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return [];
  if (found.isFile()) return [place];
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Which needles stand in the file. Chunks overlap by the longest needle, so that none hides on a border. */
async function needlesIn(
  file: string,
  needles: readonly Uint8Array[],
): Promise<{ bytes: number; found: number }> {
  const overlap = Math.max(0, ...needles.map((needle) => needle.length - 1));
  const missing = new Set(needles);
  let tail = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    const window = Buffer.concat([tail, chunk as Buffer]);
    bytes += (chunk as Buffer).length;
    for (const needle of missing) {
      if (window.includes(needle)) missing.delete(needle);
    }
    tail = Buffer.from(window.subarray(Math.max(0, window.length - overlap)));
  }
  return { bytes, found: needles.length - missing.size };
}

/** Some 5 ms of the event loop: the purge runs beside a floor at work. */
const WORDS_CHUNK_BYTES = 1 << 18;
const WORDS_PER_TURN = 50;

async function indexOf(words: readonly SoughtWord[]): Promise<WordIndex> {
  const index = new WordIndex();
  for (const [at, { kind, value }] of words.entries()) {
    for (const form of formsOf(value)) index.add(form, WORD_KINDS.indexOf(kind));
    if (at % WORDS_PER_TURN === 0) await giveWay();
  }
  return index;
}

/** Kinds of the words that stand in the file. A run that the end of a chunk cuts is met whole in the next one. */
async function wordsIn(file: string, index: WordIndex): Promise<ReadonlySet<number>> {
  const overlap = index.longest + 4;
  const kinds = new Set<number>();
  const meet = (part: Parameters<WordIndex['kindsIn']>[0]) => {
    for (const kind of index.kindsIn(part)) kinds.add(kind);
  };
  let tail = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of createReadStream(file, { highWaterMark: WORDS_CHUNK_BYTES })) {
    const bytes = Buffer.concat([tail, chunk as Buffer]);
    foldAscii(bytes.subarray(tail.length));
    meet({ bytes, isFirst, isLast: false });
    tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - overlap)));
    isFirst &&= bytes.length <= overlap;
    await giveWay();
  }
  meet({ bytes: tail, isFirst, isLast: true });
  return kinds;
}

async function wordTraces(
  files: readonly { readonly path: string; readonly told: string }[],
  words: readonly SoughtWord[],
): Promise<readonly WordTrace[]> {
  const index = await indexOf(words);
  const traces: WordTrace[] = [];
  for (const { path, told } of files) {
    for (const at of await wordsIn(path, index)) {
      const kind = WORD_KINDS[at];
      if (kind) traces.push({ file: told, kind });
    }
  }
  index.clear();
  return traces;
}

/** Re-reads every byte left on disk. Words are as many as there are; needles a sample, for time grows with bytes × needles. */
export function openFileTraces(): Traces {
  return {
    async scan({ places, needles, words }: ScanRequest): Promise<ScanResult> {
      const files: { path: string; told: string }[] = [];
      let bytes = 0;
      const hits: { file: string; needles: number }[] = [];
      for (const place of places) {
        for (const path of await filesUnder(place)) {
          const told = relative(place, path) || path;
          const read = await needlesIn(path, needles);
          files.push({ path, told });
          bytes += read.bytes;
          if (read.found > 0) hits.push({ file: told, needles: read.found });
        }
      }
      const traces = words ? await wordTraces(files, words) : [];
      return { files: files.length, bytes, hits, words: traces };
    },
  };
}
