import { createStore } from 'zustand/vanilla';
import type { Key } from '../keys/key-names.ts';
import { createTicker } from '../state/ticker.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { drawnSize, probe } from '../term/probe.ts';
import { guardProcess, healLine, processTerminal } from '../term/process-terminal.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { BoardConductor } from './board-conductor.ts';
import type { BoardDesk } from './board-desk.ts';
import { boardMessageFor } from './board-keys.ts';
import { type BoardMessage, type BoardState, emptyBoard } from './board-state.ts';
import { boardUpdate } from './board-update.ts';

export interface BoardOptions {
  readonly desk: BoardDesk;
  /** The server's hour. */
  readonly now: () => number;
  readonly clockNote: string;
}

interface Showing {
  readonly ended: Promise<void>;
  end(): void;
  lend(): void;
  takeBack(): void;
}

/**
 * Runs the lead's board on the controlling terminal until the lead quits or a signal ends it; then the terminal is as it was
 * before. Nothing of the floor stops with it. Rejects when the screen fails.
 */
export async function runBoard(options: BoardOptions): Promise<void> {
  healLine();
  let showing: Showing | undefined;
  const guard = guardProcess({
    onEnd(exitCode) {
      process.exitCode = exitCode;
      showing?.end();
    },
    lend: () => showing?.lend(),
    takeBack: () => showing?.takeBack(),
  });
  try {
    const { mountBoard } = await import('./board-pane.tsx');
    showing = showBoard(options, processTerminal(guard.suspend), mountBoard);
    await showing.ended;
  } finally {
    showing?.end();
    guard.stop();
  }
}

type Mount = typeof import('./board-pane.tsx').mountBoard;

function showBoard({ desk, now, clockNote }: BoardOptions, terminal: TerminalStreams, mount: Mount): Showing {
  const capabilities = probe(terminal.env);
  const { input, output } = terminal;
  const size = () => drawnSize(terminal.size());
  const screen = new Compositor({ output, capabilities, size: size() });
  const store = createStore<BoardState>()(() => emptyBoard(clockNote));
  const finished = Promise.withResolvers<void>();
  const undo: (() => void)[] = [];
  const end = () => {
    for (const step of undo.splice(0)) step();
    finished.resolve();
  };
  const send = (message: BoardMessage) => {
    const { state, commands } = boardUpdate(store.getState(), message);
    store.setState(state, true);
    for (const command of commands) conductor.perform(command);
  };
  const conductor = new BoardConductor({ desk, send, repaint: () => screen.repaint(), leave: end });
  const onKey = (key: Key) => {
    if (key.name === 'ctrl-z' && terminal.onSuspendKey) return terminal.onSuspendKey();
    const message = boardMessageFor(store.getState(), key);
    if (message) send(message);
  };
  const resized = () => {
    screen.resize(size());
    send({ type: 'resized', size: size() });
  };
  const stopKeys = startKeyFeed({ source: input, onKey, ...capabilities });
  output.write(enterText(capabilities));
  resized();
  const onError = (error: unknown) => {
    end();
    finished.reject(error);
  };
  const unmount = mount({ store, stage: screen, ticker: createTicker(now), onError });
  const unresize = terminal.onResize(resized);
  // Should the terminal vanish, the board ends: it holds nothing.
  for (const stream of [input, output]) stream.on('close', end).on('error', end);
  undo.push(
    unmount,
    unresize,
    stopKeys,
    () => conductor.stop(),
    () => screen.close(),
  );
  undo.push(() => output.write(leaveText(capabilities)));
  conductor.start();
  return {
    ended: finished.promise,
    end,
    lend() {
      output.write(leaveText(capabilities));
      input.setRawMode?.(false);
    },
    takeBack() {
      input.setRawMode?.(true);
      output.write(enterText(capabilities));
      resized();
    },
  };
}
