import { parentPort } from 'node:worker_threads';
import type { DirectoryAsk, DirectoryJob, DirectoryReply, DirectoryResult } from './directory-messages.ts';
import { PeopleIndex } from './people-index.ts';

const indexes = new Map<string, PeopleIndex>();

function indexOf(charity: string): PeopleIndex {
  const known = indexes.get(charity);
  if (known) return known;
  const made = new PeopleIndex();
  indexes.set(charity, made);
  return made;
}

function answer(ask: DirectoryAsk): DirectoryReply {
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
      return { kind: 'done', opened: 0 };
  }
}

parentPort?.on('message', ({ id, ask }: DirectoryJob) => {
  let reply: DirectoryReply;
  try {
    reply = answer(ask);
  } catch (error) {
    reply = { kind: 'failed', name: error instanceof Error ? error.name : typeof error };
  }
  parentPort?.postMessage({ id, reply } satisfies DirectoryResult);
});
