import type { Command } from 'commander';
import type { CampaignToSimulate } from '../../server/steps/simulation/simulate-campaigns.ts';
import { foreseenVolumes, gathered } from '../campaign-folders/foreseen-volumes.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { readTypedText } from '../cli/files/typed-text.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';

interface SimulateFlags extends JsonFlag {
  readonly campaign?: string[];
  readonly reach?: string;
  readonly agents: number;
  readonly seed: number;
  readonly seeds: number;
}

async function campaignsOf(names: readonly string[]): Promise<readonly CampaignToSimulate[]> {
  const { openCheckingFolder } = await import('../../server/context.ts');
  const { settingsOfFolder } = await import('../../server/steps/simulation/simulate-campaigns.ts');
  const wanted = await foreseenVolumes(names);
  return Promise.all(
    wanted.map(async ({ folder, records }) => {
      return { settings: settingsOfFolder(await openCheckingFolder().read(folder)), records };
    }),
  );
}

/** Argues the calling rules with figures; reads no base and calls nobody. */
export function registerSimulate(program: Command, { terminal }: CommandContext): void {
  program
    .command('simulate')
    .description(
      'joue les campagnes contre des donateurs supposés et compare trois ordres d’appel (aucun appel réel)',
    )
    .option('--campaign <nom>', 'campagne de référence, ou DOSSIER=FICHES ; plusieurs fois', gathered)
    .option('--reach <fichier>', 'hypothèses sur les donateurs, en YAML (server/campaigns/simulation.md)')
    .option('--agents <n>', 'téléacteurs en tout', wholeBetween(1, 500), 20)
    .option('--seed <n>', 'première graine du hasard', wholeBetween(0, 2 ** 31), 1)
    .option(
      '--seeds <n>',
      'nombre de graines : autant d’essais, pour l’intervalle à 95 %',
      wholeBetween(1, 10),
      3,
    )
    .addOption(jsonOption())
    .addHelpText('after', '\nExemple : plateau simulate --campaign upgrade-fr --agents 8 --seeds 5')
    .action(async (flags: SimulateFlags) => {
      const { reachOf, simulateCampaigns } = await import(
        '../../server/steps/simulation/simulate-campaigns.ts'
      );
      const { simulationLines } = await import('./simulate-tables.ts');
      const reach = reachOf(flags.reach === undefined ? '{}' : readTypedText(flags.reach));
      const campaigns = await campaignsOf(flags.campaign ?? []);
      const seeds = Array.from({ length: flags.seeds }, (_, at) => flags.seed + at);
      const { agents } = flags;
      const { progressBar } = await import('./simulate-progress.ts');
      const bar = progressBar();
      const orders = await simulateCampaigns({ campaigns, agents, reach, seeds, onProgress: bar.show });
      bar.stop();
      jsonOr({ ...flags, terminal }, { agents, seeds, reach, orders }, () => {
        terminal.lines(simulationLines(orders, { agents, seeds, reach }, terminal.columns));
      });
    });
}
