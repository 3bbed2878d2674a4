import type { Command } from 'commander';
import { checkedCampaign } from '../campaign-folders/checked-campaign.ts';
import { foreseenVolumes, gathered } from '../campaign-folders/foreseen-volumes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { writeInto } from '../cli/files/made-files.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';

interface Flags extends JsonFlag {
  readonly campaign?: string[];
  readonly reach?: string;
  readonly agents: number;
  readonly out: string;
}

/** Enough for a margin, few enough to wait for. */
const SEEDS = [1, 2, 3];

/** The technical and financial answer to a call for offers; reads no base and calls nobody. */
export function registerOffer(program: Command, { env, terminal }: CommandContext): void {
  program
    .command('offer')
    .description(
      'écrit l’offre technique et financière : méthode, scripts, simulation, capacité, garanties, prix',
    )
    .requiredOption('--out <dossier>', 'dossier vide ou nouveau')
    .option('--campaign <nom>', 'campagne de référence, ou DOSSIER=FICHES ; plusieurs fois', gathered)
    .option('--reach <fichier>', 'hypothèses sur les donateurs, en YAML (server/campaigns/simulation.md)')
    .option('--agents <n>', 'téléacteurs en tout', wholeBetween(1, 500), 20)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExemple : plateau offer --campaign ./ma-campagne=4000 --agents 8 --out offre-2026',
    )
    .action(async ({ campaign = [], reach, agents, out, json }: Flags) => {
      const { openPaperDesk } = await import('../../server/context.ts');
      const { readProvider } = await import('../../server/config/provider-file.ts');
      const { reachOf } = await import('../../server/steps/simulation/simulate-campaigns.ts');
      const { makeOffer } = await import('../../server/steps/offer/make-offer.ts');
      const { progressBar } = await import('./simulate-progress.ts');
      const desk = openPaperDesk();
      const volumes = await foreseenVolumes(campaign);
      const campaigns = await Promise.all(
        volumes.map(async ({ folder, records }) => ({ ...(await checkedCampaign(folder)), records })),
      );
      const provider = readProvider(env.PLATEAU_PROVIDER_FILE || undefined);
      const supposed = reachOf(reach === undefined ? '{}' : readTypedText(reach));
      const bar = progressBar();
      const files = await makeOffer(desk, {
        ...{ campaigns, agents, provider, reach: supposed, seeds: SEEDS },
        ...{ builtAtMs: desk.clock.nowMs(), onProgress: bar.show },
      });
      bar.stop();
      const paths = writeInto(out, files);
      const unpriced = campaigns
        .filter(({ settings }) => !settings.rates)
        .map(({ settings }) => settings.code);
      jsonOr({ json, terminal }, { paths, unpriced }, () => {
        for (const path of paths) terminal.line(path);
        if (unpriced.length > 0)
          terminal.line(`Sans prix, faute de « rates » dans campaign.yaml : ${unpriced.join(', ')}.`);
        if (!provider.name)
          terminal.line('Prestataire « à compléter » : PLATEAU_PROVIDER_FILE ne dit rien de lui.');
      });
    });
}
