/**
 * What the functions of the desk share. Each is a transaction of its own: it takes the writing turn, so that what it looks at
 * stays true until it ends, and its commit does not wait for the disk. Whoever answers a person awaits `Store.settled`, as after
 * any other such write.
 */
export const DESK_FOUNDATIONS: readonly string[] = [
  // Each statement after this one sees what was committed before the turn came.
  `CREATE FUNCTION take_writing_turn() RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  LOCK TABLE writing_turn IN EXCLUSIVE MODE;
END $$`,

  // One link of the chain, over the same canonical text as domain/audit/audit-chain.ts. The digest is a reason of the product's
  // own, without words beside it.
  `CREATE FUNCTION append_audit(p_entry JSONB, p_campaign TEXT, p_subject TEXT, p_digest TEXT, p_words TEXT) RETURNS BIGINT
LANGUAGE plpgsql AS $$
DECLARE
  v_head RECORD;
  v_seq BIGINT;
  v_previous TEXT;
  v_covered TEXT;
BEGIN
  SELECT seq, hash INTO v_head FROM audit WHERE seq = (SELECT max(seq) FROM audit);
  v_seq := coalesce(v_head.seq, 0) + 1;
  v_previous := coalesce(v_head.hash, repeat('0', 64));
  v_covered := '{"action":' || to_json(p_entry ->> 'action') || ',"actor":' || to_json(p_entry ->> 'actor')
    || ',"atMs":' || (p_entry ->> 'atMs') || ',"campaign":' || to_json(p_campaign)
    || ',"detail":' || (p_entry ->> 'detail') || ',"reason":' || to_json(p_digest)
    || ',"seq":' || v_seq || ',"subject":' || to_json(p_subject) || '}';
  INSERT INTO audit (seq, at_ms, actor, action, campaign, subject, reason, detail, previous_hash, hash)
  VALUES (v_seq, (p_entry ->> 'atMs')::bigint, p_entry ->> 'actor', p_entry ->> 'action', p_campaign, p_subject, p_digest,
    p_entry ->> 'detail', v_previous, encode(sha256(convert_to(v_previous || v_covered, 'UTF8')), 'hex'));
  IF p_words <> '' THEN INSERT INTO audit_reason (seq, campaign, text) VALUES (v_seq, p_campaign, p_words); END IF;
  RETURN v_seq;
END $$`,

  // The columns that are given and no other, as the rows' own insertions: what the base writes by itself stays its own.
  `CREATE FUNCTION add_row(p_table TEXT, p_row JSONB) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE v_names TEXT := (SELECT string_agg(quote_ident(name), ', ' ORDER BY name) FROM jsonb_object_keys(p_row) AS name);
BEGIN
  EXECUTE format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)', p_table, v_names)
  USING p_row;
END $$`,
];
