import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LineBoard } from '../../../shared/line-board.ts';
import { lineBoardText } from '../../../tui/line-board/line-board-screen.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { EveningHouse } from './evening-house.ts';

export interface BoardOnTerminal {
  readonly shown: (board: LineBoard) => void;
  /** Resolves when nobody looks at it any more. */
  readonly ended: Promise<void>;
}

/** The lead's own board, live on this terminal until `q`; without one, as text when there is something to see. */
export function openBoardOnTerminal(
  { server, lead }: EveningHouse,
  terminal: Terminal | undefined,
): BoardOnTerminal {
  if (!terminal?.isInteractive) {
    const shown = (board: LineBoard) => {
      terminal?.lines(['', ...lineBoardText(board, terminal.columns)]);
    };
    return { shown, ended: Promise.resolve() };
  }
  terminal.line('Le tableau s’ouvre ; q le quitte, et les comptes suivent.');
  const bundle = join(PROGRAM_FOLDER, 'dist', 'plateau.mjs');
  const env = { ...process.env, PLATEAU_SERVER: server.url, PLATEAU_TOKEN_FILE: lead.tokenFile };
  const child = spawn(process.execPath, [bundle, 'line', 'board'], { stdio: 'inherit', env });
  // The board restores the terminal itself: Ctrl-C belongs to it while it runs.
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      process.off('SIGINT', ignore);
      resolve();
    });
  });
  return { shown: () => undefined, ended };
}
