import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import { localDay } from '../../../shared/local-day.ts';
import { type ContractStanding, standingOn } from '../../domain/staff/contract.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

async function standingNow(rows: StoreReader, account: string, nowMs: number): Promise<ContractStanding> {
  return standingOn(await rows.contracts.of(account), localDay(nowMs).date);
}

/**
 * The agent's open campaigns that their contract closes to them today. Whoever is in the register is held to its dates
 * everywhere; whoever is not, only where the campaign asks for it (`staff.register`): a house that kept none goes on calling.
 */
export async function campaignsOutsideContract(
  rows: StoreReader,
  agent: Agent,
  nowMs: number,
): Promise<readonly string[]> {
  const standing = await standingNow(rows, agent.id, nowMs);
  if (standing.kind === 'running') return [];
  return await inTurn.filter(agent.campaigns, async (code) => {
    const row = await rows.campaigns.byCode(code);
    if (row?.state !== 'open') return false;
    return standing.kind !== 'none' || row.settings.staff?.register === 'required';
  });
}

/** French: why no card comes, and the way out. */
export async function contractRefusal(
  rows: StoreReader,
  agent: Pick<Agent, 'id'>,
  nowMs: number,
): Promise<string> {
  const standing = await standingNow(rows, agent.id, nowMs);
  if (standing.kind === 'not-yet')
    return `Votre contrat commence le ${frenchDay(standing.startsOn)} : les fiches viendront ce jour-là.`;
  const why =
    standing.kind === 'ended'
      ? `Votre contrat inscrit au registre a pris fin le ${frenchDay(standing.endedOn)}`
      : 'Aucun contrat n’est inscrit pour vous au registre du personnel';
  return `${why} : aucune fiche ne vous est donnée. Voyez votre chef d’équipe.`;
}

/** For a record chosen by hand rather than served. AppError `contract-outside`; an unknown record is left to the caller. */
export async function refuseOutsideContract(
  rows: StoreReader,
  agent: Agent,
  { recordId, nowMs }: { readonly recordId: number; readonly nowMs: number },
): Promise<void> {
  const campaign = (await rows.records.byId(recordId))?.campaign;
  if (campaign === undefined || !(await campaignsOutsideContract(rows, agent, nowMs)).includes(campaign))
    return;
  throw new AppError({
    code: 'contract-outside',
    kind: 'forbidden',
    message: await contractRefusal(rows, agent, nowMs),
    hint: 'L’exploitation ou le responsable des données inscrit le contrat : « plateau staff record ».',
  });
}
