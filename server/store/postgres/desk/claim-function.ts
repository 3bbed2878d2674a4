import type { QueueLook } from '../../../ports/rows/leases.ts';
import { OF_RECORDS } from '../../rows/call-rows.ts';
import { CLOSE_SPAN, SET_PRESENCE, TAKES_CARD } from '../../rows/floor-rows.ts';
import { CALLS, OTHERS } from '../../rows/number-rows.ts';
import { lookSql, type Spare } from '../../rows/record-claim.ts';
import { AREAS } from '../../rows/record-counts.ts';
import { AT_HAND, OF_DONOR } from '../../rows/record-reads.ts';
import { OBJECTED } from '../../rows/record-suppression.ts';
import { rowsStatement } from './rows-statement.ts';

type Shape = Pick<QueueLook, 'owner' | 'nextPart' | 'priority'>;

const OWNERS = ['mine', 'shared', 'anyone'] as const;
const SHAPES: readonly Shape[] = OWNERS.flatMap((owner) =>
  [{}, { nextPart: 'S' as const }].flatMap((part) =>
    [{}, { priority: 1 }].map((priority) => ({ owner, ...part, ...priority })),
  ),
);

/** In the order in which rows/record-claim.ts gives the values of a look. */
function namesOf({ owner, nextPart, priority }: Shape, spare: Spare): readonly string[] {
  return [
    ...['v_areas', `look ->> 'campaign'`, `look ->> 'queue'`],
    ...(owner === 'mine' ? ['p_agent'] : []),
    ...(nextPart ? [`look ->> 'nextPart'`] : []),
    ...(priority === undefined ? [] : [`(look ->> 'priority')::bigint`]),
    `(look ->> 'dueAtMs')::bigint`,
    ...(spare === 'not-reserved' && owner !== 'mine' ? ['p_agent', 'p_now_ms'] : []),
  ];
}

/** The first record of a look, whichever of its places it is in. */
function lookInto(shape: Shape, spare: Spare): string {
  const look = { ...shape, campaign: '', queue: 'new', areas: [], dueAtMs: 0, why: '' } as const;
  const source = rowsStatement(lookSql(look, spare), ...namesOf(shape, spare));
  return `SELECT one.id INTO chosen FROM (${source}) AS one ORDER BY one.due_at_ms, one.id LIMIT 1;`;
}

function whenShape(shape: Shape): string {
  const { owner, nextPart, priority } = shape;
  const has = (key: string, isAsked: boolean) => `look ? '${key}' = ${isAsked}`;
  const isShape = `look ->> 'owner' = '${owner}' AND ${has('nextPart', nextPart !== undefined)} AND ${has('priority', priority !== undefined)}`;
  const [spared, any] = [lookInto(shape, 'not-reserved'), lookInto(shape, 'any')];
  return `WHEN ${isShape} THEN
      ${spared === any ? any : `IF v_spares THEN ${spared} ELSE ${any} END IF;`}`;
}

/** By the looks of the question; what is reserved for somebody else only once nothing else is found. */
const FIND = `CREATE FUNCTION desk_find(p_agent TEXT, p_now_ms BIGINT, p_looks JSONB, p_present JSONB, OUT chosen BIGINT, OUT look JSONB)
LANGUAGE plpgsql AS $$
DECLARE
  v_spares BOOLEAN;
  v_areas TEXT;
  v_owns BOOLEAN := EXISTS (SELECT 1 FROM record WHERE owner = p_agent AND state = 'ready' AND hold IS NULL);
BEGIN
  FOREACH v_spares IN ARRAY ARRAY[true, false] LOOP
    FOR look IN SELECT value FROM jsonb_array_elements(p_looks) LOOP
      CONTINUE WHEN look ->> 'owner' = 'mine' AND NOT v_owns;
      SELECT jsonb_agg(place)::text INTO v_areas FROM jsonb_array_elements_text(look -> 'areas') AS place
      WHERE p_present -> (look ->> 'campaign') ? place;
      CONTINUE WHEN v_areas IS NULL;
      CASE
      ${SHAPES.map(whenShape).join('\n      ')}
      END CASE;
      IF chosen IS NOT NULL THEN RETURN; END IF;
    END LOOP;
  END LOOP;
END $$`;

