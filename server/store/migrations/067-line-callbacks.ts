/**
 * Callers of a pledge line who hung up before a seat answered, where its folder wants them rung back: one row a number,
 * for the hours of `callBack.withinHours`. Once it was tried, or its caller was answered, the number is gone and only its
 * index stays until then: nobody is rung twice (docs/rules/line-calls.md#ringing-back).
 */
export const LINE_CALLBACKS_SQL = `
CREATE TABLE line_callback (
  campaign TEXT NOT NULL REFERENCES campaign (code),
  number_index TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- NULL once tried, or answered since.
  sealed BLOB,
  PRIMARY KEY (campaign, number_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX line_callback_waiting ON line_callback (campaign, site, at_ms) WHERE sealed IS NOT NULL;
`;
