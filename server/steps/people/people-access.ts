import { AppError } from '../../../shared/errors.ts';
import type { Role } from '../../../shared/roles.ts';
import type { PeopleGroup } from '../../domain/groups/group.ts';
import type { PeopleField } from '../../domain/people/people-fields.ts';
import { checkPeopleFields } from '../../domain/people/people-fields-check.ts';
import type { Asker, Belonging, Standing } from '../../domain/people/people-rights.ts';
import { KEPT_BY_ITSELF, type PeopleKept } from '../../domain/people/retention-plan.ts';
import type { ParticipantRow, PeopleBaseRow } from '../../ports/rows/people.ts';
import type { StoreReader } from '../../ports/store.ts';

/** An account of the house, or somebody of a directory who came in by the web door, under their own number. */
export interface PeopleAccount {
  readonly id: string;
  readonly role: Role | 'participant';
  readonly campaigns: readonly string[];
}

/** Whose request it is: the account, and the charity that it names when it may enter several. */
export interface AskedPeople {
  readonly account: PeopleAccount;
  readonly charity?: string | undefined;
}

export interface PeopleRoom {
  readonly base: PeopleBaseRow;
  readonly fields: readonly PeopleField[];
  readonly groups: readonly PeopleGroup[];
  readonly asker: Asker;
  /** Who the account is in that directory; undefined for an office. */
  readonly own: ParticipantRow | undefined;
}

function baseUnknown(): AppError {
  return new AppError({
    code: 'people-base-unknown',
    kind: 'not-found',
    message: 'Aucun annuaire ne vous est ouvert sous ce code.',
    hint: 'Le responsable des données l’ouvre : « plateau people fields load personnes.yaml --charity UNION ».',
  });
}

/** Whoever of the directory that account is. */
export async function ownRow(
  rows: StoreReader,
  { id, role }: Pick<PeopleAccount, 'id' | 'role'>,
): Promise<ParticipantRow | undefined> {
  return role === 'participant' ? await rows.people.byId(id) : await rows.people.byAccount(id);
}

/** Codes of the charities whose directory that account may enter; a data officer enters all of them. */
async function charitiesOf(rows: StoreReader, { id, role, campaigns }: AskedPeople['account']) {
  const bases = await rows.people.bases();
  if (role === 'dataOfficer') return bases;
  const own = (await ownRow(rows, { id, role }))?.charity;
  const theirs = new Set<string>(own === undefined ? [] : [own]);
  if (role === 'mobilisation')
    for (const code of campaigns) theirs.add((await rows.campaignHeads.byCode(code))?.charity ?? '');
  return bases.filter(({ charity }) => theirs.has(charity));
}

/** As rights read a participant. */
export async function standingOf(
  rows: StoreReader,
  { id, status, kind }: Pick<ParticipantRow, 'id' | 'status' | 'kind'>,
  groups: readonly PeopleGroup[],
): Promise<Standing> {
  const belongings = (await rows.groups.current(id)).map(({ groupId: group, level }): Belonging => {
    return { group, level, parent: groups.find((one) => one.id === group)?.parent ?? '' };
  });
  return { id, status, kind, belongings };
}

/** An account that is somebody of the directory has that person’s rights and no more. */
async function askerOf(
  rows: StoreReader,
  { id, role }: AskedPeople['account'],
  groups: readonly PeopleGroup[],
): Promise<Asker> {
  if (role === 'dataOfficer') return { office: 'data-officer' };
  const own = await ownRow(rows, { id, role });
  if (own) return { participant: await standingOf(rows, own, groups) };
  return role === 'mobilisation' ? { office: 'mobilisation' } : {};
}

/** Directories of a house: a text of another one is checked anew. */
const MOST_READ = 50;
const readFields = new Map<string, PeopleDefinition>();

interface PeopleDefinition {
  readonly fields: readonly PeopleField[];
  readonly kept: PeopleKept;
}

/**
 * What `personnes.yaml` of a base says, checked as it was loaded. A text is checked once (6 ms): every key of « Annuaire » asks
 * for it. AppError `people-fields-unreadable`: a base whose definition does not open has no field, and would refuse every column.
 */
export function definitionOf({ fields: text }: Pick<PeopleBaseRow, 'fields'>): PeopleDefinition {
  const known = readFields.get(text);
  if (known) return known;
  const { value: fields, kept = KEPT_BY_ITSELF } = checkPeopleFields(text);
  if (!fields) throw fieldsUnreadable();
  if (readFields.size >= MOST_READ) readFields.clear();
  const read = { fields, kept };
  readFields.set(text, read);
  return read;
}

/** AppError `people-fields-unreadable`. */
export function fieldsOf(base: Pick<PeopleBaseRow, 'fields'>): readonly PeopleField[] {
  return definitionOf(base).fields;
}

function fieldsUnreadable(): AppError {
  return new AppError({
    code: 'people-fields-unreadable',
    kind: 'unavailable',
    message: 'La définition des champs de cet annuaire ne s’ouvre pas.',
    hint: 'Voyez plateau doctor : la clé de la maison manque, ou la base est abîmée. Remettez alors une sauvegarde : plateau restore.',
  });
}

/**
 * The directory that the account asks for, and who they are in it. AppErrors `people-base-unknown` (also for whoever may not
 * enter: that a charity keeps one is not told), `people-base-choose` when there are several.
 */
export async function peopleRoom(rows: StoreReader, { account, charity }: AskedPeople): Promise<PeopleRoom> {
  const bases = await charitiesOf(rows, account);
  const open = charity === undefined ? bases : bases.filter((one) => one.charity === charity);
  const [base] = open;
  if (!base) throw baseUnknown();
  if (open.length > 1)
    throw new AppError({
      code: 'people-base-choose',
      kind: 'invalid',
      message: 'Plusieurs annuaires vous sont ouverts.',
      hint: `Ajoutez « --charity » et l’un de ces codes : ${open.map((one) => one.charity).join(', ')}.`,
    });
  const groups = await rows.groups.of(base.charity);
  const own = await ownRow(rows, account);
  const asker = await askerOf(rows, account, groups);
  return {
    base,
    fields: fieldsOf(base),
    groups,
    asker,
    own: own?.charity === base.charity ? own : undefined,
  };
}

/** AppError `people-forbidden`: what the relation of the asker does not allow. */
export function peopleForbidden(what: string): AppError {
  return new AppError({
    code: 'people-forbidden',
    kind: 'forbidden',
    message: `Vos droits sur cet annuaire ne permettent pas ${what}.`,
    hint: 'Demandez à la mobilisation de l’association.',
  });
}

/** AppError `people-forbidden` for whoever holds no office of the directory. */
export function refuseWithoutOffice({ office }: Asker, what: string): void {
  if (office === undefined) throw peopleForbidden(what);
}
