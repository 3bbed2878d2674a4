import {
  type ChildrenOf,
  EVENT_SEEN_BY,
  type EventRelation,
  type EventSubject,
  relationsToEvent,
} from '../agenda/event-rights.ts';
import type { Asker } from '../people/people-rights.ts';

/** @internal for tests */
export const DOCUMENT_VERBS = ['document-see', 'document-add', 'document-withdraw', 'folder-name'] as const;
export type DocumentVerb = (typeof DOCUMENT_VERBS)[number];

/**
 * THE table of what each relation does about a document that its privacy shows it: the relations are those to an
 * event of the same privacy and groups. What is not there is refused. `folder-name`: to file it where no document stands yet.
 *
 * @internal for tests
 */
export const DOCUMENT_RIGHTS: Readonly<Record<DocumentVerb, readonly EventRelation[]>> = {
  'document-see': ['prospect', 'volunteer', 'member', 'referent', 'coordinator', 'employee', 'mobilisation'],
  'document-add': ['referent', 'coordinator', 'mobilisation'],
  'document-withdraw': ['coordinator', 'mobilisation'],
  'folder-name': ['coordinator', 'mobilisation'],
};

/** The one answer of commands, pages, search and archives. */
export function mayOnDocument(
  asker: Asker,
  verb: DocumentVerb,
  { document, childrenOf }: { readonly document: EventSubject; readonly childrenOf: ChildrenOf },
): boolean {
  return relationsToEvent(asker, document, childrenOf).some(
    (one) => EVENT_SEEN_BY[document.privacy].includes(one) && DOCUMENT_RIGHTS[verb].includes(one),
  );
}
