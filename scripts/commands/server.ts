import type { Command } from 'commander';
import { shortInstant } from '../cli/amounts-and-dates.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { callServer } from '../cli/rpc.ts';
import { textTable } from '../cli/terminal.ts';

const STATE_LABEL = {
  serving: 'en marche',
  draining: 'se vide',
  stopped: 'arrêté',
  silent: 'muet',
  lost: 'déclaré perdu',
} as const;

/** The servers of one house on one base. */
export function registerServer(program: Command, context: CommandContext): void {
  const server = program.command('server').description('les serveurs de la maison, et ceux qui sont perdus');
  registerList(server, context);
  registerLost(server, context);
}

function registerList(server: Command, { env, terminal }: CommandContext): void {
  server
    .command('list')
    .addOption(jsonOption())
    .description(
      'chaque serveur, son état, les clés qu’il attend et les destructions qu’il doit encore prouver',
    )
    .addHelpText('after', '\nExemple : plateau server list')
    .action(async (flags: JsonFlag) => {
      const servers = await callServer(env, (rpc) => rpc.servers.list.query());
      jsonOr({ ...flags, terminal }, servers, () => {
        const rows = servers.map((one) => [
          one.name,
          STATE_LABEL[one.state],
          shortInstant(one.startedAtMs),
          shortInstant(one.seenAtMs),
          one.lacks.join(', ') || '—',
          one.owes.join(', ') || '—',
        ]);
        const titles = ['Serveur', 'État', 'Lancé', 'Vu', 'Clés à recevoir', 'Destructions à prouver'];
        terminal.lines(textTable(titles, rows));
      });
    });
}

function registerLost(server: Command, { env, terminal }: CommandContext): void {
  server
    .command('lost')
    .argument('<nom>', 'nom du serveur (plateau server list)')
    .requiredOption('--reason <texte>', 'ce qui lui est arrivé ; gardé au journal, sans donnée personnelle')
    .description('déclare qu’un serveur ne reviendra jamais, à deux personnes (responsable des données)')
    .addHelpText('after', '\nExemple : plateau server lost lyon-2 --reason "machine détruite par l’eau"')
    .action(async (name: string, { reason }: { reason: string }) => {
      await callServer(env, (rpc) => rpc.servers.declareLost.mutate({ server: name, reason }));
      terminal.line(
        `« ${name} » est déclaré perdu : on n’attend plus rien de lui, il ne peut plus démarrer sous ce nom.`,
      );
      terminal.warn(
        'Son trousseau n’a rien prouvé : les attestations le disent. Si la machine reparaît, détruisez son disque.',
      );
    });
}
