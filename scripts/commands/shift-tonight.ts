import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { savedToken, serverUrl } from '../cli/token-file.ts';

interface Flags extends JsonFlag {
  readonly once?: boolean;
}

/** `plateau shift tonight`: the slots of the day and who is there, for leads and ops. */
export function registerTonight(shift: Command, { env, terminal }: CommandContext): void {
  shift
    .command('tonight')
    .description('« Ce soir » : les créneaux du jour, qui est là, les codes de poste (chef d’équipe)')
    .option('--once', 'une fois, en texte, sans plein écran')
    .addOption(jsonOption('une fois, sortie pour un programme'))
    .addHelpText('after', '\nExemples :\n  plateau shift tonight\n  plateau shift tonight --once')
    .action(async ({ once = false, json = false }: Flags) => {
      // Whoever may not see it learns so before the screen is taken.
      const tonight = await callServer(env, (rpc) => rpc.tonight.read.query({}));
      const token = savedToken(env);
      if (!once && !json && terminal.isInteractive && isCapable(env) && token !== undefined)
        return await openTonight(serverUrl(env), token);
      const { nowMs } = await callServer(env, (rpc) => rpc.session.clock.query());
      const { tonightText } = await import('../../tui/tonight/tonight-screen.ts');
      jsonOr({ json, terminal }, tonight, () =>
        terminal.lines(tonightText({ tonight, columns: terminal.columns }, nowMs)),
      );
    });
}

/** The screen can be painted; where it cannot, the day is said once. */
function isCapable(env: CommandContext['env']): boolean {
  return env.TERM !== undefined && env.TERM !== 'dumb' && !env.PLATEAU_LINEAR;
}

/** Loaded only here, so that the other commands start fast. */
async function openTonight(url: string, token: string): Promise<void> {
  const { connectTonight } = await import('../cli/agenda/tonight-desk.ts');
  const { runTonight } = await import('../../tui/tonight/run-tonight.ts');
  const { desk, now, close } = await connectTonight({ url, token });
  try {
    await runTonight(desk, now);
  } finally {
    await close();
  }
}
