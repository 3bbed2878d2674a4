import { createStore } from 'zustand/vanilla';
import type { Key } from '../keys/key-names.ts';
import type { Line } from '../screen/line.ts';
import type { Size } from '../screen/size.ts';
import { createTicker } from '../state/ticker.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { drawnSize, probe } from '../term/probe.ts';
import { guardProcess, healLine, processTerminal } from '../term/process-terminal.ts';
import type { TerminalStreams } from '../term/terminal.ts';

/** What asks the server for a screen, and tells it. */
interface Conductor<Command> {
  start(): void;
  stop(): void;
  perform(command: Command): void;
}

interface ConductorParts<Message> {
  readonly send: (message: Message) => void;
  readonly repaint: () => void;
  readonly leave: () => void;
}

/** A screen of its own beside the workstation: a state, what changes it, how it reads. All but the conductor is pure. */
export interface FullScreen<State, Message, Command> {
  readonly first: State;
  readonly update: (
    state: State,
    message: Message,
  ) => { readonly state: State; readonly commands: readonly Command[] };
  readonly messageFor: (state: State, key: Key) => Message | undefined;
  readonly resized: (size: Size) => Message;
  /** As many lines as the screen has rows; `nowMs` is the server's hour, to the second. */
  readonly draw: (state: State, nowMs: number) => readonly Line[];
  readonly conduct: (parts: ConductorParts<Message>) => Conductor<Command>;
  readonly now: () => number;
}

interface Showing {
  readonly ended: Promise<void>;
  end(): void;
  lend(): void;
  takeBack(): void;
}

/**
 * Runs a screen on the controlling terminal until its person leaves or a signal ends it; then the terminal is as it was before.
 * Rejects when the screen fails.
 */
export async function runFullScreen<State extends { readonly size: Size }, Message, Command>(
  screen: FullScreen<State, Message, Command>,
): Promise<void> {
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
    const { mountFullScreen } = await import('./full-screen-pane.tsx');
    showing = show(screen, processTerminal(guard.suspend), mountFullScreen);
    await showing.ended;
  } finally {
    showing?.end();
    guard.stop();
  }
}

type Mount = typeof import('./full-screen-pane.tsx').mountFullScreen;

function show<State extends { readonly size: Size }, Message, Command>(
  screen: FullScreen<State, Message, Command>,
  terminal: TerminalStreams,
  mount: Mount,
): Showing {
  const { first, update, messageFor, resized: resizedTo, draw, conduct, now } = screen;
  const capabilities = probe(terminal.env);
  const { input, output } = terminal;
  const size = () => drawnSize(terminal.size());
  const stage = new Compositor({ output, capabilities, size: size() });
  const store = createStore<State>()(() => first);
  const finished = Promise.withResolvers<void>();
  const undo: (() => void)[] = [];
  const end = () => {
    for (const step of undo.splice(0)) step();
    finished.resolve();
  };
  const send = (message: Message) => {
    const { state, commands } = update(store.getState(), message);
    store.setState(state, true);
    for (const command of commands) conductor.perform(command);
  };
  const conductor = conduct({ send, repaint: () => stage.repaint(), leave: end });
  const onKey = (key: Key) => {
    if (key.name === 'ctrl-z' && terminal.onSuspendKey) return terminal.onSuspendKey();
    const message = messageFor(store.getState(), key);
    if (message) send(message);
  };
  const resized = () => {
    stage.resize(size());
    send(resizedTo(size()));
  };
  const stopKeys = startKeyFeed({ source: input, onKey, ...capabilities });
  output.write(enterText(capabilities));
  resized();
  const onError = (error: unknown) => {
    end();
    finished.reject(error);
  };
  const unmount = mount({ store, stage, draw, ticker: createTicker(now), onError });
  const unresize = terminal.onResize(resized);
  // Should the terminal vanish, the screen ends: it holds nothing.
  for (const stream of [input, output]) stream.on('close', end).on('error', end);
  undo.push(
    unmount,
    unresize,
    stopKeys,
    () => conductor.stop(),
    () => stage.close(),
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
