/** Of a row with the server that does what it says: none of those living, whose names are the parameter, a list in JSON. */
export const LEFT_BEHIND = '(server IS NULL OR server NOT IN (SELECT value FROM json_each(?)))';
