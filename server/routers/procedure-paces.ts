import type { PaceKind } from '../ports/procedure-pace.ts';

/** Procedures that hash, walk a whole campaign, or move files: a few a second are already many for a person. */
export const HEAVY: ReadonlySet<string> = new Set([
  'approvals.approve',
  'backups.create',
  'backups.endRotation',
  'backups.rotateKey',
  'custody.beginAuditExport',
  'custody.proveAudit',
  'custody.searchAudit',
  'deliveries.resend',
  'deliveries.urgent',
  'deliveries.verify',
  'lists.check',
  'lists.enrichExport',
  'lists.enrichImport',
  'lists.importMandates',
  'lists.suppress',
  'lists.withdraw',
  'observe.cards',
  'observe.evidence',
  'observe.verifyDelivery',
  'operations.checkFile',
  'operations.deliverFinal',
  'operations.deliverReport',
  'operations.deliverWeekly',
  'operations.importFile',
  'papers.evidence',
  'papers.make',
  'papers.openBreach',
  'papers.packBreach',
  'persons.erase',
  'persons.export',
  'persons.find',
  'persons.liftObjection',
  'persons.object',
  'persons.open',
  'persons.rectify',
  'privacy.createAccount',
  'privacy.planPurge',
  'privacy.runPurge',
  'privacy.setPassword',
  'privacy.verifyAudit',
  'review.build',
  'review.deliverReport',
  'review.preview',
  'session.confirmEnrolment',
]);

/** How fast a procedure may be called; every one has a pace, new ones by their type. */
export function paceOf(path: string, type: 'query' | 'mutation' | 'subscription'): PaceKind {
  if (HEAVY.has(path)) return 'heavy';
  if (type === 'subscription') return 'line';
  return type === 'query' ? 'read' : 'write';
}
