import { randomUUID } from 'node:crypto';
import { createStore } from 'zustand/vanilla';
import { isAppError } from '../../shared/errors.ts';
import type { PledgeDesk, PledgeLine } from '../../shared/line/pledge-desk.ts';
import type { Key } from '../keys/key-names.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { createTicker } from '../state/ticker.ts';
import { Compositor } from '../term/compositor.ts';
import { startKeyFeed } from '../term/key-feed.ts';
import { LinearScreen } from '../term/linear-screen.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { probe, sizeFor } from '../term/probe.ts';
import { guardProcess, healLine, processTerminal } from '../term/process-terminal.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { PLEDGE } from './french-pledge.ts';
import { type PledgeCommand, type PledgeMessage, type PledgeState, waiting } from './pledge-state.ts';
import { pledgeUpdate } from './pledge-update.ts';

export interface PledgeDeskOptions {
  readonly desk: PledgeDesk;
  readonly line: PledgeLine;
  readonly agent: string;
  readonly now: () => number;
}

interface Showing {
  readonly ended: Promise<void>;
  end(): void;
  lend(): void;
  takeBack(): void;
}

/**
 * Runs the pledge desk on the controlling terminal until the agent quits or a signal ends it; then the terminal is as it was
 * before. What was typed and not saved is gone with it. Rejects when the screen fails.
 */
export async function runPledgeDesk(options: PledgeDeskOptions): Promise<void> {
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
    const { mountPledgeDesk } = await import('./pledge-pane.tsx');
    showing = show(options, processTerminal(guard.suspend), mountPledgeDesk);
    await showing.ended;
  } finally {
    showing?.end();
    guard.stop();
  }
}

/** What the server is asked, and what the desk is told of it. */
async function answerOf(desk: PledgeDesk, command: PledgeCommand): Promise<PledgeMessage | undefined> {
  try {
    if (command.do === 'save')
      return { type: 'answered', answer: cleanDeep(await desk.save(command.pledge)) };
    if (command.do === 'towns') {
      const { campaign, postcode } = command;
      return { type: 'towns-came', postcode, names: cleanDeep(await desk.towns(campaign, postcode)) };
    }
    if (command.do === 'words') {
      const { campaign, callId } = command;
      return { type: 'words-came', callId, line: cleanDeep(await desk.line(campaign)) };
    }
    if (command.do !== 'help') return undefined;
    await desk.help();
    return { type: 'told', text: PLEDGE.helped };
  } catch (error) {
    if (!isAppError(error)) throw error;
    // A help for typing: without it the town is typed.
    if (command.do === 'towns') return undefined;
    return { type: 'failed', text: cleanDeep(`${error.message} ${error.hint}`) };
  }
}

type Mount = typeof import('./pledge-pane.tsx').mountPledgeDesk;

function show(
  { desk, line, agent, now }: PledgeDeskOptions,
  terminal: TerminalStreams,
  mount: Mount,
): Showing {
  const capabilities = probe(terminal.env);
  const { input, output } = terminal;
  const size = () => sizeFor(capabilities, terminal.size());
  const screen = capabilities.addressable
    ? new Compositor({ output, capabilities, size: size() })
    : new LinearScreen(output, capabilities);
  const store = createStore<PledgeState>()(() =>
    waiting({ size: size(), line: cleanDeep(line), agent: cleanDeep(agent), count: 0 }),
  );
  const finished = Promise.withResolvers<void>();
  const undo: (() => void)[] = [];
  const end = () => {
    for (const step of undo.splice(0)) step();
    finished.resolve();
  };
  const onError = (error: unknown) => {
    end();
    finished.reject(error);
  };
  const send = (message: PledgeMessage) => {
    const { state, commands } = pledgeUpdate(store.getState(), message);
    store.setState(state, true);
    for (const command of commands) perform(command);
  };
  const perform = (command: PledgeCommand) => {
    if (command.do === 'leave') return end();
    if (command.do === 'repaint') return screen.repaint();
    answerOf(desk, command).then((told) => told && send(told), onError);
  };
  const onKey = (key: Key) => {
    if (key.name === 'ctrl-z' && terminal.onSuspendKey) return terminal.onSuspendKey();
    send({ type: 'key', key, atMs: now(), newCallId: randomUUID() });
  };
  const resized = () => {
    screen.resize(size());
    send({ type: 'resized', size: size() });
  };
  const stopKeys = startKeyFeed({ source: input, onKey, ...capabilities });
  output.write(enterText(capabilities));
  resized();
  const unmount = mount({ store, stage: screen, ticker: createTicker(now), onError });
  const unresize = terminal.onResize(resized);
  for (const stream of [input, output]) stream.on('close', end).on('error', end);
  undo.push(unmount, unresize, stopKeys, () => screen.close());
  undo.push(() => output.write(leaveText(capabilities)));
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
