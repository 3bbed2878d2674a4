/** Triggers of the first schema that hold records and leases together. Same migration as 001-init. */
export const INIT_LEASES_SQL = `
-- A record is 'leased' exactly while its lease row stands: a lease takes a ready record, its end gives it back,
-- and a record that leaves the state drops its lease.
CREATE TRIGGER lease_wants_ready BEFORE INSERT ON lease
WHEN (SELECT state FROM record WHERE id = NEW.record_id) IS NOT 'ready'
BEGIN SELECT RAISE(ABORT, 'only a ready record is leased'); END;
CREATE TRIGGER lease_takes_record AFTER INSERT ON lease
BEGIN
  DELETE FROM ended_lease WHERE record_id = NEW.record_id;
  UPDATE record SET state = 'leased' WHERE id = NEW.record_id;
END;
CREATE TRIGGER lease_keeps_record BEFORE UPDATE OF record_id ON lease
BEGIN SELECT RAISE(ABORT, 'a lease never changes its record'); END;
CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign,
    OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms, OLD.why
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;
CREATE TRIGGER record_starts_unleased BEFORE INSERT ON record WHEN NEW.state = 'leased'
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;
CREATE TRIGGER record_leased_by_lease BEFORE UPDATE OF state ON record
WHEN NEW.state = 'leased' AND NOT EXISTS (SELECT 1 FROM lease WHERE record_id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a record is leased by its lease row'); END;
CREATE TRIGGER record_ends_lease AFTER UPDATE OF state ON record
WHEN OLD.state = 'leased' AND NEW.state <> 'leased'
BEGIN DELETE FROM lease WHERE record_id = NEW.id; END;
CREATE TRIGGER record_forgets_lease AFTER UPDATE OF state ON record
WHEN NEW.state IN ('closed', 'excluded')
BEGIN DELETE FROM ended_lease WHERE record_id = NEW.id; END;
`;
