/** The class of a record in each profile of its campaign, as JSON: words of campaign.yaml, never a value of a donor. */
export const PROFILE_CLASSES_SQL = `
ALTER TABLE record ADD COLUMN classes TEXT NOT NULL DEFAULT '{}';
`;