/** The theme of a card, drawn by the record's number as domain/campaign/theme-choice.ts draws it. */
const THEME = `CREATE FUNCTION desk_theme(p_themes JSONB, p_record BIGINT) RETURNS TEXT LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_one JSONB;
  v_whole NUMERIC := 4294967296;
  v_place BIGINT := mod(p_record, 4294967296);
  v_total BIGINT := (SELECT coalesce(sum((value ->> 'weight')::bigint), 0) FROM jsonb_array_elements(p_themes));
BEGIN
  v_place := mod((v_place # (v_place >> 16)) * 2246822507::numeric, v_whole)::bigint;
  v_place := mod((v_place # (v_place >> 13)) * 3266489909::numeric, v_whole)::bigint;
  v_place := v_place # (v_place >> 16);
  IF v_total > 0 THEN
    v_place := mod(v_place, v_total);
    FOR v_one IN SELECT value FROM jsonb_array_elements(p_themes) LOOP
      IF v_place < (v_one ->> 'weight')::bigint THEN RETURN v_one ->> 'code'; END IF;
      v_place := v_place - (v_one ->> 'weight')::bigint;
    END LOOP;
  END IF;
  RETURN coalesce(p_themes -> 0 ->> 'code', '');
END $$`;

const NUMBERS = rowsStatement(OTHERS, 'v_found.id', `p_place ->> 'charity'`);

/**
 * Whether the record found is plainly one to call: nothing stands against it, nothing was done with the same person elsewhere nor
 * with anybody of the same number, nothing is owed to another part of the day. All else is for the rules to judge, which are in
 * domain/next-card.
 */
const PLAIN = `CREATE FUNCTION desk_is_plain(p_record BIGINT, p_now_ms BIGINT, p_place JSONB, p_others JSONB) RETURNS BOOLEAN
LANGUAGE plpgsql AS $$
DECLARE
  v_found RECORD;
  v_part TEXT;
  v_tries TEXT;
  v_same RECORD;
  v_numbers JSONB := '[]';
BEGIN
  SELECT * INTO v_found FROM record WHERE record.id = p_record;
  v_part := p_place -> 'open' ->> v_found.area;
  v_tries := concat_ws(' ', v_found.tries_m, v_found.tries_a, v_found.tries_s, v_found.tries_sa);
  IF EXISTS (SELECT 1 FROM waiting_act WHERE waiting_act.record_id = v_found.id)
    OR EXISTS (${rowsStatement(OBJECTED, `p_place ->> 'charity'`, 'v_found.campaign', 'v_found.id')})
  THEN RETURN false; END IF;
  IF v_found.queue = 'callback' AND v_part IS NULL AND p_now_ms - v_found.due_at_ms > (p_place ->> 'holdMs')::bigint
  THEN RETURN false; END IF;
  IF v_found.queue = 'retry' AND v_part IS NOT NULL AND (coalesce(p_place -> 'waits' -> v_part ? v_tries, false)
    OR v_found.tries_m + v_found.tries_a + v_found.tries_s + v_found.tries_sa > (p_place ->> 'mostTries')::bigint)
  THEN RETURN false; END IF;
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(p_others) AS other (line) WHERE line ->> 'state' = 'leased'
    OR (line ->> 'disposition' IS NOT NULL AND line ->> 'closed_at_ms' IS NOT NULL))
    OR EXISTS (${rowsStatement(OF_RECORDS, `(SELECT coalesce(jsonb_agg(line -> 'id'), '[]')::text FROM jsonb_array_elements(p_others) AS other (line))`)})
  THEN RETURN false; END IF;
  FOR v_same IN ${NUMBERS} LOOP
    IF v_same.is_on_screen OR v_same.talking_until_ms > p_now_ms OR v_same.promised_at_ms IS NOT NULL
    THEN RETURN false; END IF;
    v_numbers := v_numbers || to_jsonb(v_same.id);
  END LOOP;
  RETURN NOT EXISTS (${rowsStatement(CALLS, 'v_numbers::text', `p_now_ms - (p_place ->> 'weighsMs')::bigint`)});
END $$`;

/** The agent is at work on that campaign, as steps/at-work.ts says it: the first card of a shift begins it. */
const AT_CARD = `CREATE FUNCTION desk_take_card(p_agent TEXT, p_campaign TEXT, p_now_ms BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  ${rowsStatement(TAKES_CARD, 'p_now_ms', 'p_agent', 'p_campaign')};
  IF FOUND OR EXISTS (SELECT 1 FROM presence WHERE agent = p_agent AND state = 'card' AND campaign = p_campaign)
  THEN RETURN; END IF;
  IF NOT EXISTS (SELECT 1 FROM shift WHERE agent = p_agent AND to_ms IS NULL)
  THEN INSERT INTO shift (agent, from_ms, seen_ms) VALUES (p_agent, p_now_ms, p_now_ms); END IF;
  ${rowsStatement(CLOSE_SPAN, 'p_now_ms', 'p_agent')};
  INSERT INTO work_span (agent, campaign, kind, code, from_ms) VALUES (p_agent, p_campaign, 'production', '', p_now_ms);
  ${rowsStatement(SET_PRESENCE, 'p_agent', "'card'", 'p_now_ms', 'p_campaign')};
END $$`;

