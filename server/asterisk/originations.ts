import type { AmiMessage } from './ami-frames.ts';

/** Longer than any leg rings, in milliseconds: an Originate of which Asterisk says nothing is not waited for without end. */
const LONGEST_MS = 40_000;

export interface Originations {
  add(): { readonly id: string; readonly answered: Promise<boolean> };
  /** Whether the event says what became of one. */
  hear(event: AmiMessage): boolean;
  drop(id: string): void;
  /** The line is cut: what became of them will not be heard. */
  fail(): void;
}

/** Legs that were asked for and are ringing: Asterisk answers at once that it took the order, and tells the rest as an event. */
export function originations(): Originations {
  const asked = new Map<string, (isAnswered: boolean) => void>();
  let last = 0;
  const settle = (id: string, isAnswered: boolean) => {
    asked.get(id)?.(isAnswered);
    return asked.delete(id);
  };
  return {
    add: () => {
      const id = `plateau-leg-${++last}`;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const patience = setTimeout(() => settle(id, false), LONGEST_MS).unref();
      asked.set(id, (isAnswered) => {
        clearTimeout(patience);
        resolve(isAnswered);
      });
      return { id, answered: promise };
    },
    hear: (event) =>
      event.get('Event') === 'OriginateResponse' &&
      settle(event.get('ActionID') ?? '', event.get('Response') === 'Success'),
    drop: (id) => void settle(id, false),
    fail: () => {
      for (const id of [...asked.keys()]) settle(id, false);
    },
  };
}
