/** What a purge of a pledge line, or the erasure of one pledge, looks for is led by an index like everything else. */
export const LINE_INDEXES_SQL = `
CREATE INDEX slot_signup_of_campaign ON slot_signup (campaign);
CREATE INDEX site_lead_of_site ON site_lead (campaign, site);
CREATE INDEX fulfilment_line_of_pledge ON fulfilment_line (pledge_id);
`;
