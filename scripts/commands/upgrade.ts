import type { Command } from 'commander';
import { readConfig } from '../../server/config/config.ts';
import { agreeing } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import type { PostgresUpgrade } from '../cli/host-move/upgrade-postgres.ts';
import type { Upgrade } from '../cli/host-upgrade.ts';

/** What an upgrade of a base that servers share asks of them. */
function asked({ from, to, isAdditive, serving }: PostgresUpgrade): readonly string[] {
  if (from === to) return [`La base PostgreSQL est déjà à la version ${to}.`];
  const who =
    serving.length === 0 ? 'Aucun serveur ne sert.' : `Servent en ce moment : ${serving.join(', ')}.`;
  const how = isAdditive
    ? `Rien que des ajouts : les serveurs de la version ${from} servent pendant et après ; mettez-les à jour ensuite, un à un.`
    : 'Elle change ce que les serveurs lisent : arrêtez-les tous d’abord.';
  return [`La base PostgreSQL irait de la version ${from} à la ${to}.`, how, who];
}

/** A base of an older version under this program, on the host, before the server starts. */
export function registerUpgrade(program: Command, { env, terminal }: CommandContext): void {
  const told = ({ from, to, counts }: Upgrade) =>
    from === to
      ? `La base est déjà à la version ${to} : ${counts.join(', ')}.`
      : `Version ${from} → ${to}, journal entier, rien de perdu : ${counts.join(', ')}.`;
  const upgrade = program
    .command('upgrade')
    .option(
      '--check',
      'essaie sur une copie, qui est détruite ; la base n’est que lue (PostgreSQL : dit ce que la mise à jour demande)',
    )
    .description(
      'met la base à la version de ce programme (apply), et revient seule en arrière si un contrôle échoue',
    )
    .addHelpText('after', '\nExemple : plateau upgrade --check')
    .action(async (flags: { check?: boolean }, command: Command) => {
      if (!flags.check) return command.error('dites --check, ou apply : rien n’a été fait', { exitCode: 2 });
      const config = readConfig(env);
      if (config.database) {
        const { checkPostgresUpgrade } = await import('../cli/host-move/upgrade-postgres.ts');
        for (const line of asked(await checkPostgresUpgrade(config))) terminal.line(line);
        return;
      }
      const { checkUpgrade } = await import('../cli/host-upgrade.ts');
      terminal.line(`Essai sur une copie. ${told(await checkUpgrade(config))}`);
    });
  upgrade
    .command('apply')
    .description(
      'serveur arrêté : copie, migre, contrôle ; un contrôle qui échoue remet la base d’avant (PostgreSQL : chaque pas est entier)',
    )
    .addHelpText('after', '\nExemple : plateau upgrade apply')
    .action(async () => {
      const config = readConfig(env);
      if (config.database) {
        const { applyPostgresUpgrade } = await import('../cli/host-move/upgrade-postgres.ts');
        const { from, to, entries } = await applyPostgresUpgrade(config);
        const done =
          from === to ? `La base PostgreSQL est déjà à la version ${to}` : `Version ${from} → ${to}`;
        terminal.line(
          `${done}, journal entier (${entries.toLocaleString('fr-FR')} ${agreeing(entries, 'entrée(s)')}).`,
        );
        if (from !== to) terminal.line('Relancez chaque serveur avec ce programme.');
        return;
      }
      const { applyUpgrade } = await import('../cli/host-upgrade.ts');
      terminal.line(told(await applyUpgrade(config)));
      terminal.line('Faites une sauvegarde une fois le serveur lancé : plateau backup create.');
    });
}
