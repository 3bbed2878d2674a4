/**
 * The end of a purge, as its certificate states it, stood among the findings; it is a fact of its own. A row whose findings are
 * no JSON is left as it is: reading it says so.
 */
export const PURGE_END_SQL = `
-- Fixed once, before the certificate is written: the end it states, and the head of the audit log then.
ALTER TABLE purge ADD COLUMN ended_at_ms INTEGER;
ALTER TABLE purge ADD COLUMN head_seq INTEGER CHECK ((head_seq IS NULL) = (ended_at_ms IS NULL));
ALTER TABLE purge ADD COLUMN head_hash TEXT CHECK ((head_hash IS NULL) = (ended_at_ms IS NULL));
UPDATE purge SET
  ended_at_ms = findings ->> '$.end.endedAtMs',
  head_seq = findings ->> '$.end.auditHead.seq',
  head_hash = findings ->> '$.end.auditHead.hash',
  findings = json_remove(findings, '$.end')
WHERE json_valid(findings) AND findings -> '$.end' IS NOT NULL;
`;
