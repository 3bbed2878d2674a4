import { inTurn } from '../../../shared/in-turn.ts';
import { mayEnter, WEB_LINK, WEB_SESSION } from '../../domain/access/web-session-life.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * Run every few seconds: whoever's access was closed, by the CRM or by a command, has no session and no link left, so that one
 * that opens again does not bring them back. Requests refuse them before that already. Answers how many were cut.
 */
export async function cutWebSessions({ store, clock }: Deps): Promise<number> {
  const closed = await store.read(
    async (rows) =>
      await inTurn.filter(await rows.webDoor.withSessions(), async (id) => {
        const person = await rows.people.byId(id);
        return person !== undefined && !mayEnter(person);
      }),
  );
  if (closed.length === 0) return 0;
  return await store.write(async (rows) => {
    const note = trail(rows, { actor: 'system', atMs: clock.nowMs() });
    let cut = 0;
    for (const id of closed) {
      const person = await rows.people.byId(id);
      if (!person || mayEnter(person)) continue;
      const sessions = await rows.webDoor.endAllOf(id);
      await note('web.close', id, { reason: 'accès fermé', detail: { sessions } });
      cut += 1;
    }
    return cut;
  });
}

/** Links a day old, and sessions that nobody came back to: nothing keeps when somebody came. Answers how many rows went. */
export async function dropOldWebDoor({ store, clock }: Deps): Promise<number> {
  const nowMs = clock.nowMs();
  return await store.write((rows) =>
    rows.webDoor.dropBefore({ linksMs: nowMs - WEB_LINK.keptMs, sessionsMs: nowMs - WEB_SESSION.idleMs }),
  );
}
