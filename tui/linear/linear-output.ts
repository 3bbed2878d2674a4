import { cleanLine } from '../screen/terminal-text.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { linearLines } from './linear-lines.ts';

/** The store of the workstation, as far as it is needed here. */
interface StateSource {
  getState(): WorkstationState;
  subscribe(listener: () => void): () => void;
}

export interface LinearParts {
  readonly store: StateSource;
  readonly output: NodeJS.WritableStream;
  /** A screen that cannot be told is a bug: it ends the attachment, not the session. */
  readonly onError: (error: unknown) => void;
  /** The lines in the terminal's own signs, each ended. */
  readonly encode?: (lines: readonly string[]) => string | Uint8Array;
}

function endedLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

/** The workstation told on an output. */
export interface LinearMount {
  /** Everything again (Ctrl-L). */
  repeat(): void;
  stop(): void;
}

/**
 * Tells the workstation line by line, for screen readers and terminals that cannot be painted. A reader that falls behind
 * misses nothing but what is past: once it drains, the change since what it was last told follows.
 */
export function mountLinear({ store, output, onError, encode = endedLines }: LinearParts): LinearMount {
  let told: WorkstationState | undefined;
  let isFull = false;
  const tell = () => {
    if (isFull) return;
    const state = store.getState();
    try {
      const lines = linearLines(told, state);
      told = state;
      if (lines.length > 0) isFull = !output.write(encode(lines.map(cleanLine)));
    } catch (error) {
      onError(error);
    }
  };
  const drained = () => {
    isFull = false;
    tell();
  };
  output.on('drain', drained);
  const unsubscribe = store.subscribe(tell);
  tell();
  return {
    repeat() {
      told = undefined;
      tell();
    },
    stop() {
      unsubscribe();
      output.off('drain', drained);
    },
  };
}
