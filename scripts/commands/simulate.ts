import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CampaignToSimulate } from '../../server/steps/simulation/simulate-campaigns.ts';
import { AppError } from '../../shared/errors.ts';
import type { CommandContext } from '../cli/command-context.ts';
import { wholeBetween } from '../cli/flag-values.ts';
import { type JsonFlag, jsonOption, jsonOr } from '../cli/json-output.ts';
import { PROGRAM_FOLDER } from '../cli/program-folder.ts';

const MAX_RECORDS = 50_000;

interface SimulateFlags extends JsonFlag {
  readonly campaign?: string[];
  readonly reach?: string;
  readonly agents: number;
  readonly seed: number;
  readonly seeds: number;
}

const gathered = (text: string, before: string[] = []) => [...before, text];

/** `upgrade-fr`, `./ma-campagne=4000`: a reference campaign with its ordered volume, or a folder with one's own. */
async function campaignsOf(names: readonly string[]): Promise<readonly CampaignToSimulate[]> {
  const { openCheckingFolder } = await import('../../server/context.ts');
  const { ORDERED_VOLUMES, settingsOfFolder } = await import(
    '../../server/steps/simulation/simulate-campaigns.ts'
  );
  const wanted = names.length > 0 ? names : ORDERED_VOLUMES.map((one) => one.folder);
  return Promise.all(
    wanted.map(async (text) => {
      const [name = '', count] = text.split('=');
      const ordered = ORDERED_VOLUMES.find((one) => one.folder === name);
      const records = count === undefined ? ordered?.records : Number(count);
      if (records === undefined || !Number.isInteger(records) || records < 1 || records > MAX_RECORDS)
        throw unknownVolume(name);
      const folder = ordered ? join(PROGRAM_FOLDER, 'server', 'campaigns', ordered.folder) : name;
      return { settings: settingsOfFolder(await openCheckingFolder().read(folder)), records };
    }),
  );
}

function unknownVolume(name: string): AppError {
  return new AppError({
    code: 'simulation-volume',
    kind: 'invalid',
    message: `Le nombre de fiches de « ${name} » n’est pas connu, ou n’est pas de 1 à ${MAX_RECORDS}.`,
    hint: 'Donnez l’une des cinq campagnes de référence, ou un dossier et ses fiches : --campaign ./ma-campagne=4000.',
  });
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
      const tables = await import('./simulate-tables.ts');
      const reach = reachOf(flags.reach === undefined ? '{}' : await readFile(flags.reach, 'utf8'));
      const campaigns = await campaignsOf(flags.campaign ?? []);
      const seeds = Array.from({ length: flags.seeds }, (_, at) => flags.seed + at);
      const { agents } = flags;
      const { progressBar } = await import('./simulate-progress.ts');
      const bar = progressBar();
      const orders = await simulateCampaigns({ campaigns, agents, reach, seeds, onProgress: bar.show });
      bar.stop();
      jsonOr({ ...flags, terminal }, { agents, seeds, reach, orders }, () => {
        terminal.lines([
          ...tables.settingLines(orders, { agents, seeds, reach }),
          '',
          ...tables.ordersTable(orders),
          '',
          ...tables.gapLines(orders),
          '',
          'Décrochés par une personne, par rang d’essai :',
          ...tables.ranksTable(orders),
        ]);
        const [cadence] = orders;
        if (cadence) terminal.lines(tables.campaignLines(cadence));
        if (seeds.length > 1) terminal.lines(['', '± : intervalle à 95 % sur les graines.']);
      });
    });
}
