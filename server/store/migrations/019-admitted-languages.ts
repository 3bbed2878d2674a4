/** `exclusions.languages` held the languages that are admitted: it bears that name. */
export const ADMITTED_LANGUAGES_SQL = `
UPDATE campaign SET settings = json_remove(
  json_set(settings, '$.exclusions.admittedLanguages', json(settings -> '$.exclusions.languages')),
  '$.exclusions.languages')
WHERE json_valid(settings) AND json_type(settings, '$.exclusions.languages') IS NOT NULL;
`;
