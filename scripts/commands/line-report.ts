import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { dayOf } from '../cli/flag-values.ts';
import { callServer } from '../cli/rpc.ts';

interface Flags {
  readonly from?: string;
  readonly until?: string;
  readonly site?: string;
  readonly out?: string;
  readonly deliver?: boolean;
  readonly partner?: string;
}

/** `plateau line report`: what a line did, for the charity, or for a partner of its own site alone. */
export function registerLineReport(line: Command, { env, terminal }: CommandContext): void {
  const report = line.command('report');
  report
    .argument('<campagne>', 'code de la ligne')
    .description(
      'rapport d’activité : appels par quart d’heure, service, postes, créneaux ; classeur avec images et PDF',
    )
    .option('--from <jour>', 'premier jour ; par défaut, le premier de la ligne', dayOf)
    .option('--until <jour>', 'dernier jour, compris ; par défaut, aujourd’hui', dayOf)
    .option('--site <site>', 'les appels de ce site seulement, pour son partenaire')
    .option('--out <dossier>', 'dossier vide ou nouveau')
    .option('--deliver', 'remis sur le dépôt de l’association, scellé à elle (exploitation)')
    .option('--partner <code>', 'avec --deliver et --site : scellé au partenaire (plateau keys add-supplier)')
    .addHelpText(
      'after',
      '\nExemples :\n  plateau line report PL-2026 --from 2026-12-05 --site PARTENAIRE --out rapport' +
        '\n  plateau line report PL-2026 --until 2026-12-06 --deliver',
    )
    .action(async (campaign: string, { from, until, site, out, deliver = false, partner }: Flags) => {
      if ((out === undefined) !== deliver) return report.error('donnez --out, ou --deliver', { exitCode: 2 });
      if (partner !== undefined && !deliver)
        return report.error('--partner va avec --deliver', { exitCode: 2 });
      const asked = { campaign, from, until, site };
      if (out !== undefined) {
        const files = await callServer(env, (rpc) => rpc.line.report.query(asked));
        for (const path of writeInto(out, files)) terminal.line(path);
        return;
      }
      const done = await callServer(env, (rpc) => rpc.line.deliverReport.mutate({ ...asked, partner }));
      for (const { fileName, alreadyDelivered } of done)
        terminal.line(`${fileName}.pgp : ${alreadyDelivered ? 'déjà remis' : 'remis'}.`);
    });
}