const ASKED = `p_asked ->> 'agent'`;
const DONOR = rowsStatement(OF_DONOR, `(v_place ->> 'others')`, 'v_record.donor_blind');

/**
 * The next card of an agent who has none, in one message. The answer is `card`; `stale` when what the server knows of
 * campaigns is not what the base holds; `judge` when anything but the plain case is met: nothing is written then, and the desk
 * does the whole by statements (server/desk/desk-claim.ts), to the same result.
 */
const CLAIM = `CREATE FUNCTION desk_claim(p_version BIGINT, p_asked JSONB, p_places JSONB, p_looks JSONB) RETURNS TEXT
LANGUAGE plpgsql AS $$
DECLARE
  v_now_ms BIGINT := (p_asked ->> 'nowMs')::bigint;
  v_hand RECORD;
  v_find RECORD;
  v_record RECORD;
  v_place JSONB;
  v_code TEXT;
  v_present JSONB := '{}';
  v_others JSONB;
  v_why JSONB;
  v_is_known BOOLEAN := true;
BEGIN
  PERFORM take_writing_turn();
  IF (SELECT version FROM kept_version) <> p_version THEN RETURN '{"answer":"stale"}'; END IF;
  ${rowsStatement(AT_HAND, ASKED).replace(/^SELECT/, 'SELECT * INTO v_hand FROM (SELECT')}) AS hand;
  IF v_hand.leased OR v_hand.on_top
  THEN RETURN '{"answer":"judge"}'; END IF;
  FOR v_code, v_place IN SELECT key, value FROM jsonb_each(p_places) LOOP
    IF v_place ? 'oldestOn' AND EXISTS (SELECT 1 FROM record WHERE campaign = v_code AND state = 'ready' AND hold IS NULL
      AND dncm_checked_on IS NOT NULL AND dncm_checked_on < v_place ->> 'oldestOn')
    THEN RETURN '{"answer":"judge"}'; END IF;
    v_present := v_present || jsonb_build_object(v_code,
      (SELECT coalesce(jsonb_agg(area), '[]') FROM (${rowsStatement(AREAS, 'v_code')}) AS areas));
    v_is_known := v_is_known AND v_place -> 'areas' @> (v_present -> v_code);
  END LOOP;
  IF NOT v_is_known THEN RETURN jsonb_build_object('answer', 'judge', 'present', v_present)::text; END IF;
  SELECT * INTO v_find FROM desk_find(${ASKED}, v_now_ms, p_looks, v_present);
  IF v_find.chosen IS NULL THEN RETURN '{"answer":"judge"}'; END IF;
  SELECT * INTO v_record FROM record WHERE record.id = v_find.chosen;
  v_place := p_places -> v_record.campaign;
  SELECT coalesce(jsonb_agg(to_jsonb(other)), '[]') INTO v_others FROM (${DONOR}) AS other;
  IF NOT desk_is_plain(v_record.id, v_now_ms, v_place, v_others) THEN RETURN '{"answer":"judge"}'; END IF;
  INSERT INTO lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme)
  VALUES (v_record.id, p_asked ->> 'callId', ${ASKED}, v_record.campaign, v_now_ms,
    v_now_ms + (v_place ->> 'leaseMs')::bigint, v_now_ms, v_find.look ->> 'why', desk_theme(v_place -> 'themes', v_record.id));
  DELETE FROM reservation WHERE reservation.agent = ${ASKED};
  PERFORM desk_take_card(${ASKED}, v_record.campaign, v_now_ms);
  v_why := p_asked -> CASE WHEN v_place -> 'open' ? v_record.area THEN 'served' ELSE 'byAppointment' END;
  PERFORM append_audit(p_asked -> 'entry', v_record.campaign, v_record.id::text, v_why ->> 'digest', v_why ->> 'words');
  RETURN json_build_object(
    'answer', 'card', 'transaction', pg_current_xact_id()::text,
    'record', (SELECT row_to_json(one) FROM record AS one WHERE one.id = v_record.id),
    'lease', (SELECT row_to_json(one) FROM lease AS one WHERE one.record_id = v_record.id),
    'calls', (SELECT coalesce(json_agg(one), '[]') FROM (${rowsStatement(OF_RECORDS, `jsonb_build_array(v_record.id)::text`)}) AS one),
    'others', v_others)::text;
END $$`;

export const CLAIM_FUNCTIONS: readonly string[] = [FIND, THEME, PLAIN, AT_CARD, CLAIM];
