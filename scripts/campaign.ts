import type { Command } from 'commander';
import { problemLine } from '../server/domain/campaign-check-problem.ts';
import { AppError } from '../shared/errors.ts';
import { registerCampaignPreview } from './campaign-preview.ts';
import type { CommandContext } from './command-context.ts';
import { hostActor, onHost } from './host.ts';
import { callServer } from './rpc.ts';

/** Campaigns as folders of plain files: judged, loaded, closed. */
export function registerCampaign(program: Command, context: CommandContext): void {
  const { env, terminal } = context;
  const campaign = program
    .command('campaign')
    .description('campagnes : vérifier un dossier, le charger, clore');

  campaign
    .command('check')
    .argument('<dossier>', 'campaign.yaml, script.yaml, emails/')
    .description('vérifie un dossier de campagne et dit chaque défaut avec sa ligne')
    .action(async (dir: string) => {
      const { openCheckingFolder } = await import('../server/context.ts');
      const { checkCampaign } = await import('../server/domain/campaign-check.ts');
      const { problems } = checkCampaign(await openCheckingFolder().read(dir));
      for (const one of problems) terminal.line(problemLine(one));
      if (problems.length > 0) {
        throw new AppError({
          code: 'campaign-invalid',
          kind: 'invalid',
          message: `${problems.length} défaut(s) : la campagne ne peut pas être chargée.`,
          hint: 'Corrigez les lignes citées, puis vérifiez de nouveau.',
        });
      }
      terminal.line('Campagne valide : réglages, script et e-mails.');
    });

  registerCampaignPreview(campaign, context);

  campaign
    .command('create')
    .argument('<dossier>', 'dossier de campagne vérifié')
    .description(
      'charge la campagne et crée sa clé (sur le serveur) ; à nouveau : met à jour réglages et script',
    )
    .action(async (dir: string) => {
      await onHost(env, terminal, async ({ app }) => {
        const { loadCampaign } = await import('../server/steps/load-campaign.ts');
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
