/** As SQL compares them: a partial index serves a question that says the very same list. */
export const CALL_ACTS = `'call.record', 'call.correct', 'call.cancel', 'call.undo', 'mandate.signed', 'delivery.held',
  'agreement.by-rule', 'agreement.approved', 'agreement.observed', 'agreement.acknowledged',
  'agreement.rejected'`;

/** What leaves for the charity is compared with what the audit log holds of the call: found by its number. */
export const AUDIT_OF_CALL_SQL = `
CREATE INDEX audit_of_call ON audit (subject) WHERE action IN (${CALL_ACTS});
`;
