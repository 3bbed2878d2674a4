import { displayName } from '../../domain/people/people-fields.ts';
import { peoplePlace } from '../../domain/people/people-place.ts';
import type { Vault } from '../../ports/vault.ts';
import { type OpenPeopleDeps, openParticipant } from '../people/open-participants.ts';
import { trail } from '../trail.ts';
import type { WebBearer } from '../web-door/web-bearer.ts';
import { conversationUnknown, memberPlace, ownConversation } from './conversation-access.ts';

interface AnswerDeps extends OpenPeopleDeps {
  readonly vault: OpenPeopleDeps['vault'] & Pick<Vault, 'sealWritten'>;
}

/**
 * The person accepts to be written to there, or wants no more of it: a request, a conversation that went on, or one that they had
 * set aside. From their acceptance on, the other knows their name; nobody is told of a refusal. Twice is once. AppError
 * `conversation-unknown`, also for a group’s thread, which one leaves with the group.
 */
export async function answerRequest(
  deps: AnswerDeps,
  bearer: WebBearer,
  { id, isAccepted }: { readonly id: string; readonly isAccepted: boolean },
): Promise<{ readonly isAccepted: boolean }> {
  const { person, account } = bearer;
  const { row } = await deps.store.read((rows) => ownConversation(rows, bearer, id));
  if (row.groupId !== null) throw conversationUnknown();
  const place = { conversation: row.id, participant: person.id };
  const name = isAccepted
    ? displayName(
        await openParticipant(deps, person, { actor: account.id, reason: 'signature d’un message' }),
      )
    : '';
  const [sealed] = isAccepted
    ? await deps.vault.sealWritten([
        { place: memberPlace(peoplePlace(row.charity), place), content: { name } },
      ])
    : [];
  await deps.store.write(async (rows) => {
    const { own } = await ownConversation(rows, bearer, id);
    if (!own) throw conversationUnknown();
    const state = isAccepted ? 'in' : 'refused';
    await rows.conversations.putMember({ ...own, state, sealed: sealed ?? own.sealed });
    if (!isAccepted) await rows.waitingMails.seen({ ...place, kind: 'message', about: row.id });
    const note = trail(rows, { actor: person.id, atMs: deps.clock.nowMs() });
    await note('conversation.answer', row.id, { detail: { charity: person.charity, isAccepted } });
  });
  return { isAccepted };
}
