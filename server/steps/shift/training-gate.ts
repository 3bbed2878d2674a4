import { AppError } from '../../../shared/errors.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { CampaignRow } from '../../ports/rows/campaigns.ts';
import type { StoreReader } from '../../ports/store.ts';
import { modulesToLearn } from './training-modules.ts';

/** French: why no card comes, and the way out. */
export const PRACTISE_FIRST =
  'L’entraînement et les modules demandés se passent avant le premier appel d’une campagne, sur des fiches fictives.';

/** Whether the exercises of a campaign were passed, or a training done elsewhere was recorded. */
export function isPractised(rows: StoreReader, agent: string, campaign: string): boolean {
  return rows.training.of(agent).some((one) => one.campaign === campaign);
}

/**
 * The agent's open campaigns that training closes to them: the practice is not passed (R-12; never asked where the installation
 * trains elsewhere), or a module is missing that the campaign requires.
 */
export function campaignsToPractise(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
  trainsElsewhere: boolean,
): readonly string[] {
  const passed = new Set(rows.training.of(agent.id).map(({ campaign }) => campaign));
  return agent.campaigns.filter((code) => {
    const row = rows.campaigns.byCode(code);
    if (row?.state !== 'open') return false;
    return (!trainsElsewhere && !passed.has(code)) || lacksModule(rows, agent.id, row);
  });
}

function lacksModule(rows: StoreReader, agent: string, { code, settings }: CampaignRow): boolean {
  if (settings.staff?.modules !== 'required') return false;
  return modulesToLearn(rows, { agent, campaign: code }).length > 0;
}

/** For a record chosen by hand rather than served. AppError `practise-first`; an unknown record is left to the caller. */
export function refuseUnpractised(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
  { recordId, trainsElsewhere }: { readonly recordId: number; readonly trainsElsewhere: boolean },
): void {
  const campaign = rows.records.byId(recordId)?.campaign;
  if (campaign === undefined || !campaignsToPractise(rows, agent, trainsElsewhere).includes(campaign)) return;
  throw new AppError({
    code: 'practise-first',
    kind: 'forbidden',
    message: PRACTISE_FIRST,
    hint: 'Ctrl-X ouvre l’entraînement ; fait ailleurs, votre chef d’équipe l’enregistre.',
  });
}
