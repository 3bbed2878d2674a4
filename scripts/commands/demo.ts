import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { jsonOption } from '../cli/json-output.ts';
import type { DemoFlags } from '../demo/demo-flags.ts';

const countOf = wholeBetween(1, 20_000);

/** The main job on this machine alone: real SFTP, SMTP, OpenPGP and database, in one folder. */
export function registerDemo(program: Command, { terminal }: CommandContext): void {
  program
    .command('demo')
    .addHelpText('after', '\nExemple : plateau demo --all --autoplay 50 --out essai')
    .description('le travail complet, sur cette machine seule, avec des donateurs fictifs')
    .option(
      '--cards <n>',
      'donateurs d’augmentation en France (7300 ; avec --servers, 730) ; les autres campagnes en proportion',
      countOf,
    )
    .option('--all', 'les six campagnes au lieu de deux, dont un remerciement')
    .option('--full', 'les cinq du contrat, avec ses 14 300 fiches')
    .option('--out <dossier>', 'garde tout dans ce dossier')
    .option('--ssh', 'ouvre le poste par SSH : une ligne à taper dans un autre terminal')
    .option('--lineaire', 'le poste dit chaque changement ligne par ligne, pour un lecteur d’écran')
    .option('--autoplay <n>', 'joue n appels par les touches, puis remet, clôt et détruit', countOf)
    .option('--ligne', 'une soirée de la ligne de promesses : 140 appels, 70 postes, comptes comparés')
    .option(
      '--standard <dossier>',
      'avec --ligne : où Asterisk est installé ; par défaut, là où l’ont mis les essais',
    )
    .option(
      '--servers <n>',
      'la même soirée sur une machine puis sur n serveurs (PostgreSQL, HAProxy), dont un est tué : mêmes chiffres',
      wholeBetween(2, 9),
    )
    .option('--benevoles', 'la porte web de l’annuaire, avec 40 personnes fictives et deux liens pour entrer')
    .option('--seed <n>', 'graine des réponses jouées', countOf, 20261123)
    .addOption(jsonOption('avec --autoplay, --ligne, --servers ou --benevoles : sortie pour un programme'))
    .action(async (flags: DemoFlags) => {
      if (flags.ligne) {
        const { runEvening } = await import('../demo/evening/run-evening.ts');
        return await runEvening(flags, terminal);
      }
      if (flags.benevoles) {
        const { runVolunteers } = await import('../demo/volunteers/run-volunteers.ts');
        return await runVolunteers(flags, terminal);
      }
      const { servers } = flags;
      if (servers !== undefined) {
        const { runServersDemo } = await import('../demo/servers/run-servers-demo.ts');
        return await runServersDemo({ ...flags, servers }, terminal);
      }
      const { runDemo } = await import('../demo/run-demo.ts');
      await runDemo(flags, terminal);
    });
}
