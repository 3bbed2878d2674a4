/**
 * Pledges of the callers of a pledge line. Who promised is sealed; what stands in clear names nobody. What
 * happens to one is added, never changed. /
 */
export const PLEDGES_SQL = `
CREATE TABLE pledge (
  id TEXT PRIMARY KEY,
  -- Made by the workstation before the form is sent: one call saves one pledge.
  call_id TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL REFERENCES campaign (code),
  agent TEXT NOT NULL,
  -- '' where the agent sits at no site.
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL CHECK (currency IN ('EUR', 'CHF')),
  rhythm TEXT NOT NULL CHECK (rhythm IN ('once', 'monthly')),
  way TEXT NOT NULL CHECK (way IN ('email', 'sms', 'letter')),
  receipt INTEGER NOT NULL CHECK (receipt IN (0, 1)),
  named INTEGER NOT NULL CHECK (named IN (0, 1)),
  state TEXT NOT NULL
    CHECK (state IN ('recorded', 'checked', 'linkSent', 'reminded', 'paid', 'differs', 'lapsed', 'withdrawn')),
  notice_version TEXT NOT NULL,
  -- Blind indexes: of the caller's number where it shows, and of the names with the postcode. NULL once erased.
  number_index TEXT,
  person_index TEXT,
  -- SHA-256 of the token that ends the link; NULL once erased.
  token_hash TEXT UNIQUE,
  -- NULL once erased.
  sealed BLOB,
  seal_version INTEGER NOT NULL,
  -- Of the message that is to leave next, or was the last to: the link, then the reminder.
  sending TEXT NOT NULL CHECK (sending IN ('none', 'to-send', 'sending', 'refused', 'uncertain')),
  due_at_ms INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  paid_minor INTEGER,
  -- Events that the charity's daily files have told.
  told INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (campaign, notice_version) REFERENCES pledge_notice (campaign, version),
  CHECK ((sealed IS NULL) = (token_hash IS NULL))
) STRICT;
CREATE INDEX pledge_campaign ON pledge (campaign, at_ms, id);
CREATE INDEX pledge_number ON pledge (campaign, number_index, at_ms) WHERE number_index IS NOT NULL;
CREATE INDEX pledge_person ON pledge (campaign, person_index, at_ms) WHERE person_index IS NOT NULL;
CREATE INDEX pledge_due ON pledge (due_at_ms, id) WHERE sending = 'to-send';
CREATE INDEX pledge_living ON pledge (campaign, state, at_ms);

CREATE TABLE pledge_event (
  pledge_id TEXT NOT NULL REFERENCES pledge (id),
  rank INTEGER NOT NULL CHECK (rank >= 1),
  campaign TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('record', 'check', 'sendLink', 'remind', 'pay', 'lapse', 'withdraw', 'replace')),
  at_ms INTEGER NOT NULL,
  -- Account id, or system.
  author TEXT NOT NULL,
  -- What was paid; NULL of the other kinds.
  minor INTEGER CHECK ((minor IS NULL) = (kind <> 'pay')),
  PRIMARY KEY (pledge_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX pledge_event_campaign ON pledge_event (campaign, at_ms);
CREATE TRIGGER pledge_event_never_rewritten BEFORE UPDATE ON pledge_event
BEGIN SELECT RAISE(ABORT, 'what happened to a pledge is never rewritten'); END;

-- Lines of the charity's fulfilment files that were taken: a payment counts once.
CREATE TABLE fulfilment_line (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  -- SHA-256 of the payment's reference at the charity.
  payment_hash TEXT NOT NULL,
  pledge_id TEXT NOT NULL REFERENCES pledge (id),
  minor INTEGER NOT NULL CHECK (minor > 0),
  paid_on TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, payment_hash)
) STRICT, WITHOUT ROWID;
`;
