import type { Command } from 'commander';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { onHost } from '../cli/host.ts';

/** What the charity is given before its first file, on the host of the data. */
export function registerCharity(program: Command, { env, terminal }: CommandContext): void {
  const charity = program
    .command('charity')
    .description('association : ce qu’il lui faut pour préparer son premier fichier (sur le serveur)');
  charity
    .command('kit')
    .argument('<campagne>', 'code d’une campagne chargée')
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .description(
      'dossier de lancement : colonnes, refus, modèle .xlsx, clés publiques, commandes, retours, dates',
    )
    .addHelpText('after', '\nExemple : plateau charity kit UPG-FR-2026 --out lancement-UPG-FR-2026')
    .action(async (campaign: string, { out }: { out: string }) => {
      await onHost(env, terminal, async ({ app }, config) => {
        const { makeKit } = await import('../../server/steps/charity-kit/make-kit.ts');
        const kit = await makeKit(app, { campaign, dropUrl: config.drop?.url });
        for (const path of writeInto(out, kit.files)) terminal.line(path);
        terminal.line(`Clé de la campagne : ${kit.campaignKey.fingerprint}`);
        terminal.line(`Clé de la maison : ${kit.houseKey.fingerprint}`);
        terminal.line('Envoyez ce dossier à l’association ; dites-lui les deux empreintes par téléphone.');
      });
    });
}
