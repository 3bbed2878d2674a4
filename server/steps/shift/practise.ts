import { callOutcomeSchema } from '../../../shared/call-outcome.ts';
import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { PracticeStart } from '../../../shared/practice.ts';
import {
  type ExerciseAnswer,
  type ExerciseId,
  exerciseProblem,
  exercisesOf,
} from '../../../shared/practice.ts';
import type { CallingRules } from '../../domain/calling-rules/calling-rules.ts';
import { previewCard } from '../../domain/script/script-preview-card.ts';
import { sampleDonors } from '../../domain/script/script-preview-samples.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { pauseWork } from './pause-work.ts';
import { addTraining } from './record-training.ts';
import { campaignsToPractise, isPractised } from './training-gate.ts';
import { modulesToLearn, noCampaign } from './training-modules.ts';

export interface PractiseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: CallingRules;
}
type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

async function openCampaign(rows: StoreReader, agent: Agent, code: string | undefined): Promise<CampaignRow> {
  const row =
    code === undefined || !agent.campaigns.includes(code) ? undefined : await rows.campaigns.byCode(code);
  if (row?.state !== 'open') throw noCampaign();
  return row;
}

function fictitiousCard({ rules, clock }: PractiseDeps, row: CampaignRow, aidsVersion: string | undefined) {
  const { settings, scriptVersion } = row;
  const donor = sampleDonors(settings)[0]?.donor;
  if (!donor) throw new Error('every campaign has sample donors');
  const card = previewCard({ settings, scriptVersion, donor, rules, nowMs: clock.nowMs() });
  return {
    ...card,
    why: 'Fiche d’entraînement : cette personne n’existe pas, rien ne sera appelé ni envoyé.',
    campaign: { ...card.campaign, ...(aidsVersion === undefined ? {} : { aidsVersion }) },
  };
}

/**
 * Starts the practice of the agent's first campaign not passed yet, or of the first open one: a card made by the rules
 * of a real call, of a person who cannot exist. Production stops meanwhile, as in a training break. AppErrors
 * `practice-no-campaign`, `card-open`.
 */
export async function beginPractice(
  deps: PractiseDeps,
  { agent }: { readonly agent: Agent },
): Promise<PracticeStart> {
  const { campaign, aidsVersion, ...toDo } = await deps.store.read(async (rows) => {
    const toPass = await campaignsToPractise(rows, agent, false);
    const open = await inTurn.filter(
      agent.campaigns,
      async (code) => (await rows.campaigns.byCode(code))?.state === 'open',
    );
    const learning = await inTurn.find(
      open,
      async (code) => (await modulesToLearn(rows, { agent: agent.id, campaign: code })).length > 0,
    );
    const row = await openCampaign(rows, agent, toPass[0] ?? learning ?? open[0]);
    return {
      campaign: row,
      toPass,
      isPractised: await isPractised(rows, agent.id, row.code),
      modules: (await modulesToLearn(rows, { agent: agent.id, campaign: row.code })).map(({ code }) => code),
      aidsVersion: await rows.aids.currentVersion(row.code),
    };
  });
  await pauseWork(deps, { agent, kind: 'formation' });
  return {
    campaign: campaign.code,
    campaignName: campaign.name,
    card: fictitiousCard(deps, campaign, aidsVersion),
    ...toDo,
  };
}

interface Passing {
  readonly agent: Agent;
  readonly campaign: string;
  readonly answers: readonly { readonly exercise: ExerciseId; readonly outcome: unknown }[];
}

function missing(text: string): AppError {
  return new AppError({
    code: 'practice-not-passed',
    kind: 'invalid',
    message: `L’entraînement n’est pas complet : ${text}`,
    hint: 'Reprenez cet exercice : les autres restent acquis.',
  });
}

/**
 * Every exercise judged again here, then recorded with the date. Passing twice keeps the first date. AppErrors
 * `practice-no-campaign`, `practice-not-passed`.
 */
export async function passPractice(
  deps: PractiseDeps,
  { agent, campaign, answers }: Passing,
): Promise<{ readonly passedAtMs: number }> {
  return await deps.store.write(async (rows) => {
    const row = await openCampaign(rows, agent, campaign);
    const aids = await rows.aids.byVersion(row.code, (await rows.aids.currentVersion(row.code)) ?? '');
    const zone = fictitiousCard(deps, row, undefined).donor.zone;
    for (const exercise of exercisesOf(row.kind, (aids?.objections.length ?? 0) > 0)) {
      const given = answers.find((one) => one.exercise === exercise);
      const outcome = callOutcomeSchema.safeParse(given?.outcome);
      if (!outcome.success) throw missing('il manque un exercice.');
      const script = await rows.campaigns.script(row.code, outcome.data.scriptVersion);
      if (!script) throw missing('le script a changé depuis.');
      const answer: ExerciseAnswer = { exercise, outcome: outcome.data };
      const problem = exerciseProblem(answer, { script, zone });
      if (problem !== undefined) throw missing(problem);
    }
    const given = { account: agent.id, campaign: row.code, kind: 'practice', recordedBy: agent.id } as const;
    return await addTraining(rows, { ...given, passedAtMs: deps.clock.nowMs() });
  });
}
