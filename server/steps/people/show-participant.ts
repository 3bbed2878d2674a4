import { AppError } from '../../../shared/errors.ts';
import { isShared } from '../../domain/people/directory-entry.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import { layersSeen, may, type Standing } from '../../domain/people/people-rights.ts';
import { type ShownCard, shownCard } from '../../domain/people/shown-card.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type OpenPeopleDeps, openParticipant } from './open-participants.ts';
import { type AskedPeople, type PeopleRoom, peopleRoom, standingOf } from './people-access.ts';

/** AppError `people-card-unknown`: also for a card that the asker may not see, so that nobody learns that it is there. */
function cardUnknown(): AppError {
  return new AppError({
    code: 'people-card-unknown',
    kind: 'not-found',
    message: 'Aucune fiche que vous puissiez voir ne porte ce numéro.',
    hint: 'Cherchez la personne : « plateau people find NOM » donne le numéro de chaque fiche.',
  });
}

export interface KnownCard extends PeopleRoom {
  readonly row: ParticipantRow;
  readonly standing: Standing;
}

const SHORTEST = 4;

/** The card of that number, or of the first signs of it. AppError `people-card-unknown`; nothing is opened. */
export async function knownCard(
  rows: StoreReader,
  asked: AskedPeople & { readonly card: string },
): Promise<KnownCard> {
  const room = await peopleRoom(rows, asked);
  const ids = (await rows.people.ids(room.base.charity)).filter((id) => id.startsWith(asked.card));
  const [id] = ids;
  const row =
    asked.card.length >= SHORTEST && ids.length === 1 && id ? await rows.people.byId(id) : undefined;
  if (!row) throw cardUnknown();
  const standing = await standingOf(rows, row, room.groups);
  if (!may(room.asker, 'see-name', { ...standing, isShared: false })) throw cardUnknown();
  return { ...room, row, standing };
}

/**
 * Opens a card for that asker: one entry of the audit log, and only the fields of their relation. AppErrors of
 * `knownCard`.
 */
export async function showParticipant(
  deps: OpenPeopleDeps,
  asked: AskedPeople & { readonly card: string },
): Promise<ShownCard> {
  const { row, standing, asker, fields, groups } = await deps.store.read((rows) => knownCard(rows, asked));
  const content = await openParticipant(deps, row, { actor: asked.account.id, reason: 'fiche consultée' });
  const today = todayOf(deps.clock.nowMs());
  const layers = layersSeen(asker, standing);
  const subject = { ...standing, isShared: isShared(content, today) };
  const seen = may(asker, 'see-contact', subject) ? layers : layers.filter((one) => one !== 'shared');
  const { id, status, kind } = row;
  return shownCard(
    { id, status, kind, content, belongings: standing.belongings },
    { fields, groups, today, layers: seen },
  );
}
