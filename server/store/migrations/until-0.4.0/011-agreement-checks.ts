/**
 * Verification of agreements and the consent record (F-04, F-05). Both are lists of events that are never rewritten:
 * the last one of a call is where it stands. No identity in them: amounts and dates as the call's own columns have
 * them, wording by its fingerprint.
 */
export const AGREEMENT_CHECKS_SQL = `
CREATE TABLE agreement_check (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  state TEXT NOT NULL CHECK (state IN ('to-check', 'by-rule', 'approved', 'observed', 'rejected', 'acknowledged')),
  at_ms INTEGER NOT NULL,
  -- Account id, or system.
  author TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (call_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_check_state ON agreement_check (campaign, state, at_ms);
CREATE INDEX agreement_check_record ON agreement_check (record_id);
CREATE TRIGGER agreement_check_never_rewritten BEFORE UPDATE ON agreement_check
BEGIN SELECT RAISE(ABORT, 'a check is never rewritten'); END;

CREATE TABLE consent (
  call_id TEXT NOT NULL REFERENCES call (call_id),
  version INTEGER NOT NULL CHECK (version >= 1),
  campaign TEXT NOT NULL,
  record_id INTEGER NOT NULL REFERENCES record (id),
  kind TEXT NOT NULL CHECK (kind IN ('given', 'corrected', 'cancelled', 'undone')),
  at_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  -- JSON, and its SHA-256, which the audit log's entry of that number repeats.
  statement TEXT NOT NULL,
  digest TEXT NOT NULL,
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (call_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_campaign ON consent (campaign);
CREATE INDEX consent_record ON consent (record_id);
CREATE TRIGGER consent_never_rewritten BEFORE UPDATE ON consent
BEGIN SELECT RAISE(ABORT, 'a consent is never rewritten'); END;
`;
