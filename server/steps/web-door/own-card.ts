import { AppError } from '../../../shared/errors.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import {
  canChangeOwn,
  type OwnField,
  type OwnNote,
  ownFields,
  readOwnChange,
} from '../../domain/people/own-card.ts';
import { ownVcard } from '../../domain/people/own-vcard.ts';
import { displayName, type ParticipantContent } from '../../domain/people/people-fields.ts';
import { layersSeen, may } from '../../domain/people/people-rights.ts';
import { shownCard } from '../../domain/people/shown-card.ts';
import { changeCards, type EditPeopleDeps } from '../people/edit-people.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { type PeopleRoom, peopleForbidden, peopleRoom } from '../people/people-access.ts';
import type { WebBearer } from './web-bearer.ts';

export interface OwnCard {
  readonly name: string;
  readonly fields: readonly OwnField[];
  /** Of the seal: a change says which card it was typed on. */
  readonly version: number;
  /** How many fields the charity keeps to itself. */
  readonly hidden: number;
}

interface Opened {
  readonly room: PeopleRoom;
  readonly content: ParticipantContent;
}

async function opened(deps: OpenPeopleDeps, { account, person }: WebBearer, reason: string): Promise<Opened> {
  const room = await deps.store.read((rows) => peopleRoom(rows, { account }));
  return { room, content: await openParticipant(deps, person, { actor: account.id, reason }) };
}

/** A value of the CRM is changed there, for whoever is there. */
const isOfCrm = ({ person }: WebBearer): boolean => person.crmBlind !== null;

/** The person's own card, with what they may change of it. One entry of the audit log. */
export async function readOwnCard(deps: OpenPeopleDeps, bearer: WebBearer): Promise<OwnCard> {
  const { room, content } = await opened(deps, bearer, 'sa propre fiche');
  const layers = layersSeen(room.asker, bearer.standing);
  const today = todayOf(deps.clock.nowMs());
  const fields = ownFields(content, { fields: room.fields, layers, isOfCrm: isOfCrm(bearer) }, today);
  const filled = room.fields.filter(({ key }) => content.values[key] !== undefined);
  const hidden = filled.filter(({ key }) => !fields.some((one) => one.key === key)).length;
  return { name: displayName(content), fields, version: bearer.person.sealVersion, hidden };
}

/** A form of the person's own fields, and which card it was filled on. */
interface OwnForm {
  readonly version: number;
  readonly set: readonly { readonly key: string; readonly text: string }[];
}

function moved(): AppError {
  return new AppError({
    code: 'people-moved',
    kind: 'conflict',
    message: 'Votre fiche a changé pendant que vous la remplissiez : rien n’a été écrit.',
    hint: 'Ouvrez-la de nouveau, puis refaites vos changements.',
  });
}

/**
 * Changes the person's own fields: all of them, or none and a note for each that does not serve. Taken back as any change of a
 * card is. AppErrors `people-forbidden` for a field that is not theirs to change, `people-moved`. Twice the same changes
 * nothing.
 */
export async function changeOwnCard(
  deps: Pick<EditPeopleDeps, 'store' | 'vault' | 'clock' | 'chance'>,
  bearer: WebBearer,
  change: OwnForm,
): Promise<{ readonly changed: number; readonly notes: readonly OwnNote[] }> {
  const { account, person, standing } = bearer;
  if (person.sealVersion !== change.version) throw moved();
  const { room, content } = await opened(deps, bearer, 'modification de sa fiche');
  const typed = change.set.map(({ key, text }) => {
    const field = room.fields.find((one) => one.key === key);
    const isTheirs = may(room.asker, 'edit-own', { ...standing, isShared: false });
    if (!field || !isTheirs || !canChangeOwn(field, isOfCrm(bearer)))
      throw peopleForbidden('de changer ce champ');
    return { field, text };
  });
  const read = readOwnChange(content, typed, todayOf(deps.clock.nowMs()));
  if (!read.ok) return { changed: 0, notes: read.notes };
  const changed = Object.keys(read.values).length;
  if (changed > 0)
    await changeCards(deps, {
      account,
      change: { values: read.values, addTags: [], removeTags: [] },
      room,
      rows: [person],
    });
  return { changed, notes: [] };
}

/** A copy for the person: all that they may read of themselves, for any program (`json`) or for an address book (`vcf`). */
export async function ownCardFile(
  deps: OpenPeopleDeps,
  bearer: WebBearer,
  format: 'json' | 'vcf',
): Promise<{ readonly text: string }> {
  const { room, content } = await opened(deps, bearer, 'copie de sa propre fiche');
  if (format === 'vcf') return { text: ownVcard(bearer.person.id, content) };
  const { id, status, kind, belongings } = bearer.standing;
  const layers = layersSeen(room.asker, bearer.standing);
  const today = todayOf(deps.clock.nowMs());
  const looks = { fields: room.fields, groups: room.groups, today, layers };
  const shown = shownCard({ id, status, kind, content, belongings }, looks);
  const fields = ownFields(content, { fields: room.fields, layers, isOfCrm: isOfCrm(bearer) }, today);
  const values = fields.filter(({ text }) => text !== '').map(({ label, text }) => [label, text]);
  const { status: state, kind: quality, groups, tags } = shown;
  const whole = { statut: state, type: quality, champs: Object.fromEntries(values), groupes: groups, tags };
  return { text: `${JSON.stringify(whole, null, 2)}\n` };
}
