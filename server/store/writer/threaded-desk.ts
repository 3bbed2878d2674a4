import assert from 'node:assert/strict';
import type { Desk } from '../../ports/desk.ts';
import type { Durability } from '../sql.ts';
import type { SqliteSql } from '../sqlite-sql.ts';
import type { DeskAnswer, DeskAsk } from './writer-messages.ts';
import type { WriterThread } from './writer-thread.ts';

interface Threaded {
  readonly sql: SqliteSql;
  readonly thread: WriterThread;
  readonly durability: Durability;
  /** On the main thread, for what the thread cannot do. */
  readonly within: Desk;
  readonly noteWrite: () => void;
}

/** The desk in its thread, in turn with what the main thread writes: neither meets the other's lock on the base. */
export function threadedDesk({ sql, thread, durability, within, noteWrite }: Threaded): Desk {
  const ask = async (asked: DeskAsk): Promise<DeskAnswer | 'not-here'> => {
    const answer = await sql.whileElsewhere(() => thread.ask(asked, durability));
    if (answer !== 'not-here') noteWrite();
    return answer;
  };
  return {
    claim: async (question) => {
      const answer = await ask({ act: 'claim', question });
      if (answer === 'not-here') return await within.claim(question);
      assert(answer.kind === 'card' || answer.kind === 'none' || answer.kind === 'put-off', 'a claim');
      return answer;
    },
    // It writes nothing: a reader's connection does, beside the thread.
    tell: (telling) => within.tell(telling),
    open: async (question) => {
      const answer = await ask({ act: 'open', question });
      if (answer === 'not-here') return await within.open(question);
      assert(answer.kind === 'opened' || answer.kind === 'receipt', 'an opening');
      return answer;
    },
    record: async (question) => {
      const answer = await ask({ act: 'record', question });
      if (answer === 'not-here') return await within.record(question);
      assert(answer.kind === 'receipt' || answer.kind === 'moved', 'a recording');
      return answer;
    },
  };
}
