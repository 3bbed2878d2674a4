import type { AskLevel } from '../../../shared/call-outcome.ts';
import type { Currency } from '../../../shared/currency.ts';
import { DISPOSITIONS } from '../../../shared/dispositions.ts';
import type { Period } from '../../../shared/time.ts';
import type { AgreementChange, AgreementFact } from '../../domain/indicators/agreement-facts.ts';
import type { AgreementReader } from '../../ports/rows/agreements.ts';
import { flag, int, intOrNull, type Row, text, textOrNull } from '../columns.ts';
import type { Sql } from '../sql.ts';
import { BAND } from './insight-rows.ts';
import { STANDING } from './undo-rows.ts';

export const AGREEMENT_CODES = JSON.stringify(
  DISPOSITIONS.filter((row) => row.form === 'agreement').map((row) => row.code),
);

/** Reading an observation takes nothing back: what let the line go is dated by the word before it. */
const CHECK = (
  column: string,
) => `(SELECT ${column} FROM agreement_check WHERE agreement_check.call_id = call.call_id
  AND state <> 'acknowledged' ORDER BY rank DESC LIMIT 1)`;
const FACTS = `SELECT call.call_id, call.disposition, record.segment, ${BAND} AS band, coalesce(call.theme, '') AS theme,
  call.ask_level, call.ended_at_ms, coalesce(record.closed_at_ms, call.ended_at_ms) AS closed_at_ms, call.currency,
  coalesce(call.old_monthly_minor, 0) AS old_monthly_minor,
  coalesce(call.new_monthly_minor, 0) AS new_monthly_minor,
  signed.recorded_at_ms AS signed_at_ms, signed.old_monthly_minor AS signed_old, signed.new_monthly_minor AS signed_new,
  ${CHECK('state')} AS check_state, ${CHECK('at_ms')} AS check_at_ms,
  EXISTS (SELECT 1 FROM delivered_line WHERE delivered_line.call_id = call.call_id AND line = 'N') AS is_sent,
  EXISTS (SELECT 1 FROM correction WHERE correction.call_id = call.call_id) AS is_changed`;
const SIGNED = 'LEFT JOIN mandate_signature AS signed ON signed.call_id = call.call_id';
/** By the closed records: a campaign has ten times as many calls. */
const OF_CAMPAIGN = `${FACTS} FROM record INDEXED BY record_by_state
CROSS JOIN call INDEXED BY call_record ON call.record_id = record.id AND call.disposition = record.disposition
${SIGNED} WHERE record.campaign = ? AND record.state = 'closed'
AND record.disposition IN (SELECT value FROM json_each(?)) AND ${STANDING} ORDER BY call.ended_at_ms, call.call_id`;
export const AGREED_BY_AGENT = `${FACTS} FROM call INDEXED BY call_agent CROSS JOIN record ON record.id = call.record_id
${SIGNED} WHERE call.agent = ? AND call.ended_at_ms >= ? AND call.ended_at_ms < ?
AND call.disposition IN (SELECT value FROM json_each(?)) AND ${STANDING} ORDER BY call.ended_at_ms`;
const CHANGES = `SELECT call_id, kind, at_ms, coalesce(before_new_monthly_minor, 0) AS before_monthly,
  coalesce(new_monthly_minor, 0) AS new_monthly
FROM correction WHERE call_id IN (SELECT value FROM json_each(?)) ORDER BY call_id, rank`;

const VERIFICATION: Readonly<Record<string, AgreementFact['verification']>> = {
  'to-check': 'awaited',
  rejected: 'rejected',
};

function signatureOf(row: Row): AgreementFact['signature'] {
  const recordedAtMs = intOrNull(row, 'signed_at_ms');
  if (recordedAtMs === null) return null;
  return { recordedAtMs, oldMonthlyMinor: int(row, 'signed_old'), newMonthlyMinor: int(row, 'signed_new') };
}

function factOf(row: Row, changes: readonly AgreementChange[]): AgreementFact {
  return {
    callId: text(row, 'call_id'),
    disposition: text(row, 'disposition'),
    segment: text(row, 'segment'),
    band: int(row, 'band'),
    theme: text(row, 'theme'),
    askLevel: textOrNull(row, 'ask_level') as AskLevel | null,
    endedAtMs: int(row, 'ended_at_ms'),
    closedAtMs: int(row, 'closed_at_ms'),
    currency: text(row, 'currency') as Currency,
    oldMonthlyMinor: int(row, 'old_monthly_minor'),
    newMonthlyMinor: int(row, 'new_monthly_minor'),
    signature: signatureOf(row),
    changes,
    verification: VERIFICATION[textOrNull(row, 'check_state') ?? ''] ?? 'settled',
    verifiedAtMs: intOrNull(row, 'check_at_ms') ?? 0,
    isSent: flag(row, 'is_sent'),
  };
}

function changeOf(row: Row): AgreementChange {
  return {
    kind: text(row, 'kind') as AgreementChange['kind'],
    atMs: int(row, 'at_ms'),
    beforeNewMonthlyMinor: int(row, 'before_monthly'),
    newMonthlyMinor: int(row, 'new_monthly'),
  };
}

export class AgreementRows implements AgreementReader {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async ofCampaign(campaign: string) {
    return await this.#withChanges(await this.#sql.all(OF_CAMPAIGN, campaign, AGREEMENT_CODES));
  }

  async ofAgent(agent: string, { fromMs, toMs }: Period) {
    return await this.#withChanges(
      await this.#sql.all(AGREED_BY_AGENT, agent, fromMs, toMs, AGREEMENT_CODES),
    );
  }

  /** Few are corrected: their changes are read apart, when there are any. */
  async #withChanges(rows: readonly Row[]): Promise<readonly AgreementFact[]> {
    const changes = new Map<string, AgreementChange[]>();
    const changed = rows.filter((row) => flag(row, 'is_changed')).map((row) => text(row, 'call_id'));
    if (changed.length === 0) return rows.map((row) => factOf(row, []));
    for (const row of await this.#sql.all(CHANGES, JSON.stringify(changed))) {
      const callId = text(row, 'call_id');
      changes.set(callId, [...(changes.get(callId) ?? []), changeOf(row)]);
    }
    return rows.map((row) => factOf(row, changes.get(text(row, 'call_id')) ?? []));
  }
}
