/** A call for help waits until a lead answers; an answer to a lead's message is only shown. */
export const MESSAGE_REPLIES_SQL = `
ALTER TABLE message ADD COLUMN is_reply INTEGER NOT NULL DEFAULT 0 CHECK (is_reply IN (0, 1));
`;
