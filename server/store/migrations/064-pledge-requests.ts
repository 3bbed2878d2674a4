/** A request of somebody who promised stands in the register of donors' requests: its pledge is its subject, it has no record. */
export const PLEDGE_REQUESTS_SQL = `
ALTER TABLE person_request ADD COLUMN pledge_id TEXT REFERENCES pledge (id);
CREATE INDEX person_request_pledge ON person_request (pledge_id);
`;
