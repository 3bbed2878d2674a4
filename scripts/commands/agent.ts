import type { Command } from 'commander';
import { readCardGuard } from '../../server/config/config.ts';
import { AppError } from '../../shared/errors.ts';
import { showOpening } from '../../tui/session/opening.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { chosenKeys } from '../cli/keys-file.ts';
import { configFolder, savedToken, serverUrl } from '../cli/token-file.ts';

interface AgentFlags {
  readonly server?: string;
  readonly token?: boolean;
  readonly lineaire?: boolean;
  readonly sansSuspension?: boolean;
}

/** The workstation: loaded only by this command, so that the others start fast. */
export function registerAgent(program: Command, { env }: CommandContext): void {
  program
    .command('agent')
    .addHelpText('after', '\nExemple : plateau agent --server https://plateau.exemple.invalid')
    .description('ouvre le poste de téléacteur')
    .option('--server <url>', 'serveur auquel se relier (sinon PLATEAU_SERVER)')
    .option('--token', 'reprend la session ouverte par « plateau login »')
    .option('--lineaire', 'dit chaque changement ligne par ligne, pour un lecteur d’écran')
    .option('--sans-suspension', 'Ctrl-Z n’arrête pas le poste, comme par SSH')
    .action(async (flags: AgentFlags) => {
      if (flags.lineaire) process.env.PLATEAU_LINEAR = '1';
      if (!process.stdin.isTTY || !process.stdout.isTTY) {
        throw new AppError({
          code: 'not-a-terminal',
          kind: 'invalid',
          message: 'Le poste a besoin d’un terminal.',
          hint: 'Lancez « plateau agent » dans un terminal, sans redirection.',
        });
      }
      const keys = await chosenKeys(env);
      const opening = showOpening();
      try {
        const { openWorkstation } = await import('../../tui/session/open-workstation.ts');
        await openWorkstation({
          url: serverUrl(flags.server ? { PLATEAU_SERVER: flags.server } : env),
          token: flags.token ? savedToken(env) : undefined,
          configFolder: configFolder(env),
          chosenKeys: keys,
          cardGuardMs: readCardGuard(env),
          neverSuspends: flags.sansSuspension === true,
          opening,
        });
      } finally {
        opening.giveBack();
      }
    });
}
