import { randomUUID } from 'node:crypto';
import { isAppError } from '../../shared/errors.ts';
import type { PledgeDesk, PledgeLine } from '../../shared/line/pledge-desk.ts';
import type { FullScreen } from '../full-screen/full-screen-session.ts';
import { runFullScreen } from '../full-screen/run-full-screen.ts';
import { cleanDeep } from '../screen/terminal-text.ts';
import { askDesk } from './desk-asks.ts';
import { pledgeScreen } from './pledge-screen.ts';
import { type PledgeCommand, type PledgeMessage, type PledgeState, waiting } from './pledge-state.ts';
import { pledgeUpdate } from './pledge-update.ts';

export interface PledgeDeskOptions {
  readonly desk: PledgeDesk;
  readonly line: PledgeLine;
  readonly agent: string;
  readonly now: () => number;
}

/**
 * Runs the pledge desk on the controlling terminal until the agent quits or a signal ends it; then the terminal is as it was
 * before. What was typed and not saved is gone with it. Rejects when the screen fails.
 */
export async function runPledgeDesk(options: PledgeDeskOptions): Promise<void> {
  await runFullScreen(pledgeDeskOver(options));
}

/** What came of it; a help for typing that fails is passed over. */
async function answerOf(desk: PledgeDesk, command: PledgeCommand): Promise<PledgeMessage | undefined> {
  try {
    return await askDesk(desk, command);
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (command.do === 'towns') return undefined;
    return { type: 'failed', text: cleanDeep(`${error.message} ${error.hint}`) };
  }
}

/** The pledge desk over what answers it. */
export function pledgeDeskOver({
  desk,
  line,
  agent,
  now,
}: PledgeDeskOptions): FullScreen<PledgeState, PledgeMessage, PledgeCommand> {
  const size = { columns: 80, rows: 24 };
  return {
    first: waiting({ size, line: cleanDeep(line), agent: cleanDeep(agent), count: 0 }),
    update: pledgeUpdate,
    messageFor: (_, key) => ({ type: 'key', key, atMs: now(), newCallId: randomUUID() }),
    resized: (to) => ({ type: 'resized', size: to }),
    draw: pledgeScreen,
    conduct: ({ send, repaint, leave, failed }) => ({
      start: () => undefined,
      stop: () => undefined,
      perform: (command) => {
        if (command.do === 'leave') leave();
        else if (command.do === 'repaint') repaint();
        else answerOf(desk, command).then((told) => told && send(told), failed);
      },
    }),
    now,
  };
}
