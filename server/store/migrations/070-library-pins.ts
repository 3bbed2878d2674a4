import { keptTriggers } from './057-kept-version.ts';

/** Notes of a charity's library that the agents of a campaign read under their knowledge key. */
export const LIBRARY_PINS_SQL = `
CREATE TABLE document_pin (
  campaign TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES document (id),
  author TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (campaign, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_pin_of_document ON document_pin (document);
${['document', 'document_pin', 'document_version'].map(keptTriggers).join('')}
`;
