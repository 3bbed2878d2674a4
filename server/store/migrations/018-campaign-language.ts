/**
 * Every campaign before this one was held in French; its settings now say so. Settings that are no JSON are left as they are:
 * reading them says so.
 */
export const CAMPAIGN_LANGUAGE_SQL = `
UPDATE campaign SET settings = json_set(settings, '$.language', 'fr') WHERE json_valid(settings);
`;
