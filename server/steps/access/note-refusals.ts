import type { Clock } from '../../ports/clock.ts';
import type { Refusal, RefusalTally, UntoldRefusals } from '../../ports/passwords.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface Tally {
  readonly refusals: RefusalTally;
}

/** What was typed as an unknown login is never written: it may be a password in the wrong field. */
const UNKNOWN = { actor: 'system', subject: 'inconnu' } as const;

/** Of that account, or of a login that nobody has. */
export function refusedLogin(account: string | undefined, reason: string): Refusal {
  const who = account === undefined ? UNKNOWN : { actor: account, subject: account };
  return { action: 'session.refused', ...who, reason };
}

/**
 * Tells the audit log of a refusal, within the caller's transaction: the first of a quarter of an hour at once, the
 * others together with their count, so that whoever is refused cannot fill it.
 */
export async function noteRefusal(
  { refusals }: Tally,
  rows: StoreWriter,
  { nowMs, ...refusal }: NotedRefusal,
): Promise<void> {
  const count = refusals.add(refusal, nowMs);
  if (count > 0) await tell(rows, { ...refusal, count }, nowMs);
}

type NotedRefusal = Refusal & { readonly nowMs: number };

async function tell(
  rows: StoreWriter,
  { action, actor, subject, reason, count }: UntoldRefusals,
  atMs: number,
): Promise<void> {
  await trail(rows, { actor, atMs })(action, subject, { reason, detail: { count } });
}

/** The refusals that came before a person got in, so that the log reads in order. Within the caller's transaction. */
export async function tellRefusalsOf(
  { refusals }: Tally,
  rows: StoreWriter,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): Promise<void> {
  for (const one of refusals.untold({ actor })) await tell(rows, one, nowMs);
}

/** Tells the counts of every quarter of an hour that is over; with `all`, of those that run too (the server stops). */
export async function tellRefusals(
  deps: Tally & { readonly store: Store; readonly clock: Clock },
  { all = false }: { readonly all?: boolean } = {},
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const endedMs = all ? Number.POSITIVE_INFINITY : nowMs;
  await deps.store.write(async (rows) => {
    for (const one of deps.refusals.untold({ endedMs })) await tell(rows, one, nowMs);
  });
}
