import { isSealedKind, SEALED_KINDS } from '../../domain/next-card/sealed-kinds.ts';
import type { SealedTable } from '../../ports/rows/rotations.ts';

/** How the sealed values of a table are walked, in the order of its key. */
interface SealedTableWalk {
  readonly owner: 'campaign' | 'people';
  readonly table: SealedTable;
  /** Its key, each column with a value that stands before all others. */
  readonly before: Readonly<Record<string, string | number>>;
  /** What names one of its values to a person, as text. */
  readonly subject: string;
  /** Its rows of one campaign, or of one charity (?). */
  readonly of: string;
  /** Values at a time. */
  readonly page: number;
}

/** Some 30 ms of sealing: agents' cards pass between two pages. */
const PAGE = 200;
/** Of a mebibyte each. */
const PAGE_OF_PARTS = 8;

/** In the order in which rows came. A record's place is its number. */
export const placeIn = (table: string) => (table === 'record' ? 'id' : 'rowid');

const OF_CAMPAIGNS = Object.keys(SEALED_KINDS)
  .filter(isSealedKind)
  .map((table) => ({
    owner: 'campaign' as const,
    table,
    before: { [placeIn(table)]: 0 },
    subject: SEALED_KINDS[table].key,
    of: 'campaign = ?',
    page: PAGE,
  }));

const CONVERSATIONS = 'conversation IN (SELECT id FROM conversation WHERE charity = ?)';
const VERSIONS = `version IN (SELECT document_version.id FROM document_version
  JOIN document ON document.id = document_version.document WHERE document.charity = ?)`;

const OF_PEOPLE: readonly Omit<SealedTableWalk, 'owner' | 'subject'>[] = [
  { table: 'participant', before: { id: '' }, of: 'charity = ?', page: PAGE },
  {
    table: 'people_edit_before',
    before: { edit_id: '', participant: '' },
    of: 'edit_id IN (SELECT id FROM people_edit WHERE charity = ?)',
    page: PAGE,
  },
  {
    table: 'conversation_member',
    before: { conversation: '', participant: '' },
    of: CONVERSATIONS,
    page: PAGE,
  },
  { table: 'conversation_message', before: { id: '' }, of: CONVERSATIONS, page: PAGE },
  { table: 'follow_up_item', before: { id: '' }, of: 'charity = ?', page: PAGE },
  { table: 'poll', before: { id: '' }, of: 'charity = ?', page: PAGE },
  { table: 'saved_search', before: { id: '' }, of: 'charity = ?', page: PAGE },
  { table: 'document_part', before: { version: '', number: -1 }, of: VERSIONS, page: PAGE_OF_PARTS },
];

/**
 * Every table sealed under keys that are rotated. A test compares it with the schema (test/rules/sealed-tables.test.ts): a sealed
 * column that it does not name would be lost with the former key.
 */
export const SEALED_TABLES: readonly SealedTableWalk[] = [
  ...OF_CAMPAIGNS,
  ...OF_PEOPLE.map((walk) => ({
    ...walk,
    owner: 'people' as const,
    subject: Object.keys(walk.before)[0] ?? '',
  })),
];

/** Of a table of the list. */
export function walkOf(table: SealedTable): SealedTableWalk {
  const walk = SEALED_TABLES.find((one) => one.table === table);
  if (!walk) throw new Error(`${table} holds nothing that is rotated`);
  return walk;
}
