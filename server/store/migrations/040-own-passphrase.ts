/** Whoever got a drawn password chooses their own at the next login; accounts of before keep theirs. */
export const OWN_PASSPHRASE_SQL = `
ALTER TABLE account ADD COLUMN owes_passphrase INTEGER NOT NULL DEFAULT 0 CHECK (owes_passphrase IN (0, 1));
`;
