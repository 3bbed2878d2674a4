/**
 * What staff type is sealed: the public keys that seal it, and rows that may pass from clear to sealed, once, and change in no
 * other way. The salt of a reason's digest goes in with its words.
 */
export const SEALED_WORDS_SQL = `
CREATE TABLE words_key (
  -- '' for the house's.
  campaign TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  -- Of the house's: when the last text of before was sealed, and its pages overwritten.
  swept_at_ms INTEGER
) STRICT, WITHOUT ROWID;

DROP TRIGGER audit_reason_never_rewritten;
UPDATE audit_reason SET text = salt || text;
ALTER TABLE audit_reason DROP COLUMN salt;
CREATE TRIGGER audit_reason_never_rewritten BEFORE UPDATE ON audit_reason
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*' OR NEW.seq <> OLD.seq OR NEW.campaign <> OLD.campaign
BEGIN SELECT RAISE(ABORT, 'a reason is never rewritten'); END;

DROP TRIGGER agreement_check_never_rewritten;
CREATE TRIGGER agreement_check_never_rewritten
BEFORE UPDATE OF call_id, rank, campaign, record_id, state, at_ms, author ON agreement_check
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;
CREATE TRIGGER agreement_check_sealed_only BEFORE UPDATE OF reason ON agreement_check
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;

DROP TRIGGER approval_same_act;
CREATE TRIGGER approval_same_act BEFORE UPDATE OF id, action, campaign, parameters, asked_by, asked_at_ms, expires_at_ms ON approval
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;
CREATE TRIGGER approval_sealed_only BEFORE UPDATE OF reason ON approval
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'an approval never changes what it is of'); END;

DROP TRIGGER breach_erased_only;
CREATE TRIGGER breach_erased_only BEFORE UPDATE OF reason ON breach
WHEN (OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*') AND (NEW.reason <> '' OR NOT EXISTS (
  SELECT 1 FROM campaign JOIN json_each(OLD.campaigns) AS one ON one.value = campaign.code
  WHERE campaign.state IN ('purging', 'purged')))
BEGIN SELECT RAISE(ABORT, 'a breach is never rewritten'); END;

DROP TRIGGER breach_event_erased_only;
CREATE TRIGGER breach_event_erased_only BEFORE UPDATE OF text ON breach_event
WHEN (OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*') AND (NEW.text <> '' OR NOT EXISTS (
  SELECT 1 FROM breach, json_each(breach.campaigns) AS one JOIN campaign ON campaign.code = one.value
  WHERE breach.id = OLD.breach_id AND campaign.state IN ('purging', 'purged')))
BEGIN SELECT RAISE(ABORT, 'what followed a breach is never rewritten'); END;

DROP TRIGGER correction_never_rewritten;
CREATE TRIGGER correction_never_rewritten BEFORE UPDATE OF id, call_id, campaign, rank, author, at_ms, kind, before_new_minor,
  before_new_monthly_minor, before_one_off_minor, new_minor, new_monthly_minor, one_off_minor, first_debit_on ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;
CREATE TRIGGER correction_sealed_only BEFORE UPDATE OF reason ON correction
WHEN OLD.reason GLOB 'sealed:1:*' OR NEW.reason NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a correction is never rewritten'); END;

DROP TRIGGER decision_never_rewritten;
CREATE TRIGGER decision_never_rewritten BEFORE UPDATE OF id, campaign, at_ms, author, about_kind, about_value ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;
CREATE TRIGGER decision_sealed_only BEFORE UPDATE OF text ON decision
WHEN OLD.text GLOB 'sealed:1:*' OR NEW.text NOT GLOB 'sealed:1:*'
BEGIN SELECT RAISE(ABORT, 'a decision is never rewritten'); END;
`;
