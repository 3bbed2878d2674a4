/**
 * All that is said and sent at one moment is an edition, named by its digest and kept with each call and each e-mail.
 * The campaign's own is empty as long as nobody has compared what it serves with what was approved: whatever changes either
 * empties it.
 */
export const EDITIONS_SQL = `
CREATE TABLE edition (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  digest TEXT NOT NULL,
  -- Part, version and SHA-256 of each, in the order that the digest is made of.
  parts TEXT NOT NULL,
  first_at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, digest)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER edition_never_rewritten BEFORE UPDATE ON edition
BEGIN SELECT RAISE(ABORT, 'an edition is never rewritten'); END;

ALTER TABLE campaign ADD COLUMN edition TEXT;
ALTER TABLE lease ADD COLUMN edition TEXT;
ALTER TABLE ended_lease ADD COLUMN edition TEXT;
ALTER TABLE call ADD COLUMN edition TEXT;
ALTER TABLE email ADD COLUMN edition TEXT;
CREATE TRIGGER call_edition_stands BEFORE UPDATE OF edition ON call
BEGIN SELECT RAISE(ABORT, 'a call is never rewritten'); END;

CREATE TRIGGER edition_ends_with_approval AFTER UPDATE OF state, body, hash ON script_life
WHEN OLD.state = 'in-force' OR NEW.state = 'in-force'
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;
CREATE TRIGGER edition_ends_with_settings AFTER UPDATE OF settings, emails, script_version, aids_version ON campaign
WHEN NEW.settings IS NOT OLD.settings OR NEW.emails IS NOT OLD.emails
  OR NEW.script_version IS NOT OLD.script_version OR NEW.aids_version IS NOT OLD.aids_version
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.code; END;
CREATE TRIGGER edition_ends_with_script AFTER UPDATE OF body ON script
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;
CREATE TRIGGER edition_ends_with_notes AFTER UPDATE OF body ON campaign_aids
BEGIN UPDATE campaign SET edition = NULL WHERE code = NEW.campaign; END;

DROP TRIGGER lease_takes_versions;
CREATE TRIGGER lease_takes_versions AFTER INSERT ON lease
BEGIN
  UPDATE lease SET (script_version, aids_version, edition) =
    (SELECT script_version, aids_version, edition FROM campaign WHERE code = NEW.campaign)
  WHERE record_id = NEW.record_id;
END;
DROP TRIGGER lease_returns_record;
CREATE TRIGGER lease_returns_record AFTER DELETE ON lease
BEGIN
  INSERT INTO ended_lease (record_id, call_id, agent, campaign, granted_at_ms, expires_at_ms, seen_at_ms, why, theme,
    script_version, aids_version, edition)
  SELECT OLD.record_id, OLD.call_id, OLD.agent, OLD.campaign, OLD.granted_at_ms, OLD.expires_at_ms, OLD.seen_at_ms,
    OLD.why, OLD.theme, OLD.script_version, OLD.aids_version, OLD.edition
  FROM record WHERE id = OLD.record_id AND state = 'leased';
  UPDATE record SET state = 'ready' WHERE id = OLD.record_id AND state = 'leased';
END;
`;
