/**
 * Whether the server of a purge is at it now, not between two tries: a second one, there or on another server, is refused
 * meanwhile. One that dies at it says so for ever, and the register of servers says that it is dead.
 */
export const PURGE_AT_WORK_SQL = `
ALTER TABLE purge ADD COLUMN at_work INTEGER NOT NULL DEFAULT 0 CHECK (at_work IN (0, 1));
`;
