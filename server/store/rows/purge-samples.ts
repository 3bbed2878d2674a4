import { inTurn } from '../../../shared/in-turn.ts';
import { bytes, text } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { placeIn } from './sealed-tables.ts';

/** Bytes of a fragment: long enough to be nowhere by chance. */
const FRAGMENT_BYTES = 32;
const MIN_SEALED_BYTES = 24;

/** From the middle: the first bytes of sealed packets are alike. Spread over the table by stride. */
const SMALLER_TABLES = [
  'mandate_signature',
  'person_request',
  'listening_note',
  'incident_entry',
  'pledge',
] as const;

function fragmentsSql(table: 'record' | 'call' | (typeof SMALLER_TABLES)[number]): string {
  return `SELECT substr(sealed, max(1, (length(sealed) - ${FRAGMENT_BYTES}) / 2), ${FRAGMENT_BYTES}) AS fragment
FROM (SELECT sealed, row_number() OVER (ORDER BY ${placeIn(table)}) - 1 AS place, count(*) OVER () AS total
  FROM ${table} WHERE campaign = ?1 AND length(sealed) >= ${MIN_SEALED_BYTES}) AS placed
WHERE place % max(1, (total + ?2 - 1) / ?2) = 0 LIMIT ?2`;
}

/** Up to `limit` fragments of sealed values, from records, calls, signatures, persons' requests and quality alike. */
export async function sealedSamples(
  sql: Sql,
  campaign: string,
  limit: number,
): Promise<readonly Uint8Array[]> {
  const few = Math.max(1, Math.floor(limit / 16));
  const ofSignatures = await inTurn.flatMap(SMALLER_TABLES, (table) =>
    sql.all(fragmentsSql(table), campaign, few),
  );
  const ofCalls = [
    ...ofSignatures,
    ...(await sql.all(
      fragmentsSql('call'),
      campaign,
      Math.max(1, Math.floor(limit / 2) - ofSignatures.length),
    )),
  ];
  const rest = limit - Math.min(limit, ofCalls.length);
  const ofRecords = rest > 0 ? await sql.all(fragmentsSql('record'), campaign, rest) : [];
  return [...ofRecords, ...ofCalls].slice(0, limit).map((row) => bytes(row, 'fragment'));
}

/**
 * Blind indexes are equal across the campaigns of a charity, so those that stay in the base with reason (another
 * campaign's record, the charity's list of objections) are no trace of this campaign and are left out.
 */
const BLINDS = `WITH this AS (SELECT code, charity FROM campaign WHERE code = ?1),
others AS (SELECT other.code FROM campaign AS other, this
  WHERE other.charity = this.charity AND other.code <> ?1 AND other.state <> 'purged'),
blinds AS (SELECT donor_blind AS blind FROM record WHERE campaign = ?1
  UNION SELECT phone_blind FROM record_phone WHERE campaign = ?1
  UNION SELECT email_blind FROM record WHERE campaign = ?1 AND email_blind <> ''
  UNION SELECT number_index FROM pledge WHERE campaign = ?1 AND number_index IS NOT NULL
  UNION SELECT person_index FROM pledge WHERE campaign = ?1 AND person_index IS NOT NULL)
SELECT blind FROM blinds
WHERE NOT EXISTS (SELECT 1 FROM others CROSS JOIN record INDEXED BY record_donor
    ON record.campaign = others.code AND record.donor_blind = blinds.blind)
  AND NOT EXISTS (SELECT 1 FROM others CROSS JOIN record_phone INDEXED BY record_phone_blind
    ON record_phone.campaign = others.code AND record_phone.phone_blind = blinds.blind)
  AND NOT EXISTS (SELECT 1 FROM others CROSS JOIN record INDEXED BY record_email_blind
    ON record.campaign = others.code AND record.email_blind = blinds.blind)
  AND NOT EXISTS (SELECT 1 FROM others CROSS JOIN pledge
    ON pledge.campaign = others.code AND blinds.blind IN (pledge.number_index, pledge.person_index))
  AND NOT EXISTS (SELECT 1 FROM suppression, this WHERE EXISTS (SELECT 1 FROM others)
    AND suppression.charity = this.charity AND suppression.blind = blinds.blind AND suppression.campaign <> ?1)
LIMIT ?2`;

export async function blindSamples(sql: Sql, campaign: string, limit: number): Promise<readonly string[]> {
  return (await sql.all(BLINDS, campaign, limit)).map((row) => text(row, 'blind'));
}
