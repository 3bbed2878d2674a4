/**
 * What whoever coordinates has to see to. Sealed: the text, who wrote it and whom it is about, by name. In clear stand
 * ids, kind, instants, day due and state. Whoever is erased takes what they wrote, and what was written about them, away.
 */
export const FOLLOW_UP_ITEMS_SQL = `
CREATE TABLE follow_up_item (
  id TEXT PRIMARY KEY,
  charity TEXT NOT NULL REFERENCES people_base (charity),
  kind TEXT NOT NULL CHECK (kind IN ('invitation', 'local-news', 'correction')),
  -- Whose coordination sees to it; NULL: the mobilisation team alone.
  group_id TEXT REFERENCES people_group (id),
  -- Whose page a correction is about.
  about TEXT REFERENCES participant (id) ON DELETE CASCADE,
  author TEXT NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'done')),
  -- A participant, or an account of the house; '' while nobody has taken it, or once they are erased.
  owner TEXT NOT NULL DEFAULT '',
  -- '2026-12-15'; '' without a day.
  due_on TEXT NOT NULL DEFAULT '',
  at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  CHECK (state <> 'open' OR owner = '')
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_item_of ON follow_up_item (charity, at_ms);
CREATE INDEX follow_up_item_by ON follow_up_item (author, at_ms);
CREATE INDEX follow_up_item_about ON follow_up_item (about) WHERE about IS NOT NULL;
`;
