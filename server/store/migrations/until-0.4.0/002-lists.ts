/**
 * What the charity and its suppliers send during a campaign: the age of the Belgian list check, numbers asked from a
 * supplier, mandates signed after the call.
 */
export const LISTS_SQL = `
-- Belgium: the day the oldest of the record's numbers was last seen clear of the list; NULL where no check is owed.
ALTER TABLE record ADD COLUMN dncm_checked_on TEXT;
-- 'list-check': not served, and not closed for good either, until a fresh check of the list is imported.
ALTER TABLE record ADD COLUMN hold TEXT CHECK (hold IN ('list-check'));
-- Belgian records taken in before this column: nobody knows how old their check is.
UPDATE record SET dncm_checked_on = '2000-01-01' WHERE country = 'BE' AND state NOT IN ('closed', 'excluded');

-- hold leads the indexes of the queue: each look is still one covering seek, whatever the number of held records.
DROP INDEX look_owner_part;
DROP INDEX look_owner;
DROP INDEX look_part;
DROP INDEX look_any;
CREATE INDEX look_owner_part ON record (hold, campaign, queue, area, owner, next_part, due_at_ms)
WHERE state = 'ready';
CREATE INDEX look_owner ON record (hold, campaign, queue, area, owner, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_part ON record (hold, campaign, queue, area, next_part, due_at_ms) WHERE state = 'ready';
CREATE INDEX look_any ON record (hold, campaign, queue, area, due_at_ms) WHERE state = 'ready';
CREATE INDEX record_list_check ON record (campaign, dncm_checked_on)
WHERE state = 'ready' AND hold IS NULL AND dncm_checked_on IS NOT NULL;
CREATE INDEX record_held ON record (campaign, state) WHERE hold IS NOT NULL;

-- The rowid stays: the purge's samples are spread over it.
CREATE TABLE mandate_signature (
  call_id TEXT PRIMARY KEY REFERENCES call (call_id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  signed_on TEXT NOT NULL,
  -- As they stood when the signature was recorded: later corrections count by themselves.
  old_monthly_minor INTEGER NOT NULL,
  new_monthly_minor INTEGER NOT NULL,
  recorded_at_ms INTEGER NOT NULL,
  recorded_by TEXT NOT NULL,
  first_debit_on TEXT,
  sealed BLOB NOT NULL,
  seal_version INTEGER NOT NULL
) STRICT;
CREATE INDEX mandate_signature_recorded ON mandate_signature (campaign, recorded_at_ms);
CREATE INDEX mandate_signature_record ON mandate_signature (record_id);
CREATE TRIGGER signature_never_rewritten BEFORE UPDATE ON mandate_signature
BEGIN SELECT RAISE(ABORT, 'a signature is never rewritten'); END;

CREATE TABLE enrichment_request (
  id TEXT PRIMARY KEY,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  supplier TEXT NOT NULL,
  file_name TEXT NOT NULL,
  lines INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  returned_at_ms INTEGER,
  -- The supplier's word that it erased what it was given.
  attested_on TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX enrichment_request_campaign ON enrichment_request (campaign, created_at_ms);

CREATE TABLE enrichment_line (
  line_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL REFERENCES enrichment_request (id),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrichment_line_request ON enrichment_line (request_id);
CREATE INDEX enrichment_line_record ON enrichment_line (record_id);
CREATE INDEX enrichment_line_campaign ON enrichment_line (campaign);
`;
