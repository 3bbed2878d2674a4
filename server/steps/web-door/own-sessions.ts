import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from './web-bearer.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface OwnSession {
  readonly id: string;
  readonly openedAtMs: number;
  readonly seenAtMs: number;
  /** The one that asks. */
  readonly isThis: boolean;
}

/** The person's open sessions, the last seen first. */
export async function listOwnSessions(
  { store }: Pick<Deps, 'store'>,
  { person, session }: WebBearer,
): Promise<readonly OwnSession[]> {
  const all = await store.read((rows) => rows.webDoor.sessionsOf(person.id));
  return all.map(({ id, openedAtMs, seenAtMs }) => ({
    ...{ id, openedAtMs, seenAtMs },
    isThis: id === session.id,
  }));
}

/** Ends one of the person's own; another's, or one that is over, ends nothing. Answers how many. */
export async function endOwnSession(
  { store, clock }: Deps,
  { person }: WebBearer,
  id: string,
): Promise<{ readonly ended: number }> {
  return await store.write(async (rows) => {
    const own = (await rows.webDoor.sessionsOf(person.id)).find((one) => one.id === id);
    if (!own) return { ended: 0 };
    await rows.webDoor.endSession(own.tokenHash);
    await trail(rows, { actor: person.id, atMs: clock.nowMs() })('web.close', person.id);
    return { ended: 1 };
  });
}
