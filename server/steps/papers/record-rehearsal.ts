import { inTurn } from '../../../shared/in-turn.ts';
import {
  REHEARSAL_KINDS,
  REHEARSAL_OUTCOMES,
  type Rehearsal,
  type RehearsalKind,
  type RehearsalOutcome,
} from '../../domain/papers/rehearsal.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AuditRow } from '../../ports/rows/audit.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { walkAudit } from '../audit/walk-audit.ts';
import { refusePersonalText } from '../personal-text.ts';
import { trail } from '../trail.ts';

interface RehearsalDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Writes a rehearsal down: an entry of the log, which evidence packs repeat. Twice are two. AppError `custody-text`. */
export async function recordRehearsal(
  { store, clock }: RehearsalDeps,
  request: {
    readonly kind: RehearsalKind;
    readonly outcome: RehearsalOutcome;
    readonly told: string;
    readonly actor: string;
  },
): Promise<void> {
  const { kind, outcome, told, actor } = request;
  refusePersonalText(told);
  const by = { actor, atMs: clock.nowMs() };
  await store.write((rows) =>
    trail(rows, by)('rehearsal.record', kind, { reason: told, detail: { outcome } }),
  );
}

/** Oldest first; the log is walked a page at a time. */
export async function listRehearsals({ store }: Pick<RehearsalDeps, 'store'>): Promise<readonly Rehearsal[]> {
  const found: AuditRow[] = [];
  for await (const page of walkAudit({ store })) found.push(...page.filter(isRehearsal));
  return await store.read((rows) => inTurn.map(found, (row) => rehearsalOf(rows, row)));
}

/** Whether that entry of the log is a rehearsal. */
export function isRehearsal({ action }: Pick<AuditRow, 'action'>): boolean {
  return action === 'rehearsal.record';
}

/** What an entry of the log says of a rehearsal. */
export async function rehearsalOf(rows: StoreReader, row: AuditRow): Promise<Rehearsal> {
  return {
    kind: REHEARSAL_KINDS.find((one) => one === row.subject) ?? 'restore',
    outcome: REHEARSAL_OUTCOMES.find((one) => one === row.detail.outcome) ?? 'missed',
    atMs: row.atMs,
    by: (await rows.accounts.byId(row.actor))?.login ?? row.actor,
    told: row.reason,
  };
}
