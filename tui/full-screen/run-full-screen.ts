import type { Size } from '../screen/size.ts';
import { enterText, leaveText } from '../term/modes.ts';
import { probe } from '../term/probe.ts';
import { guardProcess, healLine, processTerminal } from '../term/process-terminal.ts';
import type { TerminalStreams } from '../term/terminal.ts';
import { type FullScreen, FullScreenSession } from './full-screen-session.ts';

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
    showing = show(new FullScreenSession(screen, mountFullScreen), processTerminal(guard.suspend));
    await showing.ended;
  } finally {
    showing?.end();
    guard.stop();
  }
}

function show<State extends { readonly size: Size }, Message, Command>(
  session: FullScreenSession<State, Message, Command>,
  terminal: TerminalStreams,
): Showing {
  const capabilities = probe(terminal.env);
  const { input, output } = terminal;
  const end = () => session.close();
  // Should the terminal vanish, the screen ends: it holds nothing.
  for (const stream of [input, output]) stream.on('close', end).on('error', end);
  const shown = session.attach(terminal);
  return {
    ended: session.ended,
    end,
    lend() {
      output.write(leaveText(capabilities));
      input.setRawMode?.(false);
    },
    takeBack() {
      input.setRawMode?.(true);
      output.write(enterText(capabilities));
      shown.redraw();
    },
  };
}
