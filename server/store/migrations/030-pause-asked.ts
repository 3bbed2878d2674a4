/** A pause that somebody asked for after the call on their screen; it goes with the next change of what they do. */
export const PAUSE_ASKED_SQL = `
ALTER TABLE presence ADD COLUMN pause_asked_ms INTEGER;
`;
