/**
 * What staff typed about a campaign dies with it: the audit log keeps a digest, the words stand beside until the campaign is
 * destroyed; a breach and what followed lose their words, and nothing else, once one of its campaigns is being destroyed.
 */
export const TYPED_WORDS_SQL = `
CREATE TABLE audit_reason (
  seq INTEGER PRIMARY KEY,
  campaign TEXT NOT NULL,
  -- 32 random hexadecimal characters: the key of the digest that the audit log holds.
  salt TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX audit_reason_campaign ON audit_reason (campaign);

CREATE TRIGGER audit_reason_never_rewritten BEFORE UPDATE ON audit_reason
BEGIN SELECT RAISE(ABORT, 'a reason is never rewritten'); END;

CREATE TRIGGER audit_reason_erased_only BEFORE DELETE ON audit_reason
WHEN NOT EXISTS (SELECT 1 FROM campaign WHERE code = OLD.campaign AND state IN ('purging', 'purged'))
BEGIN SELECT RAISE(ABORT, 'a reason goes with its campaign'); END;

DROP TRIGGER breach_never_rewritten;
CREATE TRIGGER breach_never_rewritten BEFORE UPDATE OF id, kinds, campaigns, discovered_at_ms, opened_at_ms, author, facts ON breach
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;

CREATE TRIGGER breach_erased_only BEFORE UPDATE OF reason ON breach
WHEN NEW.reason <> '' OR NOT EXISTS (SELECT 1 FROM campaign JOIN json_each(OLD.campaigns) AS one ON one.value = campaign.code
  WHERE campaign.state IN ('purging', 'purged'))
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;

DROP TRIGGER breach_event_never_rewritten;
CREATE TRIGGER breach_event_never_rewritten BEFORE UPDATE OF breach_id, rank, kind, at_ms, author ON breach_event
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;

CREATE TRIGGER breach_event_erased_only BEFORE UPDATE OF text ON breach_event
WHEN NEW.text <> '' OR NOT EXISTS (SELECT 1 FROM breach, json_each(breach.campaigns) AS one
  JOIN campaign ON campaign.code = one.value
  WHERE breach.id = OLD.breach_id AND campaign.state IN ('purging', 'purged'))
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;
`;
