import { may } from '../../domain/people/people-rights.ts';
import {
  changeCards,
  type EditPeopleDeps,
  type PeopleEdited,
  type TypedPeopleChange,
  typedChange,
} from './edit-people.ts';
import { type AskedPeople, peopleForbidden } from './people-access.ts';
import { knownCard } from './show-participant.ts';

/**
 * Changes one card; taken back as a change of many is. AppErrors of `knownCard`, `people-value`, `people-forbidden`,
 * `people-moved`.
 */
export async function editParticipant(
  deps: Omit<EditPeopleDeps, 'directory'>,
  asked: AskedPeople & { readonly card: string; readonly change: TypedPeopleChange },
): Promise<PeopleEdited> {
  const known = await deps.store.read((rows) => knownCard(rows, asked));
  if (!may(known.asker, 'edit-card', { ...known.standing, isShared: false }))
    throw peopleForbidden('d’en modifier cette fiche');
  const change = typedChange(asked.change, known.fields, deps.clock.nowMs());
  return await changeCards(deps, { account: asked.account, change, room: known, rows: [known.row] });
}
