import type { Command } from 'commander';
import { problemLine } from '../../server/domain/campaign/campaign-check-problem.ts';
import { asksSomething } from '../../shared/campaign-kind.ts';
import { AppError } from '../../shared/errors.ts';
import { inNumber } from '../../shared/french-plural.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { hostActor, onHost } from '../cli/host.ts';
import { shippedPath } from '../cli/program-folder.ts';
import { registerCampaignClose } from './campaign-close.ts';
import { registerCampaignKickoff } from './campaign-kickoff.ts';
import { registerCampaignPreview } from './campaign-preview.ts';

/** Campaigns as folders of plain files: judged, loaded, closed. */
export function registerCampaign(program: Command, context: CommandContext): void {
  const { terminal } = context;
  const campaign = program
    .command('campaign')
    .description('campagnes : vérifier un dossier, le charger, clore');

  campaign
    .command('check')
    .addHelpText('after', '\nExemple : plateau campaign check server/campaigns/upgrade-fr')
    .argument('<dossier>', 'campaign.yaml, script.yaml, emails/', shippedPath)
    .description('vérifie un dossier de campagne et dit chaque défaut avec sa ligne')
    .action(async (dir: string) => {
      const { openCheckingFolder } = await import('../../server/context.ts');
      const { checkCampaign } = await import('../../server/domain/campaign-check/campaign-check.ts');
      const { isPledgeLine } = await import('../../server/domain/campaign/pledge-line-kind.ts');
      const files = await openCheckingFolder().read(dir);
      if (isPledgeLine(files)) {
        const { showLineCheck } = await import('../cli/line/show-line-check.ts');
        return showLineCheck(terminal, dir);
      }
      const { problems, settings } = checkCampaign(files);
      for (const one of problems) terminal.line(problemLine(one));
      if (problems.length > 0) {
        throw new AppError({
          code: 'campaign-invalid',
          kind: 'invalid',
          message: `${inNumber(problems.length, 'défaut(s)')} : la campagne ne peut pas être chargée.`,
          hint: 'Corrigez les lignes citées, puis vérifiez de nouveau.',
        });
      }
      terminal.line('Campagne valide : réglages, script et e-mails.');
      if (settings)
        terminal.line(
          `Une fois chargée, pour l’association : plateau charity kit ${settings.code} --out DOSSIER`,
        );
      if (settings && asksSomething(settings.kind) && !settings.verification)
        terminal.line(
          'Réglage « verification » absent : tous les accords seront à vérifier avant leur fichier.',
        );
    });

  registerCampaignPreview(campaign, context);
  registerCampaignKickoff(campaign, context);

  registerCreate(campaign, context);
  registerCampaignClose(campaign, context);
}

function registerCreate(campaign: Command, { env, terminal }: CommandContext): void {
  campaign
    .command('create')
    .argument('<dossier>', 'dossier de campagne vérifié', shippedPath)
    .description(
      'charge la campagne et crée sa clé (sur le serveur) ; à nouveau : met à jour réglages et script',
    )
    .option('--approved-by <texte>', 'à la création : qui a approuvé pour l’association, et sa référence')
    .addHelpText(
      'after',
      '\nExemple : plateau campaign create ./upgrade-fr --approved-by "Direction des dons, courriel du 24/11"',
    )
    .action(async (dir: string, { approvedBy }: { approvedBy?: string }) => {
      await onHost(env, terminal, async ({ app }) => {
        const { loadCampaign } = await import('../../server/steps/campaign/load-campaign.ts');
        const loaded = await loadCampaign(app, { dir, actor: hostActor(), approvedBy });
        terminal.line(`Campagne ${loaded.campaign} chargée, script ${loaded.scriptVersion}.`);
        terminal.line(`Clé de la campagne : ${loaded.keyFingerprint}`);
        const { ringsLacking } = await import('../../server/steps/keys/rings-lacking.ts');
        const lacking = app.store.engine === 'sqlite' ? [] : await app.store.read(ringsLacking);
        const awaited = lacking.find(({ place }) => place === loaded.campaign)?.servers ?? [];
        if (awaited.length > 0)
          terminal.line(
            `Elle va d’elle-même au trousseau de chaque serveur ; l’import attend la preuve de : ${awaited.join(', ')} (plateau server list).`,
          );
        if (loaded.isLine)
          return terminal.line(
            `Qui répond : plateau account create …, avec la campagne ${loaded.campaign}. Les promesses : plateau pledge list ${loaded.campaign}`,
          );
        terminal.line(
          `Pour l’association (modèle, clés, commandes) : plateau charity kit ${loaded.campaign} --out DOSSIER`,
        );
      });
    });
}
