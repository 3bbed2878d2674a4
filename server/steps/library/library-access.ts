import { AppError } from '../../../shared/errors.ts';
import type { EventSubject } from '../../domain/agenda/event-rights.ts';
import { type DocumentVerb, mayOnDocument } from '../../domain/library/document-rights.ts';
import type { KeptDocument } from '../../ports/rows/library.ts';
import type { StoreReader } from '../../ports/store.ts';
import { type AskedPeople, type PeopleRoom, peopleForbidden, peopleRoom } from '../people/people-access.ts';

export interface DocumentAsked extends PeopleRoom {
  readonly document: KeptDocument;
}

const SHORTEST = 4;

const SAID: Readonly<Record<DocumentVerb, string>> = {
  'document-see': 'de le lire',
  'document-add': 'd’y déposer un document vu de ces personnes',
  'document-withdraw': 'de le retirer',
  'folder-name': 'd’ouvrir un dossier : choisissez-en un qui existe',
};

/** Of that asker, about a document or what would be one. */
export function mayDo({ asker, groups }: PeopleRoom, verb: DocumentVerb, document: EventSubject): boolean {
  const childrenOf = (group: string) => groups.filter(({ parent }) => parent === group).map(({ id }) => id);
  return mayOnDocument(asker, verb, { document, childrenOf });
}

/** AppError `people-forbidden`. */
export function refuseOnDocument(room: PeopleRoom, verb: DocumentVerb, document: EventSubject): void {
  if (!mayDo(room, verb, document)) throw peopleForbidden(SAID[verb]);
}

/** In the library, and theirs to see: the only way to a list, a count, a search or a link. */
export async function documentsSeen(rows: StoreReader, room: PeopleRoom): Promise<readonly KeptDocument[]> {
  const all = await rows.library.documents(room.base.charity);
  return all.filter((one) => one.withdrawnAtMs === null && mayDo(room, 'document-see', one));
}

function documentUnknown(): AppError {
  return new AppError({
    code: 'document-unknown',
    kind: 'not-found',
    message: 'Aucun document que vous puissiez voir ne porte ce numéro.',
    hint: 'Les numéros sont dans « plateau library tree », ou sur la page « Documents ».',
  });
}

/**
 * The document of that number, or of the first signs of it, for whoever has the verb. AppErrors of `peopleRoom`,
 * `document-unknown` (also for one that is not theirs to see, or withdrawn), `people-forbidden`.
 */
export async function documentFor(
  rows: StoreReader,
  { verb, document: id, ...asked }: AskedPeople & { readonly document: string; readonly verb: DocumentVerb },
): Promise<DocumentAsked> {
  const room = await peopleRoom(rows, asked);
  const all = (await documentsSeen(rows, room)).filter((one) => one.id.startsWith(id));
  const [document] = all;
  if (id.length < SHORTEST || all.length !== 1 || !document) throw documentUnknown();
  refuseOnDocument(room, verb, document);
  return { ...room, document };
}
