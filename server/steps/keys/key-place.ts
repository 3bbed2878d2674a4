import { AppError } from '../../../shared/errors.ts';
import { charityOfPeople } from '../../domain/people/people-place.ts';
import type { StoreReader } from '../../ports/store.ts';
import { refuseErased, requireCampaign } from '../find-campaign.ts';
import type { Noted } from '../trail.ts';

/**
 * Whose keys a request names: a campaign that calls, or a charity's people as `plateau status` writes them. AppErrors
 * `campaign-unknown`, `campaign-is-line`, `people-base-unknown`.
 */
export async function requireKeyPlace(rows: StoreReader, place: string): Promise<void> {
  const charity = charityOfPeople(place);
  if (charity === undefined) await requireCampaign(rows, place);
  else if (!(await rows.people.base(charity))) throw baseUnknown();
}

/** As `requireKeyPlace`, whose data stand. AppError `campaign-purged` besides. */
export async function requireLivingPlace(rows: StoreReader, place: string): Promise<void> {
  await requireKeyPlace(rows, place);
  if (charityOfPeople(place) === undefined) refuseErased((await requireCampaign(rows, place)).state);
}

/** For the log: people belong to no campaign. */
export function campaignOf(place: string): Pick<Noted, 'campaign'> {
  return charityOfPeople(place) === undefined ? { campaign: place } : {};
}

function baseUnknown(): AppError {
  return new AppError({
    code: 'people-base-unknown',
    kind: 'not-found',
    message: 'Aucun annuaire n’est ouvert sous ce code.',
    hint: 'La clé d’un annuaire s’écrit personnes-UNION, avec le code de son association (« plateau status »).',
  });
}
