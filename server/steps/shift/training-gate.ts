import { AppError } from '../../../shared/errors.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

/** French: why no card comes, and the way out. */
export const PRACTISE_FIRST =
  'L’entraînement se passe avant le premier appel d’une campagne : une demi-heure guidée, sur des fiches fictives.';

/** The agent's open campaigns whose practice is not passed; none where the installation trains elsewhere. */
export function campaignsToPractise(
  rows: StoreReader,
  agent: Pick<AccountRow, 'id' | 'campaigns'>,
  trainsElsewhere: boolean,
): readonly string[] {
  if (trainsElsewhere) return [];
  const passed = new Set(rows.training.of(agent.id).map(({ campaign }) => campaign));
  return agent.campaigns.filter((code) => !passed.has(code) && rows.campaigns.byCode(code)?.state === 'open');
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
