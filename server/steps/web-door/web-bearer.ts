import { WEB_SESSION, webSessionEndMs } from '../../domain/access/web-session-life.ts';
import { sha256 } from '../../domain/files/sha256.ts';
import type { Standing } from '../../domain/people/people-rights.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ParticipantRow } from '../../ports/rows/people.ts';
import type { WebSessionRow } from '../../ports/rows/web-door.ts';
import type { Store } from '../../ports/store.ts';
import { sessionEnded } from '../access/log-in.ts';
import { type PeopleAccount, standingOf } from '../people/people-access.ts';

/** Who holds the token of a web session, as they stand now. */
export interface WebBearer {
  readonly account: PeopleAccount;
  readonly person: ParticipantRow;
  readonly standing: Standing;
  readonly session: WebSessionRow;
}

/**
 * The participant whose session this is. Everything is looked up at each request: whoever left, was erased, or lost their
 * access by the CRM is refused from the next one. AppError `session-ended`.
 */
export async function webBearer(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  token: string,
): Promise<WebBearer> {
  const nowMs = clock.nowMs();
  const tokenHash = sha256(token);
  const held = await store.read(async (rows) => {
    const session = await rows.webDoor.session(tokenHash);
    const person = session && (await rows.people.byId(session.participant));
    if (!session || !person) return undefined;
    const standing = await standingOf(rows, person, await rows.groups.of(person.charity));
    return { session, person, standing };
  });
  if (!held || nowMs >= webSessionEndMs(held.session, held.standing)) throw sessionEnded();
  if (nowMs - held.session.seenAtMs >= WEB_SESSION.seenEveryMs)
    await store.write((rows) => rows.webDoor.seeSession(tokenHash, nowMs));
  return { ...held, account: { id: held.person.id, role: 'participant', campaigns: [] } };
}
