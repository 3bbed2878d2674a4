import { AppError } from '../../../shared/errors.ts';
import { localDay } from '../../../shared/local-day.ts';
import { type ContractStanding, standingOn } from '../../domain/staff/contract.ts';
import { frenchDay } from '../../domain/wording/custody-words.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { StoreReader } from '../../ports/store.ts';

type Agent = Pick<AccountRow, 'id' | 'campaigns'>;

function standingNow(rows: StoreReader, account: string, nowMs: number): ContractStanding {
  return standingOn(rows.contracts.of(account), localDay(nowMs).date);
}

/**
 * The agent's open campaigns that their contract closes to them today. Whoever is in the register is held to its dates
 * everywhere; whoever is not, only where the campaign asks for it (`staff.register`): a house that kept none goes on calling.
 */
export function campaignsOutsideContract(rows: StoreReader, agent: Agent, nowMs: number): readonly string[] {
  const standing = standingNow(rows, agent.id, nowMs);
  if (standing.kind === 'running') return [];
  return agent.campaigns.filter((code) => {
    const row = rows.campaigns.byCode(code);
    if (row?.state !== 'open') return false;
    return standing.kind !== 'none' || row.settings.staff?.register === 'required';
  });
}

/** French: why no card comes, and the way out. */
export function contractRefusal(rows: StoreReader, agent: Pick<Agent, 'id'>, nowMs: number): string {
  const standing = standingNow(rows, agent.id, nowMs);
  if (standing.kind === 'not-yet')
    return `Votre contrat commence le ${frenchDay(standing.startsOn)} : les fiches viendront ce jour-là.`;
  const why =
    standing.kind === 'ended'
      ? `Votre contrat inscrit au registre a pris fin le ${frenchDay(standing.endedOn)}`
      : 'Aucun contrat n’est inscrit pour vous au registre du personnel';
  return `${why} : aucune fiche ne vous est donnée. Voyez votre chef d’équipe.`;
}

/** For a record chosen by hand rather than served. AppError `contract-outside`; an unknown record is left to the caller. */
export function refuseOutsideContract(
  rows: StoreReader,
  agent: Agent,
  { recordId, nowMs }: { readonly recordId: number; readonly nowMs: number },
): void {
  const campaign = rows.records.byId(recordId)?.campaign;
  if (campaign === undefined || !campaignsOutsideContract(rows, agent, nowMs).includes(campaign)) return;
  throw new AppError({
    code: 'contract-outside',
    kind: 'forbidden',
    message: contractRefusal(rows, agent, nowMs),
    hint: 'L’exploitation ou le responsable des données inscrit le contrat : « plateau staff record ».',
  });
}
