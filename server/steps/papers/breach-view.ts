import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
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

async function loginOf(rows: StoreReader, actor: string): Promise<string> {
  return (await rows.accounts.byId(actor))?.login ?? actor;
}

/** The breach as it stands at that instant. */
export async function viewBreach(
  rows: StoreReader,
  { author, ...breach }: BreachRow,
  nowMs: number,
): Promise<BreachView> {
  const events = await rows.breaches.eventsOf(breach.id);
  const charityToldAtMs = events.find(({ kind }) => kind === 'charity-told')?.atMs;
  const isClosed = events.some(({ kind }) => kind === 'closed');
  return {
    ...breach,
    openedBy: await loginOf(rows, author),
    events: await inTurn.map(events, async ({ breachId: _, author: by, ...event }) => ({
      ...event,
      by: await loginOf(rows, by),
    })),
    clock: breachClock({ discoveredAtMs: breach.discoveredAtMs, charityToldAtMs, isClosed, nowMs }),
  };
}

/** Oldest first. */
export async function listBreaches(deps: {
  readonly store: Store;
  readonly clock: Clock;
}): Promise<readonly BreachView[]> {
  const nowMs = deps.clock.nowMs();
  return await deps.store.read(
    async (rows) => await inTurn.map(await rows.breaches.all(), (one) => viewBreach(rows, one, nowMs)),
  );
}

/** AppError `breach-unknown`. */
export async function showBreach(
  deps: { readonly store: Store; readonly clock: Clock },
  { id }: { readonly id: string },
): Promise<BreachView> {
  return await deps.store.read(
    async (rows) => await viewBreach(rows, await requireBreach(rows, id), deps.clock.nowMs()),
  );
}

/** AppError `breach-unknown`. */
export async function requireBreach(rows: StoreReader, id: string): Promise<BreachRow> {
  const breach = await rows.breaches.byId(id);
  if (breach) return breach;
  throw new AppError({
    code: 'breach-unknown',
    kind: 'not-found',
    message: 'Aucun dossier de violation ne porte ce numéro.',
    hint: 'La liste : plateau breach list.',
  });
}
