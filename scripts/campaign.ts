import type { Command } from 'commander';
import { openCheckingFolder } from '../server/context.ts';
import { checkCampaign } from '../server/domain/campaign-check.ts';
import { problemLine } from '../server/domain/campaign-check-problem.ts';
import { loadCampaign } from '../server/steps/load-campaign.ts';
import type { CommandContext } from './command-context.ts';
import { hostActor, onHost } from './host.ts';
import { callServer } from './rpc.ts';

/** Campaigns as folders of plain files: judged, loaded, closed. */
export function registerCampaign(program: Command, { env, terminal }: CommandContext): void {
  const campaign = program
    .command('campaign')
    .description('campagnes : vérifier un dossier, le charger, clore');

  campaign
    .command('check')
    .argument('<dossier>', 'campaign.yaml, script.yaml, emails/')
    .description('vérifie un dossier de campagne et dit chaque défaut avec sa ligne')
    .action(async (dir: string) => {
      const { problems } = checkCampaign(await openCheckingFolder().read(dir));
      for (const one of problems) terminal.line(problemLine(one));
      if (problems.length > 0)
        return program.error(`${problems.length} défaut(s) : la campagne ne peut pas être chargée`, {
          exitCode: 1,
        });
      terminal.line('Campagne valide : réglages, script et e-mails.');
    });

  campaign
    .command('create')
    .argument('<dossier>', 'dossier de campagne vérifié')
    .description(
      'charge la campagne et crée sa clé (sur le serveur) ; à nouveau : met à jour réglages et script',
    )
    .action(async (dir: string) => {
      await onHost(env, terminal, async ({ app }) => {
        const loaded = await loadCampaign(app, { dir, actor: hostActor() });
        terminal.line(`Campagne ${loaded.campaign} chargée, script ${loaded.scriptVersion}.`);
        terminal.line(`Clé de la campagne : ${loaded.keyFingerprint}`);
        terminal.line(`Clé publique pour l’association : plateau keys export ${loaded.campaign}`);
      });
    });

  campaign
    .command('close')
    .argument('<campagne>', 'code de la campagne')
    .requiredOption('--reason <texte>', 'motif, gardé au journal')
    .description('clôt les appels d’une campagne (exploitation)')
    .action(async (code: string, flags: { reason: string }) => {
      const closed = await callServer(env, (rpc) =>
        rpc.operations.closeCampaign.mutate({ campaign: code, reason: flags.reason }),
      );
      terminal.line(`Campagne ${code} close ; ${closed.closedRecords} fiche(s) non épuisées clôturées.`);
      terminal.line(`Suite : plateau deliver final ${code}`);
    });
}
