import { inTurn } from '../../../shared/in-turn.ts';
import type { TableCount } from '../../ports/rows/purges.ts';
import { bytes, text } from '../columns.ts';
import type { Sql } from '../sql.ts';

const PEOPLE = 'IN (SELECT id FROM participant WHERE charity = ?1)';
const EVENTS = 'IN (SELECT id FROM event WHERE charity = ?1)';
const CONVERSATIONS = 'IN (SELECT id FROM conversation WHERE charity = ?1)';
const DOCUMENTS = 'IN (SELECT id FROM document WHERE charity = ?1)';
/** Slots of the directory alone: those of a pledge line end with its campaign. */
const SLOTS = `IN (SELECT id FROM slot WHERE campaign IS NULL AND event ${EVENTS})`;
/** Who came, or sat at a seat, stays as a row without anybody. */
const NOT_COME = `participant ${PEOPLE} AND attendance IS NULL AND account IS NULL`;

/** Before the rows that lead to them go: a place that nobody came to is free again, and an account names nobody. */
const BEFORE = [
  `UPDATE slot SET taken = taken - (SELECT count(*) FROM slot_signup
    WHERE slot_signup.slot = slot.id AND state = 'held' AND ${NOT_COME})
    WHERE campaign IS NOT NULL AND id IN (SELECT slot FROM slot_signup WHERE state = 'held' AND ${NOT_COME})`,
  `UPDATE account SET display_name = 'Bénévole' WHERE id IN (SELECT account FROM slot_signup WHERE participant ${PEOPLE})`,
];

/**
 * Every table that holds something of a directory, with the rows of a charity (?1) in it, in an order that foreign keys
 * allow. Counting and erasing use the same list, so that neither can forget a table.
 *
 * @internal for tests
 */
export const DIRECTORY_TABLES: readonly { readonly table: string; readonly where: string }[] = [
  {
    table: 'slot_notice',
    where: `signup IN (SELECT id FROM slot_signup WHERE participant ${PEOPLE} OR slot ${SLOTS})`,
  },
  {
    table: 'shift_code',
    where: `signup IN (SELECT id FROM slot_signup WHERE (${NOT_COME}) OR slot ${SLOTS})`,
  },
  { table: 'slot_signup', where: `(${NOT_COME}) OR slot ${SLOTS}` },
  { table: 'calendar_feed', where: `participant ${PEOPLE}` },
  { table: 'learned', where: `participant ${PEOPLE}` },
  { table: 'web_link', where: `participant ${PEOPLE}` },
  { table: 'web_session', where: `participant ${PEOPLE}` },
  {
    table: 'people_edit_before',
    where: 'edit_id IN (SELECT id FROM people_edit WHERE charity = ?1)',
  },
  { table: 'people_edit', where: 'charity = ?1' },
  { table: 'saved_search', where: 'charity = ?1' },
  { table: 'follow_up_item', where: 'charity = ?1' },
  { table: 'poll', where: 'charity = ?1' },
  { table: 'waiting_mail', where: `participant ${PEOPLE}` },
  { table: 'mailing_choice', where: `participant ${PEOPLE}` },
  { table: 'conversation_member', where: `conversation ${CONVERSATIONS}` },
  { table: 'conversation_message', where: `conversation ${CONVERSATIONS}` },
  { table: 'conversation', where: 'charity = ?1' },
  { table: 'membership', where: `participant ${PEOPLE}` },
  {
    table: 'document_part',
    where: `version IN (SELECT id FROM document_version WHERE document ${DOCUMENTS})`,
  },
  { table: 'document_version', where: `document ${DOCUMENTS}` },
  { table: 'document_group', where: `document ${DOCUMENTS}` },
  { table: 'document_pin', where: `document ${DOCUMENTS}` },
  { table: 'document', where: 'charity = ?1' },
  {
    table: 'newsletter_recipient',
    where: 'newsletter IN (SELECT id FROM newsletter WHERE charity = ?1)',
  },
  { table: 'newsletter', where: 'charity = ?1' },
  { table: 'event_group', where: `event ${EVENTS}` },
  { table: 'slot', where: `campaign IS NULL AND event ${EVENTS}` },
  { table: 'event', where: 'charity = ?1' },
  { table: 'participant', where: 'charity = ?1' },
  { table: 'people_group', where: 'charity = ?1' },
  { table: 'people_rotation', where: 'charity = ?1' },
  { table: 'people_base', where: 'charity = ?1' },
];

/** Rows that stay, and lead to the directory no more: just before the rows of that table go. */
const LET_GO: Readonly<Record<string, string>> = {
  event: `UPDATE slot SET event = NULL WHERE event ${EVENTS}`,
  participant: `UPDATE slot_signup SET person = '', participant = NULL WHERE participant ${PEOPLE}`,
};

/** The whole directory of a charity, in the caller's transaction; answers what there was. Twice counts zeros. */
export async function eraseDirectory(sql: Sql, charity: string): Promise<readonly TableCount[]> {
  const counts = await inTurn.map(DIRECTORY_TABLES, async ({ table, where }) => ({
    table,
    rows: await sql.count(`SELECT count(*) AS n FROM ${table} WHERE ${where}`, charity),
  }));
  for (const source of BEFORE) await sql.run(source, charity);
  for (const { table, where } of DIRECTORY_TABLES) {
    const first = LET_GO[table];
    if (first) await sql.run(first, charity);
    await sql.run(`DELETE FROM ${table} WHERE ${where}`, charity);
  }
  return counts;
}

/** Bytes of a fragment: long enough to be nowhere by chance, from the middle, since packets begin alike. */
const FRAGMENT_BYTES = 32;

const FRAGMENTS = `SELECT substr(sealed, max(1, (length(sealed) - ${FRAGMENT_BYTES}) / 2), ${FRAGMENT_BYTES}) AS fragment
FROM (SELECT sealed, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS total
  FROM participant WHERE charity = ?1) AS placed
WHERE place % max(1, (total + ?2 - 1) / ?2) = 0 LIMIT ?2`;

const BLINDS = `SELECT email_blind AS blind FROM participant WHERE charity = ?1 AND email_blind IS NOT NULL
UNION SELECT phone_blind FROM participant WHERE charity = ?1 AND phone_blind IS NOT NULL
UNION SELECT crm_blind FROM participant WHERE charity = ?1 AND crm_blind IS NOT NULL
ORDER BY blind LIMIT ?2`;

/** What the search of the bytes left looks for: fragments of sealed cards, and blind indexes, up to `limit` of each. */
export async function directorySamples(
  sql: Sql,
  charity: string,
  limit: number,
): Promise<readonly Uint8Array[]> {
  const fragments = (await sql.all(FRAGMENTS, charity, limit)).map((row) => bytes(row, 'fragment'));
  const blinds = (await sql.all(BLINDS, charity, limit)).map((row) =>
    Buffer.from(text(row, 'blind'), 'utf8'),
  );
  return [...fragments, ...blinds];
}
