import { AppError } from '../../../shared/errors.ts';
import { isPassedBy, type TrainingModule } from '../../../shared/training-module.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { trail } from '../trail.ts';

/** The modules in force in a campaign, in their order; none for most. */
export async function modulesOf(rows: StoreReader, campaign: string): Promise<readonly TrainingModule[]> {
  return (
    (await rows.aids.byVersion(campaign, (await rows.aids.currentVersion(campaign)) ?? ''))?.modules ?? []
  );
}

/** Those that the agent neither passed at the workstation nor learned in a session, in their order. */
export async function modulesToLearn(
  rows: StoreReader,
  { agent, campaign }: { readonly agent: string; readonly campaign: string },
): Promise<readonly TrainingModule[]> {
  const learned = await rows.modules.learned(agent, campaign);
  return (await modulesOf(rows, campaign)).filter(({ code }) => !learned.includes(code));
}

/** AppError `module-unknown`. */
export async function requireModule(
  rows: StoreReader,
  campaign: string,
  code: string,
): Promise<TrainingModule> {
  const modules = await modulesOf(rows, campaign);
  const found = modules.find((one) => one.code === code);
  if (found) return found;
  const known = modules.map((one) => one.code).join(', ');
  throw new AppError({
    code: 'module-unknown',
    kind: 'not-found',
    message: 'Aucun module de ce nom n’est en vigueur dans cette campagne.',
    hint: known === '' ? 'Ajoutez modules.yaml au dossier de la campagne.' : `Modules : ${known}.`,
  });
}

interface GivenAnswers {
  readonly agent: Pick<AccountRow, 'id' | 'campaigns'>;
  readonly campaign: string;
  readonly module: string;
  /** Numbers of the choices, from 1, in the order of the questions. */
  readonly answers: readonly number[];
}

/**
 * The answers of an agent, judged here again: all right, and the module is theirs. Passing twice keeps the first date.
 * AppErrors `practice-no-campaign`, `module-unknown`, `module-not-passed`.
 */
export async function passModule(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  request: GivenAnswers,
): Promise<{ readonly passed: boolean }> {
  const { agent, campaign, module, answers } = request;
  const nowMs = clock.nowMs();
  return await store.write(async (rows) => {
    const isTheirs =
      agent.campaigns.includes(campaign) && (await rows.campaigns.byCode(campaign))?.state === 'open';
    if (!isTheirs) throw noCampaign();
    if (!isPassedBy(await requireModule(rows, campaign, module), answers)) throw notPassed();
    const passed = await rows.modules.addPass({ account: agent.id, campaign, module, passedAtMs: nowMs });
    if (passed)
      await trail(rows, { actor: agent.id, atMs: nowMs })('training.module', agent.id, {
        campaign,
        detail: { module },
      });
    return { passed: true };
  });
}

function notPassed(): AppError {
  return new AppError({
    code: 'module-not-passed',
    kind: 'invalid',
    message: 'Une réponse manque, ou n’est pas la bonne.',
    hint: 'Reprenez ce module : Ctrl-X.',
  });
}

/** The campaign asked for is not open, or not the agent's: the practice has nothing to show. */
export function noCampaign(): AppError {
  return new AppError({
    code: 'practice-no-campaign',
    kind: 'not-found',
    message: 'Aucune campagne ouverte ne vous est confiée : il n’y a rien à essayer.',
    hint: 'Voyez votre chef d’équipe.',
  });
}
