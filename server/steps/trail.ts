import type { AuditAction } from '../domain/audit/audit-actions.ts';
import type { AuditEntry, AuditRow } from '../ports/rows/audit.ts';
import type { StoreWriter } from '../ports/store.ts';

/** What an entry says beside the act and its subject; what is left out is empty. */
export interface Noted {
  readonly campaign?: string;
  readonly reason?: string;
  readonly detail?: AuditEntry['detail'];
}

/**
 * Who acts and when, said once; each call then appends one entry to the audit log, within the caller's transaction, and answers
 * its row. Twice appends twice. Never a personal value.
 */
export function trail(
  rows: Pick<StoreWriter, 'audit'>,
  { actor, atMs }: Pick<AuditEntry, 'actor' | 'atMs'>,
): (action: AuditAction, subject: string, noted?: Noted) => Promise<AuditRow> {
  return (action, subject, { campaign = '', reason = '', detail = {} } = {}) =>
    rows.audit.append({ atMs, actor, action, campaign, subject, reason, detail });
}
