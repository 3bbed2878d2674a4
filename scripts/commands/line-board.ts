import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { savedToken, serverUrl } from '../cli/token-file.ts';

interface Flags extends JsonFlag {
  readonly once?: boolean;
}

/** `plateau line board`: pledge lines as they are now, for leads and ops. */
export function registerLineBoard(line: Command, { env, terminal }: CommandContext): void {
  line
    .command('board')
    .description('la ligne en direct : appels, attente, sites, postes (chef d’équipe, exploitation)')
    .option('--once', 'une fois, en texte, sans plein écran')
    .addOption(jsonOption('une fois, sortie pour un programme'))
    .addHelpText('after', '\nExemples :\n  plateau line board\n  plateau line board --once')
    .action(async ({ once = false, json = false }: Flags) => {
      // Whoever may not see it learns so before the screen is taken.
      const boards = await callServer(env, (rpc) => rpc.line.boards.query());
      const token = savedToken(env);
      if (!once && !json && terminal.isInteractive && isCapable(env) && token !== undefined)
        return await openBoard(serverUrl(env), token);
      const { LINE_BOARD } = await import('../../tui/line-board/french-line-board.ts');
      const { lineBoardText } = await import('../../tui/line-board/line-board-screen.ts');
      jsonOr({ json, terminal }, boards, () => {
        if (boards.length === 0) terminal.lines(LINE_BOARD.nothing);
        for (const board of boards) terminal.lines(lineBoardText(board, terminal.columns));
      });
    });
}

/** The screen can be painted; where it cannot, the figures are said once. */
function isCapable(env: CommandContext['env']): boolean {
  return env.TERM !== undefined && env.TERM !== 'dumb' && !env.PLATEAU_LINEAR;
}

/** Loaded only here, so that the other commands start fast. */
async function openBoard(url: string, token: string): Promise<void> {
  const { connectLineBoard } = await import('../cli/line/line-board-desk.ts');
  const { runLineBoard } = await import('../../tui/line-board/run-line-board.ts');
  const { desk, now, close } = await connectLineBoard({ url, token });
  try {
    await runLineBoard(desk, now);
  } finally {
    await close();
  }
}
