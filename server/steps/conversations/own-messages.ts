import { inTurn } from '../../../shared/in-turn.ts';
import { isoWithOffset } from '../../../shared/time.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import { LOST_WORDS, openedOrLost } from '../seal-damage.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { writtenPlace } from './conversation-access.ts';
import type { ReadConversationsDeps } from './read-conversations.ts';

/** A copy of all that the person wrote, for any program; what others wrote is theirs. One entry of the audit log. */
export async function ownMessagesFile(
  { store, vault, clock }: ReadConversationsDeps,
  { person }: WebBearer,
): Promise<{ readonly text: string }> {
  const all = await store.write(async (rows) => {
    const written = await rows.conversations.writtenBy(person.id);
    const detail = { charity: person.charity, count: written.length };
    await trail(rows, { actor: person.id, atMs: clock.nowMs() })('conversation.open', person.id, {
      reason: 'copie de ses propres messages',
      detail,
    });
    return written;
  });
  const messages = await inTurn.flatMap(all, async ({ id, conversation, atMs, sealed }) => {
    if (sealed === null) return [];
    const place = writtenPlace(peoplePlace(person.charity), 'message', id);
    const content = await openedOrLost(vault.openWritten(place, sealed));
    return { le: isoWithOffset(atMs), conversation, texte: content?.text ?? LOST_WORDS };
  });
  return { text: `${JSON.stringify({ messages }, null, 2)}\n` };
}
