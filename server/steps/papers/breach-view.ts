import { AppError } from '../../../shared/errors.ts';
import { type BreachClock, breachClock } from '../../domain/papers/breach.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BreachEventRow, BreachRow } from '../../ports/rows/breaches.ts';
import type { Store, StoreReader } from '../../ports/store.ts';

/** A breach with what followed and its clock; people by their login. */
export interface BreachView extends Omit<BreachRow, 'author'> {
  readonly openedBy: string;
  readonly events: readonly (Omit<BreachEventRow, 'breachId' | 'author'> & { readonly by: string })[];
  readonly clock: BreachClock;
}

function loginOf(rows: StoreReader, actor: string): string {
  return rows.accounts.byId(actor)?.login ?? actor;
}

/** The breach as it stands at that instant. */
export function viewBreach(rows: StoreReader, { author, ...breach }: BreachRow, nowMs: number): BreachView {
  const events = rows.breaches.eventsOf(breach.id);
  const charityToldAtMs = events.find(({ kind }) => kind === 'charity-told')?.atMs;
  const isClosed = events.some(({ kind }) => kind === 'closed');
  return {
    ...breach,
    openedBy: loginOf(rows, author),
    events: events.map(({ breachId: _, author: by, ...event }) => ({ ...event, by: loginOf(rows, by) })),
    clock: breachClock({ discoveredAtMs: breach.discoveredAtMs, charityToldAtMs, isClosed, nowMs }),
  };
}

/** Oldest first. */
export function listBreaches(deps: { readonly store: Store; readonly clock: Clock }): readonly BreachView[] {
  const nowMs = deps.clock.nowMs();
  return deps.store.read((rows) => rows.breaches.all().map((one) => viewBreach(rows, one, nowMs)));
}

/** AppError `breach-unknown`. */
export function showBreach(
  deps: { readonly store: Store; readonly clock: Clock },
  { id }: { readonly id: string },
): BreachView {
  return deps.store.read((rows) => viewBreach(rows, requireBreach(rows, id), deps.clock.nowMs()));
}

/** AppError `breach-unknown`. */
export function requireBreach(rows: StoreReader, id: string): BreachRow {
  const breach = rows.breaches.byId(id);
  if (breach) return breach;
  throw new AppError({
    code: 'breach-unknown',
    kind: 'not-found',
    message: 'Aucun dossier de violation ne porte ce numéro.',
    hint: 'La liste : plateau breach list.',
  });
}
