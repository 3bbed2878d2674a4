import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import type { CommandContext } from '../cli/command-context.ts';

/** The SSH host's own affairs, on the host of the data. */
export function registerSsh(program: Command, { env, terminal }: CommandContext): void {
  const ssh = program.command('ssh').description('postes par SSH (sur le serveur)');
  ssh
    .command('fingerprint')
    .addHelpText('after', '\nExemple : plateau ssh fingerprint')
    .description('montre l’empreinte de la clé de l’hôte, à donner aux téléacteurs ; la crée au besoin')
    .action(async () => {
      const config = readConfig(env);
      const [{ hostKeyFile }, { openHostKey }] = await Promise.all([
        import('../cli/serve-ssh.ts'),
        import('../../tui/ssh/host-key.ts'),
      ]);
      terminal.line(openHostKey(hostKeyFile(config)).fingerprint);
    });
}
