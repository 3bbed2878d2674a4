import type { Command } from 'commander';
import { shortInstant } from './amounts-and-dates.ts';
import type { CommandContext } from './command-context.ts';
import { callServer } from './rpc.ts';
import type { Terminal } from './terminal.ts';

interface Delivered {
  readonly fileName: string;
  readonly rows: number;
  readonly sha256Sealed: string;
  readonly deliveredAtMs: number | null;
  readonly alreadyDelivered: boolean;
}

interface Flags {
  readonly week?: string;
  readonly json?: boolean;
}

function show(terminal: Terminal, one: Delivered, json: boolean | undefined): void {
  if (json) {
    terminal.line(JSON.stringify(one));
    return;
  }
  terminal.line(
    one.alreadyDelivered
      ? 'Déjà remis : rien n’a été envoyé une seconde fois.'
      : 'Remis dans le dépôt de l’association.',
  );
  terminal.line(`  fichier   ${one.fileName}.pgp`);
  terminal.line(`  lignes    ${one.rows}`);
  terminal.line(`  SHA-256   ${one.sha256Sealed}`);
  if (one.deliveredAtMs !== null) terminal.line(`  remis     ${shortInstant(one.deliveredAtMs)}`);
}

/** Builds, seals and drops what the charity receives; twice delivers nothing twice. */
export function registerDeliver(program: Command, { env, terminal }: CommandContext): void {
  const deliver = program.command('deliver').description('remet les fichiers à l’association (exploitation)');
  deliver
    .command('weekly')
    .argument('<campagne>', 'code de la campagne')
    .description('le fichier hebdomadaire des mandats ; par défaut, la semaine passée')
    .option('--week <semaine>', 'semaine ISO, par exemple 2026-W47')
    .option('--json', 'sortie pour un programme')
    .action(async (campaign: string, flags: Flags) => {
      const done = await callServer(env, (rpc) =>
        rpc.operations.deliverWeekly.mutate({ campaign, week: flags.week }),
      );
      show(terminal, done, flags.json);
    });
  deliver
    .command('report')
    .argument('<campagne>', 'code de la campagne')
    .description('le rapport hebdomadaire : les 14 indicateurs ; par défaut, la semaine passée')
    .option('--week <semaine>', 'semaine ISO, par exemple 2026-W47')
    .option('--json', 'sortie pour un programme')
    .action(async (campaign: string, flags: Flags) => {
      const done = await callServer(env, (rpc) =>
        rpc.operations.deliverReport.mutate({ campaign, week: flags.week }),
      );
      show(terminal, done, flags.json);
    });
  deliver
    .command('final')
    .argument('<campagne>', 'code de la campagne, close (plateau campaign close)')
    .description('le fichier retour final : une ligne par fiche livrée')
    .option('--json', 'sortie pour un programme')
    .action(async (campaign: string, flags: Flags) => {
      const done = await callServer(env, (rpc) => rpc.operations.deliverFinal.mutate({ campaign }));
      show(terminal, done, flags.json);
    });
}
