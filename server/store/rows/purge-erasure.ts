import { inTurn } from '../../../shared/in-turn.ts';
import type { TableCount } from '../../ports/rows/purges.ts';
import type { Sql } from '../sql.ts';

/** Said to everybody, of no campaign: from its beginning to the beginning of its purge, it may be about one of its persons. */
const WHILE_IT_LIVED = `at_ms BETWEEN (SELECT created_at_ms FROM campaign WHERE code = ?1)
  AND coalesce((SELECT started_at_ms FROM purge WHERE campaign = ?1), 9007199254740991)`;

const BREACHES_OF_IT = `SELECT breach.id FROM breach, json_each(breach.campaigns) WHERE json_each.value = ?1`;

/**
 * Words in rows that stay, made empty before the rows that lead to them go.
 *
 * @internal for tests
 */
export const BLANKED_WORDS: readonly {
  readonly table: string;
  readonly set: string;
  readonly where: string;
}[] = [
  {
    table: 'move',
    set: `reason = '', undone_reason = CASE WHEN undone_reason IS NULL THEN NULL ELSE '' END`,
    where: `id IN (SELECT move_id FROM move_item JOIN record ON record.id = move_item.record_id WHERE record.campaign = ?1)`,
  },
  { table: 'key_rotation', set: `reason = ''`, where: 'campaign = ?1' },
  { table: 'breach', set: `reason = ''`, where: `id IN (${BREACHES_OF_IT})` },
  { table: 'breach_event', set: `text = ''`, where: `breach_id IN (${BREACHES_OF_IT})` },
];

/**
 * Every table that holds donor data, sealed or derived, with the rows of a campaign (?1) in it, in an order that
 * foreign keys allow. Counting and erasing use the same list, so that neither can forget a table.
 *
 * @internal for tests
 */
