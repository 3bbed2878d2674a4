import { AppError } from '../../../shared/errors.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { ParticipantKind, ParticipantStatus } from '../../../shared/people/people-words.ts';
import { cardList } from '../../domain/audit/card-list.ts';
import { todayOf } from '../../domain/people/field-value.ts';
import { type CardChange, mergedCard } from '../../domain/people/merged-card.ts';
import type { PeopleField } from '../../domain/people/people-fields.ts';
import { readTypedChange, type TypedChange } from '../../domain/people/typed-change.ts';
import type { Chance } from '../../ports/clock.ts';
import type { DirectoryQuery } from '../../ports/people/directory.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { Vault } from '../../ports/vault.ts';
import { trail } from '../trail.ts';
import { ownInstant } from './belonging-acts.ts';
import { type DirectoryDeps, keepDirectory } from './fill-directory.ts';
import { soughtIn } from './find-people.ts';
import { openNotedParticipants } from './open-participants.ts';
import { type AskedPeople, type PeopleRoom, peopleRoom, refuseWithoutOffice } from './people-access.ts';
import { type CardToWrite, sealCards, writeCards } from './write-participants.ts';

export interface EditPeopleDeps extends DirectoryDeps {
  readonly vault: DirectoryDeps['vault'] & Pick<Vault, 'sealParticipants' | 'blindAll'>;
  readonly chance: Pick<Chance, 'uuid'>;
}

export interface PeopleChange extends CardChange {
  readonly status?: ParticipantStatus | undefined;
  readonly kind?: ParticipantKind | undefined;
}

/** A change as it was typed. */
export interface TypedPeopleChange extends TypedChange {
  readonly status?: ParticipantStatus | undefined;
  readonly kind?: ParticipantKind | undefined;
}

/** AppErrors `people-value`, `people-change-empty`. */
export function typedChange(
  { status, kind, ...typed }: TypedPeopleChange,
  fields: readonly PeopleField[],
  nowMs: number,
): PeopleChange {
  const read = readTypedChange(typed, fields, todayOf(nowMs));
  if (!read.ok)
    throw new AppError({ code: 'people-value', kind: 'invalid', message: read.message, hint: read.hint });
  const { values, addTags, removeTags } = read;
  if (!status && !kind && Object.keys(values).length + addTags.length + removeTags.length === 0)
    throw new AppError({
      code: 'people-change-empty',
      kind: 'invalid',
      message: 'Rien à modifier.',
      hint: 'Dites quoi : « --set ville=Caen », « --status confirmed », « --add-tag climat »…',
    });
  return { status, kind, values, addTags, removeTags };
}

/** Most cards that one act changes. */
const MOST = 5_000;
const PAGE = 500;

export interface ChosenPeople {
  readonly room: PeopleRoom;
  readonly ids: readonly string[];
}

type Sought = Pick<DirectoryQuery, 'words' | 'filters'>;

/**
 * Everybody whom that search finds, once the whole directory is opened. AppErrors of a search, `people-forbidden`,
 * `people-too-many`.
 */
export async function chosenPeople(
  deps: DirectoryDeps,
  asked: AskedPeople & { readonly where: string },
): Promise<ChosenPeople> {
  const room = await deps.store.read((rows) => peopleRoom(rows, asked));
  return { room, ids: await idsSought(deps, room.base.charity, soughtIn(room, asked.where)) };
}

/** AppError `people-too-many`. */
export async function idsSought(
  deps: DirectoryDeps,
  charity: string,
  { sought, scopes }: Pick<ReturnType<typeof soughtIn>, 'scopes'> & { readonly sought: Sought },
): Promise<readonly string[]> {
  await keepDirectory(deps, charity, { whole: true });
  const ids: string[] = [];
  for (;;) {
    const query = { ...sought, scopes, from: ids.length, limit: PAGE };
    const { found, total } = await deps.directory.find(charity, query);
    ids.push(...found.map(({ id }) => id));
    if (ids.length > MOST)
      throw new AppError({
        code: 'people-too-many',
        kind: 'invalid',
        message: `Ce choix compte ${total} personnes : ${MOST} au plus à la fois.`,
        hint: 'Resserrez le choix, par exemple avec « groupe: ».',
      });
    if (found.length < PAGE) return ids;
  }
}

