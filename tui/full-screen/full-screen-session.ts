import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Key } from '../keys/key-names.ts';
import type { Line } from '../screen/line.ts';
import type { Size } from '../screen/size.ts';
import { createTicker } from '../state/ticker.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { LinearScreen } from '../term/linear-screen.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { probe, sizeFor } from '../term/probe.ts';
import type { Screen } from '../term/surface.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import type { mountFullScreen } from './full-screen-pane.tsx';

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
  /** A bug: the screen ends. */
  readonly failed: (error: unknown) => void;
}

/**
 * A screen of its own beside the workstation: a state, what changes it, how it reads. All but the conductor is pure. A terminal
 * that cannot be painted is told its lines, one after the other.
 */
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

export type Mount = typeof mountFullScreen;

/** A screen on one terminal. */
export interface Shown {
  /** Leaves the terminal as it was before; the session goes on. Twice does nothing. */
  detach(): void;
  /** Draws all of it again, at the terminal's size of now. */
  redraw(): void;
}

/** A screen's state, which lives without a terminal and is found again as it was on the next one. */
export class FullScreenSession<State extends { readonly size: Size }, Message, Command> {
  readonly #screen: FullScreen<State, Message, Command>;
  readonly #mount: Mount;
  readonly #store: StoreApi<State>;
  readonly #conductor: Conductor<Command>;
  readonly #ended = Promise.withResolvers<void>();
  /** Resolves once its person leaves or it is closed; rejects when the screen fails. */
  readonly ended: Promise<void> = this.#ended.promise;
  #shown: { readonly stage: Screen; readonly detach: () => void } | undefined;
  #isStarted = false;

  constructor(screen: FullScreen<State, Message, Command>, mount: Mount) {
    this.#screen = screen;
    this.#mount = mount;
    this.#store = createStore<State>()(() => screen.first);
    this.#conductor = screen.conduct({
      send: (message) => this.#send(message),
      repaint: () => this.#shown?.stage.repaint(),
      leave: () => this.close(),
      failed: (error) => this.#fail(error),
    });
  }

  /** Shows it there, and nowhere else. The first time begins it. */
  attach(terminal: TerminalStreams): Shown {
    this.#shown?.detach();
    const capabilities = probe(terminal.env);
    const { input, output } = terminal;
    const size = () => sizeFor(capabilities, terminal.size());
    const stage = capabilities.addressable
      ? new Compositor({ output, capabilities, size: size() })
      : new LinearScreen(output, capabilities);
    const redraw = () => {
      stage.resize(size());
      this.#send(this.#screen.resized(size()));
    };
    const stopKeys = startKeyFeed({
      source: input,
      onKey: (key) => this.#press(key, terminal),
      ...capabilities,
    });
    output.write(enterText(capabilities));
    const { draw, now } = this.#screen;
    const ticker = createTicker(now);
    const unmount = this.#mount({
      store: this.#store,
      stage,
      draw,
      ticker,
      onError: (error) => this.#fail(error),
    });
    const undo = [unmount, terminal.onResize(redraw), stopKeys, () => stage.close()];
    undo.push(() => output.write(leaveText(capabilities)));
    const detach = () => {
      for (const step of undo.splice(0)) step();
    };
    this.#shown = { stage, detach };
    redraw();
    if (!this.#isStarted) this.#conductor.start();
    this.#isStarted = true;
    return { detach, redraw };
  }

  /** Nothing more is asked of the server. Twice does nothing. */
  close(): void {
    this.#shown?.detach();
    this.#conductor.stop();
    this.#ended.resolve();
  }

  #press(key: Key, terminal: TerminalStreams): void {
    if (key.name === 'ctrl-z' && terminal.onSuspendKey) return void terminal.onSuspendKey();
    const message = this.#screen.messageFor(this.#store.getState(), key);
    if (message) this.#send(message);
  }

  #send(message: Message): void {
    const { state, commands } = this.#screen.update(this.#store.getState(), message);
    this.#store.setState(state, true);
    for (const command of commands) this.#conductor.perform(command);
  }

  #fail(error: unknown): void {
    this.#ended.reject(error);
    this.close();
  }
}
