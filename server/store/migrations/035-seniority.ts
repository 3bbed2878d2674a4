/** How long the donor has given, as a class of `seniority.ts`: decided at import, null for records of before. */
export const SENIORITY_SQL = `
ALTER TABLE record ADD COLUMN seniority INTEGER CHECK (seniority BETWEEN 0 AND 4);
`;
