import { OF_RECORD } from '../../rows/call-rows.ts';
import { LEAVES_CARD } from '../../rows/floor-rows.ts';
import { OBJECTED } from '../../rows/record-suppression.ts';
import { DROP_OLD } from '../../rows/undo-rows.ts';
import { rowsStatement } from './rows-statement.ts';

/**
 * A row of our table « record » is never held in a variable of its row type: PostgreSQL looks that name up again once the table's
 * statistics change (autovacuum), finds its own pseudo-type of the same name, and the connection refuses every later call.
 */

/** The card on the agent's screen; anything else (recorded before, given back, somebody else's) is done by statements. */
const ON_SCREEN = `SELECT * INTO v_lease FROM lease WHERE lease.call_id = p_asked ->> 'callId';
  IF v_lease.agent IS DISTINCT FROM p_asked ->> 'agent' THEN RETURN '{"answer":"judge"}'; END IF;
  SELECT * INTO v_record FROM record WHERE record.id = v_lease.record_id;`;

/** What a decision on the call's outcome needs, its opening in the audit log: `opened`, else `judge`, and nothing written. */
const OPEN = `CREATE FUNCTION desk_open(p_asked JSONB) RETURNS TEXT LANGUAGE plpgsql AS $$
DECLARE
  v_lease lease%ROWTYPE;
  v_record RECORD;
BEGIN
  PERFORM take_writing_turn();
  ${ON_SCREEN}
  IF NOT EXISTS (SELECT 1 FROM campaign WHERE code = v_record.campaign AND campaign.state IN ('open', 'closed'))
  THEN RETURN '{"answer":"judge"}'; END IF;
  PERFORM append_audit(p_asked -> 'entry', v_record.campaign, v_record.id::text,
    p_asked -> 'why' ->> 'digest', p_asked -> 'why' ->> 'words');
  RETURN json_build_object(
    'answer', 'opened', 'transaction', pg_current_xact_id()::text,
    'record', row_to_json(v_record), 'lease', row_to_json(v_lease),
    'calls', (SELECT coalesce(json_agg(one), '[]') FROM (${rowsStatement(OF_RECORD, 'v_record.id')}) AS one))::text;
END $$`;

/**
 * An outcome decided on, as rows ready to be written: `recorded`, else `judge` when the record is not as it was decided upon,
 * when an act for the person stands against it, or when the agent is not at that card: nothing is written then.
 */
const RECORD = `CREATE FUNCTION desk_record(p_version BIGINT, p_asked JSONB, p_change JSONB, p_rows JSONB) RETURNS TEXT
LANGUAGE plpgsql AS $$
DECLARE
  v_lease lease%ROWTYPE;
  v_record RECORD;
  v_now_ms BIGINT := (p_asked ->> 'nowMs')::bigint;
  v_names TEXT := (SELECT string_agg(quote_ident(name), ', ' ORDER BY name) FROM jsonb_object_keys(p_change) AS name);
  v_seq BIGINT;
BEGIN
  PERFORM take_writing_turn();
  IF (SELECT version FROM kept_version) <> p_version THEN RETURN '{"answer":"judge"}'; END IF;
  ${ON_SCREEN}
  IF v_record.id <> (p_asked ->> 'recordId')::bigint OR v_record.version <> (p_asked ->> 'version')::bigint
    OR v_record.state <> 'leased'
    OR NOT EXISTS (SELECT 1 FROM presence WHERE presence.agent = p_asked ->> 'agent' AND state = 'card'
      AND campaign = v_record.campaign)
  THEN RETURN '{"answer":"judge"}'; END IF;
  IF p_asked ? 'charity' AND (EXISTS (SELECT 1 FROM waiting_act WHERE waiting_act.record_id = v_record.id)
    OR EXISTS (${rowsStatement(OBJECTED, `p_asked ->> 'charity'`, 'v_record.campaign', 'v_record.id')}))
  THEN RETURN '{"answer":"judge"}'; END IF;
  PERFORM add_row('call', p_rows -> 'call');
  ${rowsStatement(DROP_OLD, `p_asked ->> 'agent'`, `(p_asked ->> 'undoFromMs')::bigint`)};
  PERFORM add_row('last_call', p_rows -> 'last_call');
  EXECUTE format('UPDATE record AS r SET (%1$s) = (SELECT %1$s FROM jsonb_populate_record(r, $1)) WHERE r.id = $2', v_names)
  USING p_change, v_record.id;
  IF p_rows ? 'email' THEN PERFORM add_row('email', p_rows -> 'email'); END IF;
  ${rowsStatement(LEAVES_CARD, 'v_now_ms', `p_asked ->> 'agent'`, 'v_record.campaign')};
  v_seq := append_audit(p_asked -> 'entry', v_record.campaign, p_asked ->> 'callId', '', '');
  IF p_rows ? 'consent' THEN
    PERFORM add_row('consent', p_rows -> 'consent' || jsonb_build_object('audit_seq', v_seq));
  END IF;
  IF p_rows ? 'agreement_check' THEN PERFORM add_row('agreement_check', p_rows -> 'agreement_check'); END IF;
  RETURN json_build_object('answer', 'recorded', 'transaction', pg_current_xact_id()::text)::text;
END $$`;

export const CALL_FUNCTIONS: readonly string[] = [OPEN, RECORD];
