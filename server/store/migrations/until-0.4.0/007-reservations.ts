/**
 * The record kept for an agent's next call while the present one ends: a preference with a deadline, not a lease. Nobody has
 * opened it, and whatever happens to the record (served, moved, put off, held, closed) ends it.
 */
export const RESERVATIONS_SQL = `
CREATE TABLE reservation (
  record_id INTEGER PRIMARY KEY REFERENCES record (id),
  -- One at most per agent.
  agent TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reservation_campaign ON reservation (campaign);
CREATE TRIGGER record_ends_reservation AFTER UPDATE OF state, queue, due_at_ms, owner, hold ON record
BEGIN DELETE FROM reservation WHERE record_id = NEW.id; END;
`;
