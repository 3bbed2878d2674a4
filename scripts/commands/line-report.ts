import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { dayOf } from '../cli/flag-values.ts';
import { writeInto } from '../cli/made-files.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags {
  readonly from?: string;
  readonly until?: string;
  readonly site?: string;
  readonly out: string;
}

/** `plateau line report`: what a line did, for the charity, or for a partner of its own site alone. */
export function registerLineReport(line: Command, { env, terminal }: CommandContext): void {
  line
    .command('report')
    .argument('<campagne>', 'code de la ligne')
    .description(
      'rapport d’activité : appels par quart d’heure, service, postes ; classeur avec images et PDF',
    )
    .option('--from <jour>', 'premier jour ; par défaut, le premier de la ligne', dayOf)
    .option('--until <jour>', 'dernier jour, compris ; par défaut, aujourd’hui', dayOf)
    .option('--site <site>', 'les appels de ce site seulement, pour son partenaire')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .addHelpText(
      'after',
      '\nExemple : plateau line report PL-2026 --from 2026-12-05 --site PARTENAIRE --out rapport',
    )
    .action(async (campaign: string, { from, until, site, out }: Flags) => {
      const files = await callServer(env, (rpc) => rpc.line.report.query({ campaign, from, until, site }));
      for (const path of writeInto(out, files)) terminal.line(path);
    });
}
