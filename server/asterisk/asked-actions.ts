import assert from 'node:assert/strict';
import { AmiGarbled, type AmiMessage } from './ami-frames.ts';

/** Asked and not answered, at once: more would be a loop of ours. */
const MOST_ASKED = 2_000;
/** Entries of one list: channels of a large floor are some hundreds. */
const MOST_LISTED = 20_000;

interface Answered {
  readonly answer: AmiMessage;
  /** Of a list; empty for anything else, and where Asterisk refuses. */
  readonly entries: readonly AmiMessage[];
}

interface AskedActions {
  /** Under that id, or a new one. */
  add(id?: string): { readonly id: string; readonly answered: Promise<Answered> };
  /** Whether the message answers something asked. AmiGarbled for a list without an end. */
  take(message: AmiMessage): boolean;
  /** Nothing will be answered any more. */
  fail(why: Error): void;
}

/** What a session asked and has no answer to yet: answers come in any order, between events, and lists in parts. */
export function askedActions(): AskedActions {
  const asked = new Map<string, { entries: AmiMessage[]; over: PromiseWithResolvers<Answered> }>();
  let last = 0;
  return {
    add: (given) => {
      assert(asked.size < MOST_ASKED, 'what is asked of AMI is answered, or the session is over');
      const id = given ?? `plateau-${++last}`;
      const over = Promise.withResolvers<Answered>();
      asked.set(id, { entries: [], over });
      return { id, answered: over.promise };
    },
    take: (message) => {
      const id = message.get('ActionID') ?? '';
      const one = asked.get(id);
      // What became of an Originate bears its ActionID, and is told long after its answer.
      if (!one || message.get('Event') === 'OriginateResponse') return false;
      const part = message.get('EventList');
      if (part === 'start') return true;
      if (message.has('Event') && part !== 'Complete') {
        if (one.entries.push(message) > MOST_LISTED) throw new AmiGarbled();
        return true;
      }
      asked.delete(id);
      one.over.resolve({ answer: message, entries: one.entries });
      return true;
    },
    fail: (why) => {
      for (const { over } of asked.values()) over.reject(why);
      asked.clear();
    },
  };
}
