/** Every campaign before this one was held in French; its settings now say so. */
export const CAMPAIGN_LANGUAGE_SQL = `
UPDATE campaign SET settings = json_set(settings, '$.language', 'fr');
`;
