import { parentPort } from 'node:worker_threads';
import type {
  DirectoryAsk,
  DirectoryJob,
  DirectoryReply,
  DirectoryResult,
  DocumentAsk,
} from './directory-messages.ts';
import { LibraryIndex } from './library-index.ts';
import { PeopleIndex } from './people-index.ts';

const indexes = new Map<string, PeopleIndex>();
const libraries = new Map<string, LibraryIndex>();

function libraryOf(charity: string): LibraryIndex {
  const known = libraries.get(charity);
  if (known) return known;
  const made = new LibraryIndex();
  libraries.set(charity, made);
  return made;
}

function ofLibrary(ask: DocumentAsk): DirectoryReply {
  const library = libraryOf(ask.charity);
  switch (ask.kind) {
    case 'document-stamps':
      return { kind: 'document-stamps', stamps: library.stamps() };
    case 'document-put':
      library.put(ask.entries);
      return { kind: 'document-done' };
    case 'document-drop':
      library.drop(ask.ids);
      return { kind: 'document-done' };
    case 'document-find':
      return { kind: 'document-found', answer: library.find(ask.query) };
  }
}

function indexOf(charity: string): PeopleIndex {
  const known = indexes.get(charity);
  if (known) return known;
  const made = new PeopleIndex();
  indexes.set(charity, made);
  return made;
}

function ofPeople(ask: Exclude<DirectoryAsk, DocumentAsk>): DirectoryReply {
  const index = indexOf(ask.charity);
  switch (ask.kind) {
    case 'put':
      index.put(ask.entries);
      return { kind: 'done', opened: index.count() };
    case 'drop':
      index.drop(ask.ids);
      return { kind: 'done', opened: index.count() };
    case 'ids':
      return { kind: 'ids', ids: index.ids() };
    case 'find':
      return { kind: 'found', answer: index.find(ask.query) };
    case 'tally':
      return { kind: 'tallied', values: index.tally(ask.key, ask.scopes) };
    case 'clear':
      index.close();
      indexes.delete(ask.charity);
      libraries.get(ask.charity)?.close();
      libraries.delete(ask.charity);
      return { kind: 'done', opened: 0 };
  }
}

function isOfLibrary(ask: DirectoryAsk): ask is DocumentAsk {
  return ask.kind.startsWith('document-');
}

parentPort?.on('message', ({ id, ask }: DirectoryJob) => {
  let reply: DirectoryReply;
  try {
    reply = isOfLibrary(ask) ? ofLibrary(ask) : ofPeople(ask);
  } catch (error) {
    reply = { kind: 'failed', name: error instanceof Error ? error.name : typeof error };
  }
  parentPort?.postMessage({ id, reply } satisfies DirectoryResult);
});
