/** When a campaign was closed: its thirty days run from there. Of those closed before, the audit log says it. */
export const CAMPAIGN_CLOSE_SQL = `
ALTER TABLE campaign ADD COLUMN closed_at_ms INTEGER CHECK (closed_at_ms IS NULL OR state <> 'open');
UPDATE campaign SET closed_at_ms = (
  SELECT max(at_ms) FROM audit WHERE action = 'campaign.close' AND subject = campaign.code
) WHERE state <> 'open';
`;
