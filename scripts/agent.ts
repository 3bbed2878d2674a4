import type { Command } from 'commander';
import { AppError } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';
import { savedToken, serverUrl } from './rpc.ts';

/** The workstation: loaded only by this command, so that the others start fast. */
export function registerAgent(program: Command, { env }: CommandContext): void {
  program
    .command('agent')
    .description('ouvre le poste de téléacteur')
    .option('--token', 'reprend la session ouverte par « plateau login »')
    .action(async (flags: { token?: boolean }) => {
      if (!process.stdin.isTTY || !process.stdout.isTTY) {
        throw new AppError({
          code: 'not-a-terminal',
          kind: 'invalid',
          message: 'Le poste a besoin d’un terminal.',
          hint: 'Lancez « plateau agent » dans un terminal, sans redirection.',
        });
      }
      const { openWorkstation } = await import('../tui/open-workstation.ts');
      await openWorkstation({ url: serverUrl(env), token: flags.token ? savedToken(env) : undefined });
    });
}
