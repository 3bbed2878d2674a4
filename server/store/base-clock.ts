/** The base's own clock in SQL, milliseconds of the world: the only one that the servers of a house share. */
export const BASE_CLOCK_MS = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`;
