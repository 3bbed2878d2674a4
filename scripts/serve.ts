import type { Command } from 'commander';
import { readConfig } from '../server/config.ts';
import type { CommandContext } from './command-context.ts';
import { passphraseOf } from './host.ts';

/** The server: one process, one database file, one key ring. Ends on SIGINT or SIGTERM, jobs under way finished. */
export function registerServe(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('serve')
    .description('démarre le serveur')
    .action(async () => {
      const config = readConfig(env);
      const { startServer } = await import('../server/main.ts');
      const server = await startServer(config, { passphrase: passphraseOf(config, terminal) });
      terminal.line(`Plateau écoute sur ${server.url}`);
      for (const gap of server.gaps) terminal.warn(`Attention : ${gap}`);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', resolve);
        process.once('SIGTERM', resolve);
      });
      await server.close();
      terminal.line('Plateau est arrêté.');
    });
}
