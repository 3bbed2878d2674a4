import type { Command } from 'commander';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { savedToken, serverUrl } from '../cli/token-file.ts';
import { showFloor } from './floor-words.ts';

interface Flags extends JsonFlag {
  readonly once?: boolean;
}

/** The floor for the team lead: a live board on a terminal, else the same figures once, as text or for a program. */
export function registerFloor(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('floor')
    .description('le plateau en direct : équipe, files, indicateurs, alertes (chef d’équipe)')
    .option('--once', 'une fois, en texte, sans plein écran')
    .addOption(jsonOption('une fois, sortie pour un programme'))
    .addHelpText(
      'after',
      '\nExemples :\n  plateau floor\n  plateau floor --once --json | jq ".campaigns[].whyEmpty"',
    )
    .action(async ({ once = false, json = false }: Flags) => {
      if (!once && !json && terminal.isInteractive && isCapable(env)) return openBoard(env);
      const board = await callServer(env, (rpc) => rpc.team.board.query());
      const targets = json ? [] : await callServer(env, (rpc) => rpc.team.targets.query());
      jsonOr({ json, terminal }, board, () => showFloor(terminal, board, targets));
    });
}

/** The screen can be painted; where it cannot, the figures are said once. */
function isCapable(env: CommandContext['env']): boolean {
  return env.TERM !== undefined && env.TERM !== 'dumb' && !env.PLATEAU_LINEAR;
}

/** Loaded only here, so that the other commands start fast. */
async function openBoard(env: CommandContext['env']): Promise<void> {
  const token = savedToken(env);
  if (!token) throw notLoggedIn();
  // Whoever may not see the floor learns it before the screen is taken.
  await callServer(env, (rpc) => rpc.team.floor.query());
  const { connectBoard } = await import('./floor-line.ts');
  const { runBoard } = await import('../../tui/board/run-board.ts');
  const line = await connectBoard({ url: serverUrl(env), token });
  try {
    await runBoard(line);
  } finally {
    await line.desk.close();
  }
}

function notLoggedIn(): AppError {
  return new AppError({
    code: 'not-logged-in',
    kind: 'unauthenticated',
    message: 'Aucune session n’est ouverte sur ce poste.',
    hint: 'Ouvrez une session : plateau login.',
  });
}