/** AppError `people-count-changed`: somebody entered or left the choice since it was counted. */
export function refuseOtherCount(ids: readonly string[], expected: number): void {
  if (ids.length === expected) return;
  throw new AppError({
    code: 'people-count-changed',
    kind: 'conflict',
    message: `Le choix compte maintenant ${inNumber(ids.length, 'personne(s)')}, et non ${expected} : rien n’a été écrit.`,
    hint: 'Recommencez, et confirmez le nouveau nombre.',
  });
}

/** How many an act on that choice would touch. */
export async function countPeople(
  deps: DirectoryDeps,
  asked: AskedPeople & { readonly where: string },
): Promise<number> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’en modifier plusieurs fiches');
  return ids.length;
}

export interface PeopleEdited {
  readonly editId: string;
  readonly count: number;
  /** Cards that no longer open: their status and kind were written if asked, and nothing else. */
  readonly unopened: number;
}

/**
 * One change on everybody that a search finds: all or none, kept seven days to be taken back. `expected` is what the
 * person confirmed. AppErrors of `chosenPeople`, `people-count-changed`, `people-moved`, `people-email-taken`, and of
 * `changeCards`.
 */
export async function editPeople(
  deps: EditPeopleDeps,
  asked: AskedPeople & {
    readonly where: string;
    readonly change: TypedPeopleChange;
    readonly expected: number;
  },
): Promise<PeopleEdited> {
  const { room, ids } = await chosenPeople(deps, asked);
  refuseWithoutOffice(room.asker, 'd’en modifier plusieurs fiches');
  const change = typedChange(asked.change, room.fields, deps.clock.nowMs());
  refuseOtherCount(ids, asked.expected);
  const rows = await deps.store.read(async (reader) =>
    (await inTurn.map(ids, (id) => reader.people.byId(id))).filter((one) => one !== undefined),
  );
  return await changeCards(deps, { account: asked.account, change, room, rows });
}

interface CardsToChange extends AskedPeople {
  readonly change: PeopleChange;
  readonly room: Pick<PeopleRoom, 'base' | 'fields'>;
  readonly rows: readonly ParticipantRow[];
}

/** The same change on cards that are known. AppError `people-card-unopened` when none of them can be written. */
export async function changeCards(
  deps: Pick<EditPeopleDeps, 'store' | 'vault' | 'clock' | 'chance'>,
  { account, change, room: { base, fields }, rows: known }: CardsToChange,
): Promise<PeopleEdited> {
  const { charity } = base;
  const editId = deps.chance.uuid();
  await deps.store.write((rows) =>
    trail(rows, { actor: account.id, atMs: deps.clock.nowMs() })('people.directory', charity, {
      reason: 'modification de fiches',
      detail: { count: known.length, edit: editId },
    }),
  );
  const contents = await openNotedParticipants(deps.vault, known);
  const cards = known.flatMap((before, at): CardToWrite[] => {
    const { status = before.status, kind = before.kind } = change;
    const was = contents[at];
    if (!was && status === before.status && kind === before.kind) return [];
    return [
      { id: before.id, charity, status, kind, before, content: was && mergedCard(was, change, fields) },
    ];
  });
  if (cards.length === 0 && known.length > 0) throw cardUnopened();
  const sealed = await sealCards(deps.vault, charity, cards);
  await deps.store.write(async (rows) => {
    const atMs = await ownInstant(rows, charity, deps.clock.nowMs());
    const before = await writeCards(rows, { charity, nowMs: atMs, cards: sealed });
    await rows.people.addEdit({ id: editId, charity, kind: 'edit', actor: account.id, atMs }, before);
    const fields = Object.keys(change.values ?? {}).length;
    const detail = { charity, count: cards.length, fields, cards: cardList(cards.map(({ id }) => id)) };
    await trail(rows, { actor: account.id, atMs })('people.edit', editId, { detail });
  });
  return { editId, count: cards.length, unopened: contents.filter((one) => !one).length };
}

function cardUnopened(): AppError {
  return new AppError({
    code: 'people-card-unopened',
    kind: 'conflict',
    message: 'Cette fiche ne s’ouvre plus : rien n’y a été écrit.',
    hint: 'Son statut se change encore (« plateau people edit --status ») ; le reste revient d’une sauvegarde.',
  });
}
