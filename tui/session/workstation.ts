import type { WorkstationState } from '../state/workstation-state.ts';
import { inCharset } from '../term/charset.ts';
import { probe } from '../term/probe.ts';
import { guardProcess, processTerminal } from '../term/process-terminal.ts';
import { PAGES } from '../words/french-pages.ts';
import type { Opening } from './opening.ts';
import { openSession } from './session.ts';
import type { Attachment, SessionOptions } from './session-contract.ts';

export interface WorkstationOptions extends SessionOptions {
  /** Holds the terminal until the panes are there. */
  readonly opening: Opening;
  /** Ctrl-Z does not stop the program: no shell appears in the middle of a call. */
  readonly neverSuspends?: boolean;
  /** The agent has left and the session is closed; called once, before the promise resolves. */
  readonly onQuit?: () => void;
}

/** One line on the main screen, after a quit only, in the signs that the terminal has. */
function goodbye({ agentFirstName, closedCards, stage }: WorkstationState): Buffer {
  const { charset } = probe(process.env);
  const words =
    stage.at === 'leaving' ? `${inCharset(PAGES.quit.bye(agentFirstName, closedCards), charset)}\n` : '';
  return Buffer.from(words, charset === 'latin-1' ? 'latin1' : 'utf8');
}

/**
 * Runs the agent's workstation on the controlling terminal until the agent quits or a signal ends it; then the
 * terminal is as it was before. On a signal the open card stays leased to the agent and comes back at the next login.
 * Rejects when a pane fails.
 */
export async function runWorkstation(options: WorkstationOptions): Promise<void> {
  options.opening.handOver();
  const session = openSession(options);
  let attachment: Attachment | undefined;
  const guard = guardProcess({
    onEnd(exitCode) {
      process.exitCode = exitCode;
      session.close();
    },
    lend: () => attachment?.lend(),
    takeBack: () => attachment?.takeBack(),
  });
  try {
    attachment = await session.attach(processTerminal(options.neverSuspends ? undefined : guard.suspend));
    if ((await attachment.ended) === 'left') options.onQuit?.();
  } finally {
    session.close();
    guard.stop();
    process.stdout.write(goodbye(session.state()));
  }
}