export const DONOR_TABLES: readonly { readonly table: string; readonly where: string }[] = [
  { table: 'lease', where: 'campaign = ?1' },
  { table: 'reservation', where: 'campaign = ?1' },
  { table: 'on_top', where: 'campaign = ?1' },
  { table: 'ended_lease', where: 'campaign = ?1' },
  { table: 'follow_up', where: 'campaign = ?1' },
  { table: 'email', where: 'campaign = ?1' },
  { table: 'fulfilment_line', where: 'campaign = ?1' },
  { table: 'pledge_event', where: 'campaign = ?1' },
  { table: 'delivered_line', where: 'delivery_id IN (SELECT id FROM delivery WHERE campaign = ?1)' },
  { table: 'agreement_check', where: 'campaign = ?1' },
  { table: 'consent', where: 'campaign = ?1' },
  { table: 'correction', where: 'campaign = ?1' },
  { table: 'mandate_signature', where: 'campaign = ?1' },
  { table: 'mandate_reminder', where: 'campaign = ?1' },
  { table: 'undone_call', where: 'campaign = ?1' },
  { table: 'last_call', where: 'campaign = ?1' },
  { table: 'frozen_record', where: 'campaign = ?1' },
  { table: 'dial', where: 'campaign = ?1' },
  { table: 'incident_entry', where: 'campaign = ?1' },
  { table: 'incident', where: 'campaign = ?1' },
  { table: 'listening_note', where: 'campaign = ?1' },
  {
    table: 'person_request_record',
    where: 'campaign = ?1 OR request_id IN (SELECT id FROM person_request WHERE campaign = ?1)',
  },
  {
    table: 'waiting_act',
    where: 'campaign = ?1 OR request_id IN (SELECT id FROM person_request WHERE campaign = ?1)',
  },
  { table: 'person_request', where: 'campaign = ?1' },
  { table: 'pledge', where: 'campaign = ?1' },
  { table: 'line_callback', where: 'campaign = ?1' },
  { table: 'call', where: 'campaign = ?1' },
  { table: 'record_phone', where: 'campaign = ?1' },
  { table: 'profile_item', where: 'profile_id IN (SELECT id FROM profile WHERE campaign = ?1)' },
  { table: 'move_item', where: 'record_id IN (SELECT id FROM record WHERE campaign = ?1)' },
  // The charity's own list goes with its last campaign: until then it protects donors in the others.
  {
    table: 'suppression',
    where: `charity = (SELECT charity FROM campaign WHERE code = ?1) AND (campaign = ?1 OR campaign = ''
      AND NOT EXISTS (SELECT 1 FROM campaign AS other WHERE other.charity = suppression.charity
        AND other.code <> ?1 AND other.state <> 'purged'))`,
  },
  { table: 'damaged_seal', where: 'campaign = ?1' },
  { table: 'erased_record', where: 'campaign = ?1' },
  { table: 'enrichment_line', where: 'campaign = ?1' },
  { table: 'record', where: 'campaign = ?1' },
  { table: 'contact_file_towns', where: 'campaign = ?1' },
  { table: 'contact_file', where: 'campaign = ?1' },
  // No donor in it, but free words are where a name could slip in.
  { table: 'decision', where: 'campaign = ?1' },
  { table: 'instruction', where: 'campaign = ?1' },
  { table: 'week_comment', where: 'campaign = ?1' },
  { table: 'profile', where: 'campaign = ?1' },
  { table: 'edition', where: 'campaign = ?1' },
  { table: 'script_life', where: 'campaign = ?1' },
  // No donor: at what minute calls came, and from which seats they were answered.
  { table: 'line_call', where: 'campaign = ?1' },
  { table: 'line_hour', where: 'campaign = ?1' },
  { table: 'line_limit', where: 'campaign = ?1' },
  // No donor either: who learned the campaign, and what it taught.
  { table: 'training', where: 'campaign = ?1' },
  { table: 'module_pass', where: 'campaign = ?1' },
  {
    table: 'session_attendance',
    where: 'session IN (SELECT id FROM training_session WHERE campaign = ?1)',
  },
  { table: 'training_session', where: 'campaign = ?1' },
  { table: 'campaign_aids', where: 'campaign = ?1' },
  // The notes stay in the charity's library.
  { table: 'document_pin', where: 'campaign = ?1' },
  // Volunteers of a pledge line: no code, no name, no place stays.
  {
    table: 'shift_code',
    where: 'signup IN (SELECT id FROM slot_signup WHERE campaign = ?1)',
  },
  { table: 'slot_notice', where: 'signup IN (SELECT id FROM slot_signup WHERE campaign = ?1)' },
  { table: 'slot_signup', where: 'campaign = ?1' },
  { table: 'slot', where: 'campaign = ?1' },
  { table: 'site_lead', where: 'campaign = ?1' },
  { table: 'site', where: 'campaign = ?1' },
  { table: 'line_folder', where: 'campaign = ?1' },
  // A lead's words again.
  { table: 'campaign_pause', where: 'campaign = ?1' },
  {
    table: 'message_to',
    where: `message_id IN (SELECT id FROM message WHERE campaign = ?1 OR ${WHILE_IT_LIVED} AND campaign = '')`,
  },
  { table: 'message', where: `campaign = ?1 OR ${WHILE_IT_LIVED} AND campaign = ''` },
  // The same words on their way to workstations, which have long shown them.
  { table: 'live_event', where: WHILE_IT_LIVED },
  // Why each act was done; why this purge was forced stays, as on its certificate.
  {
    table: 'audit_reason',
    where: `campaign = ?1 AND seq NOT IN (SELECT seq FROM audit WHERE campaign = ?1 AND action LIKE 'purge.%')`,
  },
  // What is said of it afterwards (its certificate, its evidence) is the house's to seal.
  { table: 'words_key', where: 'campaign = ?1' },
  // Free words again; the approval of this very purge stays, with who gave it.
  { table: 'approval', where: `campaign = ?1 AND action <> 'purge'` },
];

export async function campaignCounts(sql: Sql, campaign: string): Promise<readonly TableCount[]> {
  return await inTurn.map(DONOR_TABLES, async ({ table, where }) => ({
    table,
    rows: await sql.count(`SELECT count(*) AS n FROM ${table} WHERE ${where}`, campaign),
  }));
}

/** Twice: the second call finds nothing and counts zeros. */
export async function eraseCampaign(sql: Sql, campaign: string): Promise<readonly TableCount[]> {
  // Leases end without a trace here: their records go in the same transaction.
  const counts = await campaignCounts(sql, campaign);
  for (const { table, set, where } of BLANKED_WORDS)
    await sql.run(`UPDATE ${table} SET ${set} WHERE ${where}`, campaign);
  for (const { table, where } of DONOR_TABLES) await sql.run(`DELETE FROM ${table} WHERE ${where}`, campaign);
  return counts;
}
