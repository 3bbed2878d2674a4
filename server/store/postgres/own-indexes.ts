/** Who owns what waits, as the looks of the queue part it (rows/record-claim.ts). */
const READY = `state = 'ready' AND hold IS NULL`;
const SHARED = `${READY} AND owner IS NULL`;
const OWNED = `${READY} AND owner IS NOT NULL`;
const FIRST = `${READY} AND priority > 0`;

const look = (name: string, columns: string, where: string) =>
  `CREATE INDEX ${name} ON record (campaign, queue, area, ${columns}due_at_ms, id) WHERE ${where}`;

/**
 * Indexes that PostgreSQL needs in another shape, by the name of SQLite's. SQLite seeks `IS NULL` as an equality, and ends every
 * index with the row's number; PostgreSQL does neither, and would sort a whole queue for each look: what is null goes into the
 * condition of the index, and the number at its end.
 */
export const OWN_INDEXES: Readonly<Record<string, readonly string[]>> = {
  look_any: [look('look_any', '', READY)],
  look_part: [look('look_part', 'next_part, ', READY)],
  look_owner: [look('look_shared', '', SHARED), look('look_owner', 'owner, ', OWNED)],
  look_owner_part: [
    look('look_shared_part', 'next_part, ', SHARED),
    look('look_owner_part', 'owner, next_part, ', OWNED),
  ],
  look_priority: [
    look('look_shared_priority', 'priority, ', `${FIRST} AND owner IS NULL`),
    look('look_priority', 'owner, priority, ', FIRST),
  ],
  look_priority_part: [
    look('look_shared_priority_part', 'priority, next_part, ', `${FIRST} AND owner IS NULL`),
    look('look_priority_part', 'owner, priority, next_part, ', FIRST),
  ],
};
