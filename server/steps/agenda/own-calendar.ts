import { sha256 } from '../../domain/files/sha256.ts';
import type { Chance } from '../../ports/clock.ts';
import type { AskedPeople } from '../people/people-access.ts';
import { trail } from '../trail.ts';
import { ownParticipant } from './come-to-shift.ts';
import type { AgendaDeps } from './keep-events.ts';

const TOKEN_BYTES = 32;

/**
 * A new secret address for the person’s own calendar; the one before opens nothing any more. The token is told here and
 * kept as its digest alone. AppError `agenda-nobody`.
 */
export async function makeFeed(
  { store, clock, chance }: AgendaDeps & { readonly chance: Pick<Chance, 'token'> },
  asked: AskedPeople,
): Promise<{ readonly token: string }> {
  const [token, atMs] = [chance.token(TOKEN_BYTES), clock.nowMs()];
  return await store.write(async (rows) => {
    const own = await ownParticipant(rows, asked);
    await rows.slotNotices.setFeed(own.id, sha256(token), atMs);
    await trail(rows, { actor: asked.account.id, atMs })('calendar.open', own.id);
    return { token };
  });
}

/** Its address opens nothing any more. Twice is a no-op. AppError `agenda-nobody`. */
export async function closeFeed({ store, clock }: AgendaDeps, asked: AskedPeople): Promise<void> {
  await store.write(async (rows) => {
    const own = await ownParticipant(rows, asked);
    await rows.slotNotices.dropFeed(own.id);
    await trail(rows, { actor: asked.account.id, atMs: clock.nowMs() })('calendar.close', own.id);
  });
}
