import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { modulesToLearn } from './training-modules.ts';

/** French: why no card comes, and the way out. */
export const PRACTISE_FIRST =
  'L’entraînement et les modules demandés se passent avant le premier appel d’une campagne, sur des fiches fictives.';

/** Whether the exercises of a campaign were passed, or a training done elsewhere was recorded. */
export async function isPractised(rows: StoreReader, agent: string, campaign: string): Promise<boolean> {
  return (await rows.training.of(agent)).some((one) => one.campaign === campaign);
}

/**
 * The agent's open campaigns that training closes to them: the practice is not passed (R-12; never asked where the installation
 * trains elsewhere), or a module is missing that the campaign requires.
 */
export async function campaignsToPractise(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
  trainsElsewhere: boolean,
): Promise<readonly string[]> {
  const passed = new Set((await rows.training.of(agent.id)).map(({ campaign }) => campaign));
  return await inTurn.filter(agent.campaigns, async (code) => {
    const row = await rows.campaigns.byCode(code);
    if (row?.state !== 'open') return false;
    return (!trainsElsewhere && !passed.has(code)) || (await lacksModule(rows, agent.id, row));
  });
}

async function lacksModule(
  rows: StoreReader,
  agent: string,
  { code, settings }: CampaignRow,
): Promise<boolean> {
  if (settings.staff?.modules !== 'required') return false;
  return (await modulesToLearn(rows, { agent, campaign: code })).length > 0;
}

/** For a record chosen by hand rather than served. AppError `practise-first`; an unknown record is left to the caller. */
export async function refuseUnpractised(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
  { recordId, trainsElsewhere }: { readonly recordId: number; readonly trainsElsewhere: boolean },
): Promise<void> {
  const campaign = (await rows.records.byId(recordId))?.campaign;
  if (campaign === undefined || !(await campaignsToPractise(rows, agent, trainsElsewhere)).includes(campaign))
    return;
  throw new AppError({
    code: 'practise-first',
    kind: 'forbidden',
    message: PRACTISE_FIRST,
    hint: 'Ctrl-X ouvre l’entraînement ; fait ailleurs, votre chef d’équipe l’enregistre.',
  });
}
