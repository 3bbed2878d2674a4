import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { Upgrade } from '../cli/host-upgrade.ts';

/** A base of an older version under this program, on the host, before the server starts. */
export function registerUpgrade(program: Command, { env, terminal }: CommandContext): void {
  const told = ({ from, to, counts }: Upgrade) =>
    from === to
      ? `La base est déjà à la version ${to} : ${counts.join(', ')}.`
      : `Version ${from} → ${to}, journal entier, rien de perdu : ${counts.join(', ')}.`;
  const upgrade = program
    .command('upgrade')
    .option('--check', 'essaie sur une copie, qui est détruite ; la base n’est que lue')
    .description(
      'met la base à la version de ce programme, et revient seule en arrière si un contrôle échoue',
    )
    .addHelpText('after', '\nExemple : plateau upgrade --check')
    .action(async (flags: { check?: boolean }, command: Command) => {
      if (!flags.check) return command.help();
      const { checkUpgrade } = await import('../cli/host-upgrade.ts');
      terminal.line(`Essai sur une copie. ${told(await checkUpgrade(readConfig(env)))}`);
    });
  upgrade
    .command('apply')
    .description('serveur arrêté : copie, migre, contrôle ; un contrôle qui échoue remet la base d’avant')
    .addHelpText('after', '\nExemple : plateau upgrade apply')
    .action(async () => {
      const { applyUpgrade } = await import('../cli/host-upgrade.ts');
      terminal.line(told(await applyUpgrade(readConfig(env))));
      terminal.line('Faites une sauvegarde une fois le serveur lancé : plateau backup create.');
    });
}
