import { parse } from 'yaml';
import { countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { AppError } from '../../../shared/errors.ts';
import { callingRules } from '../../domain/calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../../domain/campaign/campaign-settings.ts';
import { refusePledgeLine } from '../../domain/campaign/pledge-line-kind.ts';
import { type CampaignFiles, checkCampaign } from '../../domain/campaign-check/campaign-check.ts';
import { simulateCampaign } from '../../domain/simulation/simulation.ts';
import {
  answeredByRank,
  type Estimate,
  pairedGap,
  type SimulationFigures,
  simulationFigures,
} from '../../domain/simulation/simulation-figures.ts';
import { SIMULATION_ORDERS, type SimulationOrder } from '../../domain/simulation/simulation-order.ts';
import { type SimulationReach, simulationReachSchema } from '../../domain/simulation/simulation-reach.ts';
import type { SimulationTally } from '../../domain/simulation/simulation-tally.ts';
import { giveWay } from '../../give-way.ts';

export interface CampaignToSimulate {
  readonly settings: CampaignSettings;
  readonly records: number;
}

export interface SimulateRequest {
  readonly campaigns: readonly CampaignToSimulate[];
  /** Agents in all, shared between the campaigns by their records, at least one each. */
  readonly agents: number;
  readonly reach: SimulationReach;
  /** One run each: the same donors under every order. */
  readonly seeds: readonly number[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface SimulatedOrder {
  readonly order: SimulationOrder;
  readonly total: SimulationFigures;
  readonly byRank: readonly (number | undefined)[];
  /** Against the cadence, seed by seed: absent for the cadence itself. */
  readonly gap?: {
    readonly usefulOfRecords: Estimate | undefined;
    readonly agreementsPerThousand: Estimate | undefined;
  };
  readonly campaigns: readonly {
    readonly code: string;
    readonly kind: CampaignSettings['kind'];
    readonly currency: Currency;
    readonly targets: CampaignSettings['targets'];
    readonly records: number;
    readonly agents: number;
    readonly figures: SimulationFigures;
  }[];
}

/** The five campaigns of the order by reference folder, with the records that will be delivered. */
export const ORDERED_VOLUMES: readonly { readonly folder: string; readonly records: number }[] = [
  { folder: 'upgrade-fr', records: 7300 },
  { folder: 'upgrade-be', records: 1300 },
  { folder: 'upgrade-ch', records: 1500 },
  { folder: 'reactivation-fr', records: 3200 },
  { folder: 'reactivation-be', records: 1000 },
];

/**
 * Plays every campaign under every order and seed. Nothing is read from or written to the base; the same request gives
 * the same answer.
 */
export async function simulateCampaigns(request: SimulateRequest): Promise<readonly SimulatedOrder[]> {
  const { campaigns, reach, seeds } = request;
  const rules = callingRules();
  const crews = crewsOf(request);
  const total = SIMULATION_ORDERS.length * seeds.length * campaigns.length;
  const results: SimulatedOrder[] = [];
  let reference: SimulationTally[][] | undefined;
  let done = 0;
  for (const order of SIMULATION_ORDERS) {
    const runs: SimulationTally[][] = [];
    for (const seed of seeds) {
      const run: SimulationTally[] = [];
      for (const [at, { settings, records }] of campaigns.entries()) {
        const agents = crews[at] ?? 1;
        run.push(
          simulateCampaign({ settings, records, agents, order, reach, rules, seed: seed * 1000 + at }),
        );
        done += 1;
        request.onProgress?.(done, total);
        await giveWay();
      }
      runs.push(run);
    }
    results.push({ ...summary(order, runs, { campaigns, crews }), ...(reference && gapOf(runs, reference)) });
    reference ??= runs;
  }
  return results;
}

type Runs = readonly (readonly SimulationTally[])[];

function gapOf(runs: Runs, reference: Runs): Pick<SimulatedOrder, 'gap'> {
  const usefulOfRecords = pairedGap('usefulOfRecords', runs, reference);
  return {
    gap: { usefulOfRecords, agreementsPerThousand: pairedGap('agreementsPerThousand', runs, reference) },
  };
}

const RANKS = 8;

function summary(
  order: SimulationOrder,
  runs: Runs,
  {
    campaigns,
    crews,
  }: { readonly campaigns: readonly CampaignToSimulate[]; readonly crews: readonly number[] },
): SimulatedOrder {
  return {
    order,
    total: simulationFigures(runs, false),
    byRank: answeredByRank(runs, RANKS),
    campaigns: campaigns.map(({ settings, records }, at) => ({
      code: settings.code,
      kind: settings.kind,
      currency: countryFacts(settings.country).currency,
      targets: settings.targets,
      records,
      agents: crews[at] ?? 1,
      figures: simulationFigures(
        runs.map((run) => run.slice(at, at + 1)),
        true,
      ),
    })),
  };
}

function crewsOf({ campaigns, agents }: SimulateRequest): readonly number[] {
  const records = campaigns.reduce((sum, one) => sum + one.records, 0);
  return campaigns.map((one) => Math.max(1, Math.round((agents * one.records) / records)));
}

/** The settings of a campaign's folder; its script and e-mails do not matter here. AppError `campaign-invalid`. */
export function settingsOfFolder(files: CampaignFiles): CampaignSettings {
  const { settings, problems } = checkCampaign(files);
  if (settings) return settings;
  refusePledgeLine(problems);
  throw new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: 'campaign.yaml a des défauts : rien n’a été simulé.',
    hint: 'Lancez « plateau campaign check » sur ce dossier et corrigez ligne par ligne.',
  });
}

/** Hypotheses about donors from a YAML or JSON text; what it leaves out keeps its default. AppError `reach-invalid`. */
export function reachOf(text: string): SimulationReach {
  const invalid = (where: string, cause?: unknown) =>
    new AppError({
      code: 'reach-invalid',
      kind: 'invalid',
      message: `Le fichier d’hypothèses n’est pas valable (${where}).`,
      hint: 'Comparez-le à l’exemple de server/campaigns/simulation.md : des pourcentages de 0 à 100, des noms exacts.',
      cause,
    });
  let data: unknown;
  try {
    data = parse(text) ?? {};
  } catch (error) {
    throw invalid('YAML illisible', error);
  }
  const parsed = simulationReachSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(issue?.path.join('.') || 'noms inconnus', parsed.error);
}
