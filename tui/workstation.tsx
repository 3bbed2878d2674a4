import type { Desk } from '../shared/desk.ts';
import { Conductor, type Timers } from './conductor.ts';
import { FRENCH } from './french.ts';
import { messageFor } from './keys/key-dispatch.ts';
import { startKeyFeed } from './keys/key-feed.ts';
import { guardTerminal, PASTE_ON, restoreModes } from './lifecycle.ts';
import type { Screen } from './screen-root.tsx';
import { openLogin } from './state/login.ts';
import type { Size, WorkstationState } from './state/workstation-state.ts';
import { createWorkstation } from './store.ts';
import { createTicker } from './ticker.ts';

export interface WorkstationOptions {
  readonly desk: Desk;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** The desk was connected with this token: no login screen. */
  readonly token?: string | undefined;
  readonly agentFirstName?: string;
  /** Shown beside the clock, e.g. « heure simulée ». */
  readonly clockNote?: string;
  readonly now: () => number;
  /** The agent has left and the session is closed; called once, before the promise resolves. */
  readonly onQuit?: () => void;
  /** Wait after a lone ESC: 20 ms on a local line, 100–150 over SSH. */
  readonly escapeWaitMs?: number;
  /** Timers, for tests with a clock of their own. */
  readonly timers?: Timers;
}

/** Real timers; `stop` forgets them all. */
function realTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(ms, act) {
      const timer = setTimeout(() => {
        running.delete(timer);
        act();
      }, ms);
      running.add(timer);
    },
    stop() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}

function sizeOf(stdout: NodeJS.WriteStream): Size {
  return { columns: stdout.columns || 80, rows: stdout.rows || 24 };
}

/** NO_COLOR (no-color.org) and terminals without colours keep bold and inverse. */
function wantsColours(): boolean {
  return !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

function initialState(options: WorkstationOptions): WorkstationState {
  return {
    size: sizeOf(options.stdout),
    colours: wantsColours(),
    clockNote: options.clockNote ?? '',
    agentFirstName: options.agentFirstName ?? '',
    campaignName: '',
    line: 'connected',
    stage: options.token === undefined ? openLogin() : { at: 'loading' },
    noticeSerial: 0,
    closedCards: 0,
  };
}

/** Runs `act` with these variables of the environment set (undefined: absent), then puts them back. */
async function withEnv<T>(
  values: Readonly<Record<string, string | undefined>>,
  act: () => Promise<T>,
): Promise<T> {
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  for (const [name, value] of Object.entries(values)) put(name, value);
  try {
    return await act();
  } finally {
    for (const [name, value] of before) put(name, value);
  }
}

/**
 * Ink is loaded here, once the options are known. Its colour level is read at import: bold and inverse must survive
 * NO_COLOR, and our theme alone decides about colours. Yoga's loader touches `fetch`, which would load Node's HTTP
 * client: 16 ms and 11 MB for nothing (stack.md T2).
 */
async function loadScreen(): Promise<typeof import('./screen-root.tsx')> {
  const { fetch } = globalThis;
  const hide = (value: unknown) =>
    Object.defineProperty(globalThis, 'fetch', { value, configurable: true, writable: true });
  const level = process.env.TERM === 'dumb' ? '0' : '1';
  hide(undefined);
  try {
    return await withEnv({ FORCE_COLOR: level, NO_COLOR: undefined }, () => import('./screen-root.tsx'));
  } finally {
    hide(fetch);
  }
}

/** Signals end it only where it owns the process: an SSH host has its own. */
function guard({ stdin, stdout }: WorkstationOptions, end: () => void): () => void {
  if (stdin !== process.stdin) return () => {};
  return guardTerminal({
    source: stdin,
    output: stdout,
    onSignal: (exitCode) => {
      process.exitCode = exitCode;
      end();
    },
  });
}

/**
 * Runs the agent's workstation until the agent quits or a signal ends it; then the terminal is as it was before. On a
 * signal the open card stays leased to the agent and comes back at the next login. Rejects when the screen fails.
 */
export async function runWorkstation(options: WorkstationOptions): Promise<void> {
  const { desk, stdin, stdout, now, token } = options;
  const ended = Promise.withResolvers<void>();
  let screen: Screen | undefined;
  const { store, send } = createWorkstation({
    initial: initialState(options),
    now,
    perform: (command) => conductor.perform(command),
  });
  const conductor = new Conductor({
    desk,
    send,
    timers: options.timers ?? realTimers(),
    repaint: () => screen?.repaint(),
    left: ended.resolve,
  });
  const onResize = () => send({ type: 'resized', size: sizeOf(stdout) });
  const stopGuard = guard(options, ended.resolve);
  // Before anything is drawn: what is typed ahead, a password perhaps, must not be echoed.
  const stopKeys = startKeyFeed({
    source: stdin,
    onKey: (key) => {
      const message = messageFor(store.getState(), key);
      if (message) send(message);
    },
    ...(options.escapeWaitMs === undefined ? {} : { escapeWaitMs: options.escapeWaitMs }),
  });
  try {
    const { openScreen } = await loadScreen();
    stdout.on('resize', onResize);
    screen = openScreen({ store, ticker: createTicker(now), stdin, stdout });
    screen.ended.catch(ended.reject);
    stdout.write(PASTE_ON);
    if (token !== undefined) conductor.listen();
    send({ type: 'started', loggedIn: token !== undefined });
    await ended.promise;
    options.onQuit?.();
  } finally {
    conductor.stop();
    stopKeys();
    stdout.off('resize', onResize);
    await screen?.close();
    restoreModes(stdout);
    stopGuard();
    sayGoodbye(store.getState(), stdout);
  }
}

/** One line on the main screen, after a quit only. */
function sayGoodbye(
  { agentFirstName, closedCards, stage }: WorkstationState,
  stdout: NodeJS.WriteStream,
): void {
  if (stage.at === 'leaving') stdout.write(`${FRENCH.quit.bye(agentFirstName, closedCards)}\n`);
}
